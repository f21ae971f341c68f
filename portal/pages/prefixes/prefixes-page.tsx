/** Prefikser: what the organisation has, how its applications stand, and whom those who use its APIs turn to (picture prefixes). */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { installation } from "../../api/installation.ts";
import { type Prefix, prefixApplications, prefixApplicationsElsewhere, prefixes } from "../../api/prefixes.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { ENVIRONMENT_KEY, SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { ApplicationCard, ApplicationStatus, type PlacedApplication } from "./application-card.tsx";
import { ContactSection } from "./contact-section.tsx";
import { NoPrefix } from "./no-prefix.tsx";
import { PREFIXES } from "./texts.ts";
import { useToApplication } from "./use-to-application.ts";

export function PrefixesPage() {
  const t = useText(PREFIXES);
  const { env, org } = useActing();
  const may = useMay("prefix.apply");
  const toApplication = useToApplication();
  const query = useQuery(prefixes({ env, org }));
  // An application says for itself how it stands.
  const newest = useQuery(prefixApplications({ env, org })).data?.[0]?.state;
  const hasSome = (query.data ?? []).length > 0 || newest === "submitted" || newest === "rejected";
  return (
    <Page
      heading={t("heading")}
      lead={t("lead")}
      actions={
        hasSome && (
          <MayButton may={may} reasonId="apply-for-prefix" variant="secondary" onClick={() => toApplication()}>
            {t("apply")}
          </MayButton>
        )
      }
    >
      {hasSome && <Reason may={may} heading={t("cannotApply")} id="apply-for-prefix" />}
      <Loaded query={query} says={t("loading")}>
        {(found) =>
          found.length > 0 ? (
            <section className="section">
              <Own found={found} isCalm={newest !== "rejected"} />
            </section>
          ) : (
            !hasSome && <NoPrefix />
          )
        }
      </Loaded>
      <Applications />
      <ContactSection />
    </Page>
  );
}

/** @param isCalm nothing is to be mended first: then a new scope is what one comes for */
function Own({ found, isCalm }: { found: readonly Prefix[]; isCalm: boolean }) {
  const t = useText(PREFIXES);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, org } = useActing();
  const may = useMay("scope.write");
  const operator = useQuery(installation).data?.operator.name ?? "";
  return (
    <>
      <Heading level={2} data-size="xs">
        {t("own")}
      </Heading>
      <ul className="rows">
        {found.map(({ prefix, active, createdAt }, i) => (
          <Row
            key={prefix}
            title={<Code value={prefix} name={t("prefixName")} />}
            action={
              <span className="row-end">
                {active ? <Status kind="ok">{t("ready")}</Status> : <Status kind="off">{t("outOfUse")}</Status>}
                {active && may.state === "allowed" && (
                  <Button asChild variant={i === 0 && isCalm ? "primary" : "secondary"}>
                    <Link to="/$env/$org/scopes/new" params={{ env, org }}>
                      {t("newScope")}
                      <span className="vh"> {t("newScopeWith", { prefix })}</span>
                    </Link>
                  </Button>
                )}
              </span>
            }
          >
            {active ? t("allotted", { env: shared(ENVIRONMENT_KEY[env]), when: f.whenWithin(createdAt) }) : t("outOfUseSays", { operator })}
          </Row>
        ))}
      </ul>
    </>
  );
}

/** Those of both environments: one who applies in both looks for both in one place. */
function Applications() {
  const t = useText(PREFIXES);
  const { env, org } = useActing();
  const otherEnv = env === "test" ? "prod" : "test";
  const here = useQuery(prefixApplications({ env, org })).data ?? [];
  const there = useQuery(prefixApplicationsElsewhere({ env: otherEnv, org })).data ?? [];
  const all: PlacedApplication[] = [...here.map((one) => ({ ...one, env })), ...there.map((one) => ({ ...one, env: otherEnv }) as PlacedApplication)];
  if (all.length === 0) return null;
  const sorted = all.toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt));
  // What waits, and what can be mended, is shown whole; what came later in its place makes the rest history.
  const isOpen = (one: PlacedApplication) =>
    one.state === "submitted" || (one.state !== "allotted" && !sorted.some((later) => later.env === one.env && later.submittedAt > one.submittedAt));
  const [open, over] = [sorted.filter(isOpen), sorted.filter((one) => !isOpen(one))];
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("applications")}
      </Heading>
      {open.length > 0 && (
        <ul className="applications">
          {open.map((one) => (
            <ApplicationCard key={one.id} application={one} />
          ))}
        </ul>
      )}
      {over.length > 0 && (
        <ul className="rows">
          {over.map((one) => (
            <Over key={one.id} application={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Over({ application: { env, prefix, state, handling, decidedAt, submittedBy, reason } }: { application: PlacedApplication }) {
  const t = useText(PREFIXES);
  const shared = useText(SHARED);
  const f = useFormat();
  return (
    <Row
      title={t.parts("inEnv", { prefix: <code key="prefix">{prefix}</code>, env: shared(env) })}
      action={
        <span className="row-end">
          <ApplicationStatus state={state} handling={handling} />
        </span>
      }
    >
      {submittedBy ? t("sentBy", { person: submittedBy }) : t("sentByProgram")}
      {decidedAt && ` · ${f.when(decidedAt)}`}
      {reason !== "" && <Paragraph className="row-message">{reason}</Paragraph>}
    </Row>
  );
}
