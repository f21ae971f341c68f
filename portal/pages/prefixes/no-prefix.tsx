/** In place of what needs a prefix, when the organisation has none here: why, how one is got, or how it stands with the application (picture noprefix). */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { CheckmarkCircleFillIcon, ClockIcon, InformationSquareFillIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { installation } from "../../api/installation.ts";
import { type PrefixApplication, prefixApplications, prefixApplicationsElsewhere, prefixesElsewhere } from "../../api/prefixes.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { NO_PREFIX } from "./no-prefix-texts.ts";
import { PREFIXES } from "./texts.ts";
import { useToApplication } from "./use-to-application.ts";

/** @param alsoHere another way on, for those who came for something else: a link or a button */
export function NoPrefix({ alsoHere }: { alsoHere?: ReactNode }) {
  const t = useText(NO_PREFIX);
  const { env, org } = useActing();
  return (
    <Loaded query={useQuery(prefixApplications({ env, org }))} says={t("loading")}>
      {([newest]) =>
        newest?.state === "submitted" ? (
          <Waits application={newest} alsoHere={alsoHere} />
        ) : newest?.state === "rejected" ? (
          <Rejected application={newest} alsoHere={alsoHere} />
        ) : (
          <None alsoHere={alsoHere} />
        )
      }
    </Loaded>
  );
}

const useOperator = (): string => useQuery(installation).data?.operator.name ?? "";

function None({ alsoHere }: { alsoHere: ReactNode }) {
  const t = useText(NO_PREFIX);
  const shared = useText(SHARED);
  const { env } = useActing();
  const operator = useOperator();
  const names = useText(PREFIXES);
  const may = useMay("prefix.apply");
  const toApplication = useToApplication();
  return (
    <>
      <Reason may={may} heading={names("cannotApply")} id="apply-for-prefix" />
      <section className="panel no-prefix">
        <Heading level={2} data-size="xs">
          {t("heading")}
        </Heading>
        <Paragraph>{t.parts("why", { env: shared(env), example: <Tech key="example" value="tindoy:skjenkebevilling.read" /> })}</Paragraph>
        <ul className="points">
          <li>
            <CheckmarkCircleFillIcon aria-hidden className="success" />
            <span>{t.parts("inTest", { env: <strong key="env">{t("atTest")}</strong> })}</span>
          </li>
          <li>
            <ClockIcon aria-hidden />
            <span>{t.parts("inProd", { env: <strong key="env">{t("atProd")}</strong>, operator })}</span>
          </li>
          <Elsewhere />
        </ul>
        <div className="buttons">
          <MayButton may={may} reasonId="apply-for-prefix" onClick={() => toApplication()}>
            {t("apply")}
          </MayButton>
          {alsoHere}
        </div>
      </section>
    </>
  );
}

/** How it stands in the other environment: people look for what they have there. Nothing for those who may not be there. */
function Elsewhere() {
  const t = useText(NO_PREFIX);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, org } = useActing();
  const otherEnv = env === "test" ? "prod" : "test";
  const had = useQuery(prefixesElsewhere({ env: otherEnv, org })).data?.filter(({ active }) => active) ?? [];
  const waiting = useQuery(prefixApplicationsElsewhere({ env: otherEnv, org })).data?.find(({ state }) => state === "submitted");
  if (had.length === 0 && !waiting) return null;
  return (
    <li>
      <InformationSquareFillIcon aria-hidden />
      <span>
        {had.length > 0
          ? t("hasElsewhere", { otherEnv: shared(otherEnv), prefixes: f.list(had.map(({ prefix }) => prefix)) })
          : waiting && t("waitsElsewhere", { otherEnv: shared(otherEnv), prefix: waiting.prefix })}
      </span>
    </li>
  );
}

function Waits({ application: { prefix, submittedAt }, alsoHere }: { application: PrefixApplication; alsoHere: ReactNode }) {
  const t = useText(NO_PREFIX);
  const names = useText(PREFIXES);
  const f = useFormat();
  const operator = useOperator();
  return (
    <section className="panel no-prefix">
      <Heading level={2} data-size="xs">
        {t("waitingHeading", { prefix })}
      </Heading>
      <Status kind="wait">{names("submitted")}</Status>
      <Paragraph>{t("waiting", { when: f.whenWithin(submittedAt), operator })}</Paragraph>
      <div className="buttons">
        <SeeApplication variant="primary" />
        {alsoHere}
      </div>
    </section>
  );
}

function Rejected({ application: { id, prefix, reason }, alsoHere }: { application: PrefixApplication; alsoHere: ReactNode }) {
  const t = useText(NO_PREFIX);
  const names = useText(PREFIXES);
  const may = useMay("prefix.apply");
  const toApplication = useToApplication();
  return (
    <>
      <Reason may={may} heading={names("cannotApply")} id="apply-for-prefix" />
      <section className="panel no-prefix">
        <Heading level={2} data-size="xs">
          {t("rejectedHeading", { prefix })}
        </Heading>
        <blockquote className="message">{reason}</blockquote>
        <div className="buttons">
          <MayButton may={may} reasonId="apply-for-prefix" onClick={() => toApplication(id)}>
            {t("applyAgain")}
          </MayButton>
          <SeeApplication variant="secondary" />
          {alsoHere}
        </div>
      </section>
    </>
  );
}

function SeeApplication({ variant }: { variant: "primary" | "secondary" }) {
  const t = useText(NO_PREFIX);
  const { env, org } = useActing();
  return (
    <Button asChild variant={variant}>
      <Link to="/$env/$org/prefixes" params={{ env, org }}>
        {t("see")}
      </Link>
    </Button>
  );
}
