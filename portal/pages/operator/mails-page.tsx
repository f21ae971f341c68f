/** E-post som stoppet: what was tried until the last time, and trying again. */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { EnvelopeClosedIcon } from "@navikt/aksel-icons";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { deadMails, type SentMail, sendMailAgain } from "../../api/operator.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { MAILS } from "./mail-texts.ts";
import { ShowMore } from "./show-more.tsx";

export function MailsPage() {
  const t = useText(MAILS);
  const may = useMay("mail.administer");
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      <Reason may={may} heading={t("cannot")} id="administer-mail" />
      {may.state === "allowed" && <Dead />}
    </Page>
  );
}

function Dead() {
  const t = useText(MAILS);
  const acting = useActing();
  const { env, org } = acting;
  const client = useQueryClient();
  const area = useRef<HTMLDivElement>(null);
  const query = useInfiniteQuery(deadMails(acting));
  const sending = useMutation({
    mutationFn: ({ id }: SentMail) => sendMailAgain({ env, org }, id),
    async onSuccess(_, { address }) {
      await client.invalidateQueries({ queryKey: [env, org, "mails"] });
      announce(t("queued", { address }));
      // The row is gone: the next one's button has the focus, or what says that none is left.
      requestAnimationFrame(() => area.current?.querySelector<HTMLElement>("button, h2")?.focus());
    },
    onError: () => client.invalidateQueries({ queryKey: [env, org, "mails"] }),
  });
  if (query.isError) return <Failed error={query.error} tryAgain={() => void query.refetch()} />;
  if (!query.data) return <Waiting says={t("loading")} />;
  const dead = query.data.pages.flatMap(({ items }) => items);
  return (
    <div ref={area}>
      {sending.isError && <Failed error={sending.error} />}
      {dead.length === 0 ? (
        <section className="panel">
          <Heading level={2} data-size="xs" tabIndex={-1}>
            {t("none")}
          </Heading>
          <Paragraph>{t("noneSays")}</Paragraph>
        </section>
      ) : (
        <ul className="rows">
          {dead.map((mail) => (
            <DeadMail key={mail.id} mail={mail} isSending={sending.isPending && sending.variables.id === mail.id} sendAgain={() => sending.mutate(mail)} />
          ))}
        </ul>
      )}
      <ShowMore query={query} />
    </div>
  );
}

function DeadMail({ mail, isSending, sendAgain }: { mail: SentMail; isSending: boolean; sendAgain: () => void }) {
  const t = useText(MAILS);
  const f = useFormat();
  const { subject, address, deadAt, createdAt, tries, lastError } = mail;
  return (
    <Row
      icon={<EnvelopeClosedIcon aria-hidden />}
      title={subject}
      action={
        <Button variant="secondary" loading={isSending} onClick={sendAgain}>
          {t(isSending ? "sending" : "again")}
          <span className="vh"> {t("againWhat", { subject, address })}</span>
        </Button>
      }
    >
      {t("to", { address })} · {t("gaveUp", { when: f.whenWithin(deadAt ?? createdAt), n: tries })}
      {lastError && <span className="row-message">{t("error", { error: lastError })}</span>}
    </Row>
  );
}
