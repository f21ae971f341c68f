/** One application: how far it has come, who has it, and what can be done (picture prefixes). */
import { Button, Heading } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import { installation } from "../../api/installation.ts";
import { type PrefixApplication, type PrefixCheck, withdrawPrefixApplication } from "../../api/prefixes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Status } from "../../parts/status.tsx";
import { Timeline, type TimelineStep } from "../../parts/timeline.tsx";
import { WhereToAsk } from "../../parts/where-to-ask.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { PREFIXES } from "./texts.ts";

export type PlacedApplication = PrefixApplication & { env: EnvironmentName };

export function ApplicationStatus({ state, handling }: Pick<PrefixApplication, "state" | "handling">) {
  const t = useText(PREFIXES);
  if (state === "submitted") return <Status kind="wait">{t(handling ? "beingHandled" : "submitted")}</Status>;
  if (state === "allotted") return <Status kind="ok">{t("allottedState")}</Status>;
  if (state === "rejected") return <Status kind="stop">{t("rejected")}</Status>;
  return <Status kind="off">{t("withdrawn")}</Status>;
}

export function ApplicationCard({ application }: { application: PlacedApplication }) {
  const t = useText(PREFIXES);
  const shared = useText(SHARED);
  const { env, id, prefix, state, submittedBy, handling } = application;
  const { org } = useActing();
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <li className="application">
      <div className="application-head">
        <div>
          <Heading level={3} data-size="2xs" tabIndex={-1} ref={heading}>
            {t.parts("inEnv", { prefix: <code key="prefix">{prefix}</code>, env: shared(env) })}
          </Heading>
          <p className="subtle">{submittedBy ? t("sentBy", { person: submittedBy }) : t("sentByProgram")}</p>
        </div>
        <ApplicationStatus state={state} handling={handling} />
      </div>
      <Timeline steps={useSteps(application)} />
      {state === "submitted" ? (
        <Waiting application={application} onWithdrawn={() => heading.current?.focus()} />
      ) : (
        state !== "allotted" && (
          <Button asChild variant={state === "rejected" ? "primary" : "secondary"}>
            <Link to="/$env/$org/prefixes/apply" params={{ env, org }} search={{ from: id }}>
              {t("again")}
              <span className="vh"> {t("withdrawWhat", { prefix, env: shared(env) })}</span>
            </Link>
          </Button>
        )
      )}
    </li>
  );
}

function useSteps({ state, submittedAt, submittedBy, handling, decidedAt, decidedBy, reason, check }: PlacedApplication): TimelineStep[] {
  const t = useText(PREFIXES);
  const f = useFormat();
  const checked = useChecked(check);
  const operator = useQuery(installation).data?.operator.name ?? "";
  const sent: TimelineStep = { state: "done", title: t("sent"), children: f.when(submittedAt) };
  if (state === "submitted")
    return [
      sent,
      { state: check?.state === "taken" ? "stopped" : "done", title: t("checked"), children: checked },
      handling
        ? { state: "now", title: t("beingHandled"), children: t("begun", { operator, when: f.whenWithin(handling.since) }) }
        : { state: "now", title: t("submitted"), children: t("handlingSays", { operator }) },
      { state: "later", title: t("answer"), children: t("answerSays", { person: submittedBy ?? t("applicant") }) },
    ];
  const when = decidedAt ? f.when(decidedAt) : "";
  const begun: TimelineStep[] = handling ? [{ state: "done", title: t("beingHandled"), children: f.when(handling.since) }] : [];
  if (state === "allotted") return [sent, ...begun, { state: "done", title: t("allottedState"), children: when }];
  if (state === "withdrawn") return [sent, ...begun, { state: "stopped", title: t("withdrawn"), children: decidedBy ? `${decidedBy}, ${when}` : when }];
  return [
    sent,
    ...begun,
    {
      state: "stopped",
      title: t("rejected"),
      children: (
        <>
          {when}
          <span className="row-message">
            {t("reasonFrom", { operator })}: {reason}
          </span>
        </>
      ),
    },
  ];
}

/** What the server has looked at by itself, as it is now. */
function useChecked(check: PrefixCheck | null): string {
  const t = useText(PREFIXES);
  const operator = useQuery(installation).data?.operator.name ?? "";
  if (!check) return "";
  const [other] = check.like;
  if (check.state === "like" && other) return t("checkedLike", { other: other.prefix, org: other.owner.name ?? other.owner.number, operator });
  if (check.state === "unused") return t("checkedUnused");
  return check.state === "free" ? t("checkedFree") : t("checkedTaken");
}

function Waiting({ application: { env, id, prefix }, onWithdrawn }: { application: PlacedApplication; onWithdrawn: () => void }) {
  const t = useText(PREFIXES);
  const shared = useText(SHARED);
  const { env: here, org } = useActing();
  const client = useQueryClient();
  const may = useMay("prefix.apply");
  const about = useQuery(installation).data;
  const withdrawing = useMutation({
    mutationFn: () => withdrawPrefixApplication({ env, org }, id),
    async onSuccess() {
      await client.invalidateQueries();
      announce(t("withdrawnNow", { prefix }));
      onWithdrawn();
    },
    onError: () => client.invalidateQueries({ queryKey: [env, org, "prefix-applications"] }),
  });
  // Whether he or she may there is said by the API, when it is tried.
  const isOffered = env !== here || may.state === "allowed";
  return (
    <>
      {withdrawing.isError && <Failed error={withdrawing.error} />}
      <div className="buttons">
        {about?.support && <WhereToAsk support={about.support}>{t("write", { operator: about.operator.name })}</WhereToAsk>}
        {isOffered && (
          <Button variant="tertiary" data-color="danger" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
            {t(withdrawing.isPending ? "withdrawing" : "withdraw")}
            <span className="vh"> {t("withdrawWhat", { prefix, env: shared(env) })}</span>
          </Button>
        )}
      </div>
    </>
  );
}
