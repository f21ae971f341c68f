import { Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import type { ScopeCandidate } from "../../api/candidates.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { ASK_PROVIDER } from "./picker-texts.ts";

type AskProviderProps = {
  /** Stays while the dialog closes. */
  candidate: Pick<ScopeCandidate, "name" | "provider">;
  open: boolean;
  close: () => void;
  /** What it is for, where that has been written already. */
  purpose?: string | undefined;
};

/** Whom to ask for a scope, and a message to send them: whoever lacks an access leaves with the way to it. */
export function AskProvider({ candidate: { name, provider }, open, close, purpose }: AskProviderProps) {
  const t = useText(ASK_PROVIDER);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, organization, me } = useActing();
  const ready = t("body", {
    org: organization.name,
    number: organization.number,
    scope: name,
    env: shared(env),
    purpose: purpose?.trim() || "…",
    person: me.name || "…",
  });
  const [changed, setChanged] = useState<string | null>(null);
  const message = changed ?? ready;
  const who = provider.name ?? f.orgNumber(provider.number);
  const { contact } = provider;
  const mail =
    contact?.email &&
    `mailto:${contact.email}?subject=${encodeURIComponent(t("subject", { scope: name, env: shared(env) }))}&body=${encodeURIComponent(message)}`;
  return (
    <ModalDialog open={open} close={close} heading={t("heading", { provider: who })} className="ask-provider">
      <Paragraph>{t.parts("says", { provider: who, scope: <Tech key="scope" value={name} /> })}</Paragraph>
      <Heading level={3} data-size="2xs">
        {t("contact")}
      </Heading>
      {contact ? (
        <Paragraph>
          {contact.name}
          {contact.email && (
            <>
              , <a href={`mailto:${contact.email}`}>{contact.email}</a>
            </>
          )}
        </Paragraph>
      ) : (
        <Paragraph>{t("noContact", { provider: who })}</Paragraph>
      )}
      <Textfield label={t("message")} multiline rows={10} value={message} onChange={(event) => setChanged(event.target.value)} />
      <div className="buttons">
        {mail && (
          <Button asChild>
            <a href={mail}>{t("mail")}</a>
          </Button>
        )}
        <CopyButton text={message} label={t("copy")} variant={mail ? "secondary" : "primary"} />
        {contact?.url && (
          <Button asChild variant="tertiary">
            <a href={contact.url} rel="noreferrer" target="_blank">
              {t("web")}
            </a>
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}
