import { Heading } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { installation } from "../../api/installation.ts";
import { Tech } from "../../parts/code.tsx";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { FRONT } from "./texts.ts";

/** What needs no login: the API, its description, the addresses of each environment. */
export function Developers() {
  const t = useText(FRONT);
  const shared = useText(SHARED);
  const { data } = useQuery(installation);
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("developers")}
      </Heading>
      <ul className="links">
        <li>
          <a href="/api-reference" hrefLang="en">
            {t("reference")}
          </a>
        </li>
        <li>
          <a href="/openapi.json">{t("openApi")}</a>
        </li>
        <li>
          <a href="/test/errors">{t("refusals")}</a>
        </li>
      </ul>
      <dl className="issuers">
        {data?.environments.map(({ name, issuer }) => (
          <div key={name}>
            <dt>{t("issuer", { env: shared(name) })}</dt>
            <dd>
              <Tech value={issuer} />
              <br />
              <a href={`${issuer}.well-known/oauth-authorization-server`}>{t("metadata", { env: shared(name) })}</a>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
