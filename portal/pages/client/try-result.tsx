import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { CheckmarkIcon, FilesIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import type { Client } from "../../api/client.ts";
import type { FetchedToken } from "../../api/token.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { TRY } from "./try-texts.ts";
import { Why } from "./why.tsx";

/** The same function always: it is called when the element comes, and not again. */
const takeFocus = (element: HTMLElement | null): void => element?.focus();

export function TryResult({ client, scopes, result }: { client: Client; scopes: string; result: FetchedToken }) {
  const t = useText(TRY);
  return (
    <section className={result.ok ? "panel try-ok" : "panel request refused"}>
      <Heading level={3} data-size="2xs" tabIndex={-1} ref={takeFocus}>
        {t(result.ok ? "success" : "failure")}
      </Heading>
      {result.ok ? (
        <Token token={result} />
      ) : (
        <>
          <p className="subtle" lang="en">
            {[result.error, result.description].filter(Boolean).join(": ")}
          </p>
          <Why client={client} request={{ scopes, code: result.code, cause: result.code, remedy: null, whoCanMend: null }} />
        </>
      )}
    </section>
  );
}

function Token({ token }: { token: Extract<FetchedToken, { ok: true }> }) {
  const t = useText(TRY);
  const shared = useText(SHARED);
  const f = useFormat();
  const { me } = useActing();
  const [isCopied, setCopied] = useState(false);
  const until = token.expiresAt - me.clockAheadMs;
  const copy = () =>
    void navigator.clipboard.writeText(token.accessToken).then(() => {
      setCopied(true);
      announce(shared("copied"));
    });
  return (
    <>
      <Paragraph>{t("successSays", { seconds: token.expiresInSeconds, clock: f.clock(new Date(until).toISOString(), { seconds: true }) })}</Paragraph>
      <h4 className="sub-heading">{t("claims")}</h4>
      {token.claims ? (
        <pre>
          <code>{JSON.stringify(token.claims, null, 2)}</code>
        </pre>
      ) : (
        <Paragraph>{t("opaque")}</Paragraph>
      )}
      <Button variant="secondary" onClick={copy}>
        {isCopied ? <CheckmarkIcon aria-hidden /> : <FilesIcon aria-hidden />}
        {isCopied ? shared("copied") : t("copyToken")}
      </Button>
    </>
  );
}
