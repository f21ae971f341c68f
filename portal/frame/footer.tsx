import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { installation } from "../api/installation.ts";
import { WhereToAsk } from "../parts/where-to-ask.tsx";
import { FRAME } from "../text/frame.ts";
import { NAME_OF_LANGUAGE } from "../text/language.ts";
import { useText } from "../text/use-text.ts";
import { useLanguageChoice } from "./language-choice.ts";
import { useWhere } from "./where.tsx";

export function Footer() {
  const t = useText(FRAME);
  const { data } = useQuery(installation);
  const { others, choose } = useLanguageChoice();
  const { env } = useWhere();
  const link = (href: string | null | undefined, words: string) =>
    href && (
      <li>
        <a href={href}>{words}</a>
      </li>
    );
  return (
    <footer className="footer">
      <p>{data && t("runBy", { operator: data.operator.name })}</p>
      <ul aria-label={t("aboutService")}>
        <li>
          <Link to="/help">{t("howTo")}</Link>
        </li>
        <li>
          <Link to="/$env/notices" params={{ env: env ?? "prod" }}>
            {t("status")}
          </Link>
        </li>
        {data?.support && (
          <li>
            <WhereToAsk support={data.support}>{t("support")}</WhereToAsk>
          </li>
        )}
        {link(data?.accessibilityStatement, t("accessibility"))}
        {link(data?.privacyStatement, t("privacy"))}
        {others.map((language) => (
          <li key={language}>
            <button type="button" className="link-like" lang={language} onClick={() => choose(language)}>
              {NAME_OF_LANGUAGE[language]}
            </button>
          </li>
        ))}
      </ul>
    </footer>
  );
}
