import { CheckmarkCircleFillIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import type { Explanation } from "../../api/client.ts";
import { Tech } from "../../parts/code.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { WHY } from "./texts.ts";

/** Each link of the decision with its fact, in the order in which the token endpoint asks them. */
export function WhyLinks({ explanation }: { explanation: Explanation }) {
  const t = useText(WHY);
  const f = useFormat();
  return (
    <section>
      <h4 className="sub-heading">{t("links")}</h4>
      <ol className="why-links">
        {explanation.links.map(({ link, kept, text, scope, organization, at, reason }, i) => (
          <li key={i} className={kept ? "kept" : "broken"}>
            {kept ? <CheckmarkCircleFillIcon title={t("kept")} /> : <XMarkOctagonFillIcon title={t("broken")} />}
            <div>
              <strong>{t(link)}</strong> {scope && <Tech value={scope} />}
              <span className="row-sub">
                {[text, organization && !kept ? (organization.name ?? f.orgNumber(organization.number)) : null, at && f.when(at), reason]
                  .filter(Boolean)
                  .join(" ")}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
