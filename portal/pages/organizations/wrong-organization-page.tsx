import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { organization as organizationOf } from "../../api/organizations.ts";
import type { MyOrganization } from "../../api/session.ts";
import { Page } from "../../frame/page.tsx";
import { useSignedIn } from "../../frame/where.tsx";
import { OrganizationName } from "../../parts/organization-name.tsx";
import { writeOrgNumber } from "../../../vocabulary/org-number.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { firstChoice } from "./order.ts";
import { ORGANIZATIONS } from "./texts.ts";

/** Any address of an organisation that the reader cannot represent. Its name is public; nothing else about it is shown (portal.md §3). */
export function WrongOrganizationPage({ number, mine }: { number: string; mine: readonly MyOrganization[] }) {
  const t = useText(ORGANIZATIONS);
  const shared = useText(SHARED);
  const { env } = useSignedIn();
  const first = firstChoice(mine);
  const { data } = useQuery(organizationOf({ env, org: first?.number }, number));
  const name = data?.name ?? writeOrgNumber(number);
  return (
    <Page
      heading={t("wrongHeading", { organization: name })}
      lead={t.parts("wrong", { organization: <OrganizationName key="organization" name={data?.name ?? null} number={number} /> })}
    >
      <section className="panel">
        <Heading level={2} data-size="xs">
          {t("why")}
        </Heading>
        <Paragraph>{t("whyText", { env: shared(env), otherEnv: shared(env === "test" ? "prod" : "test") })}</Paragraph>
      </section>
      <div className="buttons">
        {first && (
          <Button asChild>
            <Link to="/$env/$org" params={{ env, org: first.number }}>
              {t("goTo", { organization: first.name })}
            </Link>
          </Button>
        )}
        <Button asChild variant={first ? "secondary" : "primary"}>
          <Link to="/$env/organizations/ask" params={{ env }} search={{ organization: number }}>
            {t("askHere")}
          </Link>
        </Button>
      </div>
      {mine.length > 1 && (
        <Paragraph className="note">
          <Link to="/$env/organizations" params={{ env }}>
            {t("seeAll", { n: mine.length })}
          </Link>
        </Paragraph>
      )}
    </Page>
  );
}
