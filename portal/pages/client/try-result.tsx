import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type { Client } from "../../api/client.ts";
import type { FetchedToken } from "../../api/token.ts";
import { useActing } from "../../frame/where.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { TRY } from "./try-texts.ts";
import { takeFocus } from "../../frame/take-focus.ts";
import { Why } from "./why.tsx";

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
  const f = useFormat();
  const { me } = useActing();
  const until = token.expiresAt - me.clockAheadMs;
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
      <CopyButton text={token.accessToken} label={t("copyToken")} />
    </>
  );
}
