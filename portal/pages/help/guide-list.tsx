import { Heading } from "@digdir/designsystemet-react";
import { Link } from "@tanstack/react-router";
import { useLanguage } from "../../text/language.ts";
import { useText } from "../../text/use-text.ts";
import type { Guide } from "./guide.ts";
import { Prose } from "./prose.tsx";
import { HELP } from "./texts.ts";

const GROUPS = ["begin", "provider", "consumer", "organization", "operator"] as const;

/** Guides below the heading of their group. */
export function GuideGroups({ guides }: { guides: readonly Guide[] }) {
  const t = useText(HELP);
  return GROUPS.filter((group) => guides.some((guide) => guide.group === group)).map((group) => (
    <section key={group} className="section">
      <Heading level={2} data-size="xs">
        {t(group)}
      </Heading>
      <GuideList guides={guides.filter((guide) => guide.group === group)} />
    </section>
  ));
}

export function GuideList({ guides }: { guides: readonly Guide[] }) {
  const language = useLanguage();
  return (
    <ul className="guides">
      {guides.map(({ name, title, lead }) => (
        <li key={name}>
          <Link to="/help/$guide" params={{ guide: name }}>
            {title[language]}
          </Link>
          <p className="subtle">
            <Prose text={lead[language]} />
          </p>
        </li>
      ))}
    </ul>
  );
}
