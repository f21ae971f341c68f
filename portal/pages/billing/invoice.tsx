import { Button, Details, type ErrorSummary, Fieldset, Heading, Paragraph, Radio, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ComponentRef, type FormEvent, useId, useRef, useState } from "react";
import { billing, type ReadBilling, replaceBilling } from "../../api/billing.ts";
import { isProblem, VERSION_CHANGED } from "../../api/problem.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { draftOf, faultsOf, type InvoiceDraft, replacementOf } from "./invoice-draft.ts";
import { BILLING } from "./texts.ts";

/** Where invoices go. */
export function Invoice() {
  const t = useText(BILLING);
  const acting = useActing();
  const may = useMay("billing.change");
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("invoice")}
      </Heading>
      <Reason may={may} id="change-billing" heading={t("cannot")} />
      <Loaded query={useQuery(billing(acting))} says={t("loading")}>
        {(read) => (may.state === "refused" ? <Shown read={read} /> : <InvoiceForm read={read} />)}
      </Loaded>
    </section>
  );
}

/** For who may read and not change. */
function Shown({ read: { details } }: { read: ReadBilling }) {
  const t = useText(BILLING);
  if (!details) return <Paragraph className="panel">{t("nothing")}</Paragraph>;
  const { receiver, ehf, peppolId, email, reference, costBearer, contactName } = details;
  const facts = [
    [t("receiver"), `${receiver.name ?? ""} ${receiver.number}`],
    [t("how"), ehf ? `${t("ehf")} ${peppolId ?? ""}` : t("byEmail")],
    [t("email"), email],
    [t("reference"), reference],
    [t("costBearer"), costBearer],
    [t("contactName"), contactName],
  ] as const;
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function InvoiceForm({ read }: { read: ReadBilling }) {
  const t = useText(BILLING);
  const shared = useText(SHARED);
  const f = useFormat();
  const acting = useActing();
  const queries = useQueryClient();
  const way = useId();
  const [draft, setDraft, clear] = useDraft<InvoiceDraft>(`${acting.org} billing`, draftOf(read, acting.org));
  const change = (part: Partial<InvoiceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const saving = useMutation({
    mutationFn: (ifMatch: string) => replaceBilling(acting, replacementOf(draft), ifMatch),
    async onSuccess() {
      clear();
      await queries.invalidateQueries({ queryKey: billing(acting).queryKey });
      const now = queries.getQueryData(billing(acting).queryKey);
      if (now) setDraft(draftOf(now, acting.org));
      announce(t("saved"));
    },
    onError: (error) => (isProblem(error, VERSION_CHANGED) ? queries.invalidateQueries({ queryKey: billing(acting).queryKey }) : undefined),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(draft).map(({ field, says }) => ({ field, says: t(says) }));
    setFaults(found);
    if (found.length > 0) requestAnimationFrame(() => summary.current?.focus());
    else if (!saving.isPending) saving.mutate(draft.etag);
  };
  const at = (field: string) => faults.find((fault) => fault.field === field)?.says;
  const field = (name: Exclude<keyof InvoiceDraft, "ehf" | "etag">) => ({
    id: `billing-${name}`,
    value: draft[name],
    error: at(`billing-${name}`),
    onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
  });
  const optional = (label: string) => (
    <>
      {label} <span className="opt">{shared("optional")}</span>
    </>
  );
  const now = draftOf(read, acting.org);
  const isOvertaken = isProblem(saving.error, VERSION_CHANGED) && now.etag !== draft.etag;
  return (
    <form className="form" noValidate onSubmit={send}>
      <Paragraph className="subtle">{read.details ? t("changedWhen", { when: f.whenWithin(read.details.updatedAt) }) : t("nothing")}</Paragraph>
      <FaultSummary ref={summary} faults={faults} heading={t("mend")} />
      {isOvertaken && read.details && (
        <ChangedMeanwhile
          at={read.details.updatedAt}
          fields={(["receiver", "email", "reference", "costBearer", "contactName", "contactEmail", "postal", "peppol", "validFrom"] as const).map((name) => ({
            field: t(name),
            mine: draft[name],
            theirs: now[name],
          }))}
          keepMine={() => saving.mutate(now.etag)}
          takeTheirs={() => {
            setDraft(now);
            saving.reset();
          }}
          isSaving={saving.isPending}
        />
      )}
      <Textfield inputMode="numeric" label={t("receiver")} description={t("receiverSays")} {...field("receiver")} />
      <Fieldset>
        <Fieldset.Legend>{t("how")}</Fieldset.Legend>
        <Radio
          name={way}
          value="ehf"
          label={t("ehf")}
          description={t("ehfSays", { peppol: draft.peppol || `0192:${draft.receiver.replaceAll(/\s/g, "")}` })}
          checked={draft.ehf}
          onChange={() => change({ ehf: true })}
        />
        <Radio name={way} value="email" label={t("byEmail")} checked={!draft.ehf} onChange={() => change({ ehf: false })} />
      </Fieldset>
      <Textfield type="email" label={draft.ehf ? optional(t("emailFallback")) : t("email")} {...field("email")} />
      <Textfield label={optional(t("reference"))} description={t("referenceSays")} {...field("reference")} />
      <Details variant="tinted">
        <Details.Summary>{t("more")}</Details.Summary>
        <Details.Content className="form">
          <Textfield label={optional(t("costBearer"))} description={t("costBearerSays")} {...field("costBearer")} />
          <Textfield label={optional(t("contactName"))} {...field("contactName")} />
          <Textfield type="email" label={optional(t("contactEmail"))} {...field("contactEmail")} />
          <Textfield inputMode="numeric" label={t("validFrom")} description={t("validFromSays")} {...field("validFrom")} />
          <Textfield label={optional(t("peppol"))} description={t("peppolSays")} {...field("peppol")} />
          <Textfield multiline rows={3} label={optional(t("postal"))} {...field("postal")} />
        </Details.Content>
      </Details>
      {saving.isError && !isOvertaken && <Failed error={saving.error} />}
      <div className="buttons">
        <Button type="submit" loading={saving.isPending}>
          {t(saving.isPending ? "saving" : "save")}
        </Button>
        <Button type="button" variant="tertiary" onClick={() => setDraft(now)}>
          {t("discard")}
        </Button>
      </div>
    </form>
  );
}
