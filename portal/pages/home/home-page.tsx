import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { InboxIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { installation } from "../../api/installation.ts";
import { permissions } from "../../api/permissions.ts";
import { type RightRequest, rightRequests } from "../../api/right-requests.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { Loaded, RowsSkeleton, Waiting } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { worthNaming } from "../organizations/standing.ts";
import { HOME } from "./texts.ts";

const SHOWN_REQUESTS = 2;

/** Oversikt: what needs attention, the worst first, and what one can do here. Never empty. */
export function HomePage() {
  const t = useText(HOME);
  const { organization } = useActing();
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      {/* For a locked organisation nothing can be done, and nothing is told. */}
      {organization.locked ? <Locked /> : <Attention />}
      {!organization.locked && <Yours />}
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

function Attention() {
  const t = useText(HOME);
  const shared = useText(SHARED);
  const { env } = useActing();
  const may = useMay("right_request.decide");
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("attention")}
      </Heading>
      {may.state === "asking" && (
        <Waiting says={t("loadingAttention")}>
          <RowsSkeleton rows={2} />
        </Waiting>
      )}
      {may.state === "allowed" && may.isTold && <Requests />}
      {/* Who may not decide has nothing waiting. A login that is too weak keeps one from everything here: that is said first. */}
      {may.refusal?.why === "level_too_low" ? (
        <Reason may={may} id="login" heading={t("loginHeading", { env: shared(env) })} />
      ) : (
        may.state === "refused" && <Paragraph>{t("nothing")}</Paragraph>
      )}
    </section>
  );
}

function Requests() {
  const t = useText(HOME);
  const { env, org } = useActing();
  const query = useQuery(rightRequests({ env, org }, "received"));
  return (
    <Loaded query={query} says={t("loadingAttention")} skeleton={<RowsSkeleton rows={2} />}>
      {(received) => {
        const waiting = received.filter(({ decidable }) => decidable.allowed);
        if (waiting.length === 0) return <Paragraph>{t("nothing")}</Paragraph>;
        return (
          <ul className="rows">
            <WaitingRequests requests={waiting} />
          </ul>
        );
      }}
    </Loaded>
  );
}

function WaitingRequests({ requests }: { requests: readonly RightRequest[] }) {
  const t = useText(HOME);
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env, org } = useActing();
  const more = requests.length - SHOWN_REQUESTS;
  const words = requests
    .slice(0, SHOWN_REQUESTS)
    .map(({ person, right }) => t("asksFor", { person: person.name || shared("unnamedPerson"), right: RIGHT_TEXTS[right].name[language] }));
  return (
    <Row
      icon={<InboxIcon aria-hidden className="accent" />}
      title={requests.length === 1 ? t("waitingOne") : t("waiting", { n: requests.length })}
      action={
        <Button asChild variant="secondary">
          <Link to="/$env/$org/requests" params={{ env, org }}>
            {t("handle")}
            <span className="vh"> {t("handleWhat")}</span>
          </Link>
        </Button>
      }
    >
      {words.join(" ")} {more > 0 && t("andMore", { n: more })}
    </Row>
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
