import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { organizationSuggestion } from "../../api/email-domains.ts";
import { useSignedIn } from "../../frame/where.tsx";
import { useText } from "../../text/use-text.ts";
import { ORGANIZATIONS } from "./texts.ts";

/** Whom somebody may want to ask, by the domain of the verified address. Never more than a suggestion: it opens nothing (SEC-087). */
export function Suggestion() {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  const { data } = useQuery(organizationSuggestion(env));
  if (!data || data.kind === "none" || data.domain === null) return null;
  if (data.kind === "several" || !data.organization) return <Paragraph className="note">{t("sharedDomain", { domain: data.domain })}</Paragraph>;
  const { name, number } = data.organization;
  return (
    <section className="panel">
      <Heading level={2} data-size="xs">
        {t("suggested", { organization: name ?? number })}
      </Heading>
      <Paragraph>{t("suggestedSays", { domain: data.domain })}</Paragraph>
      <Button asChild variant="secondary">
        <Link to="/$env/organizations/ask" params={{ env }} search={{ organization: number }}>
          {t("askHere")}
        </Link>
      </Button>
    </section>
  );
}
