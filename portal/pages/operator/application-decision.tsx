/** What has been checked of one application, what was answered, and the decision: allot, or reject with a reason. */
import { Button, type ErrorSummary, Textfield } from "@digdir/designsystemet-react";
import { CheckmarkCircleFillIcon, ExclamationmarkTriangleFillIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ComponentRef, useRef, useState } from "react";
import { decidePrefixApplication, type PrefixApplication } from "../../api/prefixes.ts";
import { isProblem } from "../../api/problem.ts";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { FaultSummary } from "../../parts/fault-summary.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import { useText } from "../../text/use-text.ts";
import { APPLY } from "../prefixes/apply-texts.ts";
import { useEstimate } from "../prefixes/price.tsx";
import { PRICE } from "../prefixes/price-texts.ts";
import { ApplicationHandling, handlingOf } from "./application-handling.tsx";
import { type Remark, remarksOn } from "./remarks.ts";
import { QUEUE } from "./texts.ts";

const REASON_LENGTH = 500;

export function ApplicationDecision({ application, onSettled }: { application: PrefixApplication; onSettled: (says: string) => void }) {
  const remarks = remarksOn(application);
  const isMine = application.handling === null || application.handling.byCaller;
  return (
    <div className="decision">
      <Checks application={application} remarks={remarks} />
      <Answers application={application} />
      <ApplicationHandling application={application} />
      {isMine && <Decide application={application} remarks={remarks} onSettled={onSettled} />}
    </div>
  );
}

function Checks({ application: { check, applicant, organization }, remarks }: { application: PrefixApplication; remarks: readonly Remark[] }) {
  const t = useText(QUEUE);
  const isFree = check?.state === "free" || check?.state === "like";
  return (
    <ul className="points">
      {(isFree || check?.state === "unused") && (
        <li>
          <CheckmarkCircleFillIcon aria-hidden className="success" />
          <span>{t(isFree ? "inOrder" : "unused")}</span>
        </li>
      )}
      {applicant?.termsSigned && applicant.billing && (
        <li>
          <CheckmarkCircleFillIcon aria-hidden className="success" />
          <span>{t("papers")}</span>
        </li>
      )}
      {applicant?.nameFits && (
        <li>
          <CheckmarkCircleFillIcon aria-hidden className="success" />
          <span>{t("nameFits", { org: organization.name ?? organization.number })}</span>
        </li>
      )}
      {remarks.map(({ kind, text, other, org }) => (
        <li key={`${text} ${other}`}>
          {kind === "stop" ? <XMarkOctagonFillIcon aria-hidden className="danger" /> : <ExclamationmarkTriangleFillIcon aria-hidden className="warning" />}
          <span>
            {t.parts(text as "like", {
              other: (
                <strong key="other">
                  <code>{other}</code>
                </strong>
              ),
              org,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Answers({
  application: { purpose, legalBasis, expectedConsumers, contactName, contactEmail, submittedBy, acceptedPrice },
}: {
  application: PrefixApplication;
}) {
  const t = useText(QUEUE);
  const apply = useText(APPLY);
  const price = useText(PRICE);
  const estimate = useEstimate(acceptedPrice, expectedConsumers);
  return (
    <dl className="answers">
      <dt>{t("offers")}</dt>
      <dd>{purpose}</dd>
      {legalBasis !== "" && (
        <>
          <dt>{t("law")}</dt>
          <dd>{legalBasis}</dd>
        </>
      )}
      <dt>{t("estimate")}</dt>
      <dd>{t("firstYear", { n: apply(expectedConsumers) })}</dd>
      {acceptedPrice && (
        <>
          <dt>{price("accepted")}</dt>
          <dd>{estimate}</dd>
        </>
      )}
      <dt>{t("contact")}</dt>
      <dd>
        {contactName}, {contactEmail}
      </dd>
      <dt>{t("sentBy")}</dt>
      <dd>{submittedBy ?? t("program")}</dd>
    </dl>
  );
}

type DecideProps = { application: PrefixApplication; remarks: readonly Remark[]; onSettled: (says: string) => void };

function Decide({ application, remarks, onSettled }: DecideProps) {
  const t = useText(QUEUE);
  const { env, org } = useActing();
  const { id, prefix, organization, contactEmail } = application;
  const client = useQueryClient();
  const counter = useCounter(REASON_LENGTH);
  const [draft, setDraft, clear] = useDraft(`${env} application ${id}`, { reason: "" });
  const [fault, setFault] = useState<string>();
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const like = application.check?.like.map((other) => other.prefix) ?? [];
  const canAllot = !remarks.some(({ kind }) => kind === "stop");
  const deciding = useMutation({
    mutationFn: (allot: boolean) =>
      decidePrefixApplication({ env, org }, id, { allot, reason: allot ? "" : draft.reason.trim(), acceptLikenessTo: allot ? like : [] }),
    async onSuccess(_, allot) {
      clear();
      await client.invalidateQueries();
      onSettled(t(allot ? "allottedNow" : "rejectedNow", { org: organization.name ?? organization.number, prefix }));
    },
    // What became another's, or was decided by a colleague meanwhile, is shown as it is now.
    async onError(error) {
      await client.invalidateQueries({ queryKey: [env, org, "prefix-queue"] });
      // The colleague who took it meanwhile is named where it says who has it; what was written stands when it is taken over.
      if (isProblem(error, "FM-485")) document.getElementById(handlingOf(id))?.focus();
    },
  });
  const decide = (allot: boolean) => {
    const missing = !allot && !/\p{L}/u.test(draft.reason) ? t("reasonMissing") : undefined;
    setFault(missing);
    if (missing) return void requestAnimationFrame(() => summary.current?.focus());
    if (!deciding.isPending) deciding.mutate(allot);
  };
  const field = `reason-${id}`;
  const mail = `mailto:${contactEmail}?subject=${encodeURIComponent(t("askSubject", { prefix }))}`;
  return (
    <>
      <FaultSummary faults={fault ? [{ field, says: fault }] : []} heading={t("reject")} ref={summary} />
      <Textfield
        id={field}
        label={
          <>
            {t("reason")} <span className="subtle">{t("reasonWhen")}</span>
          </>
        }
        description={t("reasonSays")}
        multiline
        counter={counter}
        value={draft.reason}
        onChange={({ target: { value } }) => setDraft({ reason: value })}
        {...(fault === undefined ? {} : { error: fault })}
      />
      {deciding.isError && <Failed error={deciding.error} />}
      <div className="buttons">
        {canAllot && (
          <Button loading={deciding.isPending && deciding.variables} onClick={() => decide(true)}>
            {deciding.isPending && deciding.variables ? t("allotting") : t(like.length > 0 ? "allotAnyway" : "allot", { prefix })}
          </Button>
        )}
        <Button variant="secondary" data-color="danger" loading={deciding.isPending && !deciding.variables} onClick={() => decide(false)}>
          {t(deciding.isPending && !deciding.variables ? "rejecting" : "reject")}
          <span className="vh"> {t("askSubject", { prefix })}</span>
        </Button>
        <a href={mail}>{t("ask")}</a>
      </div>
    </>
  );
}
