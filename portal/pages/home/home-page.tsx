import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { installation } from "../../api/installation.ts";
import { permissions } from "../../api/permissions.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { worthNaming } from "../organizations/standing.ts";
import { Attention } from "./attention.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { LastEvents } from "./last-events.tsx";
import { HOME } from "./texts.ts";

/** Oversikt: what needs attention, the worst first, and what one can do here. Never empty. */
export function HomePage() {
  const t = useText(HOME);
  const { organization } = useActing();
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      {/* For a locked organisation nothing can be done, and nothing is told. */}
      {organization.locked ? <Locked /> : <Attention />}
      {!organization.locked && (
        <>
          <FirstSteps />
          <LastEvents />
          <Yours />
        </>
      )}
    </Page>
  );
}

function Locked() {
  const t = useText(HOME);
  const { organization } = useActing();
  const { data } = useQuery(installation);
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("attention")}
      </Heading>
      <ul className="rows">
        <Row icon={<XMarkOctagonFillIcon aria-hidden className="danger" />} title={t("lockedHeading", { organization: organization.name })}>
          {t("locked", { operator: data?.operator.name ?? "" })}
        </Row>
      </ul>
    </section>
  );
}

function Yours() {
  const t = useText(HOME);
  const shared = useText(SHARED);
  const language = useLanguage();
  const { organization, env, org } = useActing();
  const query = useQuery(permissions({ env, org }));
  const role = organization.roles[0];
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("yours")}
      </Heading>
      <Loaded query={query} says={t("loading")} skeleton={<RowsSkeleton rows={2} />}>
        {({ held, ask }) => (
          <>
            {held.length === 0 ? (
              <Paragraph className="panel">{t("noRights", { organization: organization.name, env: shared(env) })}</Paragraph>
            ) : (
              <ul className="rights">
                {worthNaming(held).map((right) => (
                  <li key={right}>
                    <strong>{RIGHT_TEXTS[right].name[language]}</strong>
                    <span>{RIGHT_TEXTS[right].opens[language]}</span>
                  </li>
                ))}
              </ul>
            )}
            {role && <Paragraph className="note">{t("role", { role: roleName(role.code)[language] })}</Paragraph>}
            {ask.length > 0 && (
              <Button asChild variant={held.length === 0 ? "primary" : "secondary"}>
                <Link to="/$env/organizations/ask" params={{ env }} search={{ organization: org }}>
                  {t("askForMore")}
                </Link>
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
