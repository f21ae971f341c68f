import { Button, type ErrorSummary, Fieldset, Radio, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useRef, useState } from "react";
import { parseEmailAddress } from "../../../vocabulary/email-address.ts";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { EXPECTED_CONSUMERS, type PrefixPrice } from "../../../vocabulary/prefix-price.ts";
import { isPrefixName } from "../../../vocabulary/scope-name.ts";
import { installation } from "../../api/installation.ts";
import { applyForPrefix, type NewPrefixApplication, type PrefixApplication } from "../../api/prefixes.ts";
import { isProblem } from "../../api/problem.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { APPLY } from "./apply-texts.ts";
import { NotSent } from "./not-sent.tsx";
import { PrefixField } from "./prefix-field.tsx";
import { WhereToApply } from "./where-to-apply.tsx";

export type Answers = Omit<NewPrefixApplication, "expectedConsumers" | "legalBasis"> & {
  legalBasis: string;
  expectedConsumers: NewPrefixApplication["expectedConsumers"] | null;
  environments: EnvironmentName[];
  acceptsPrice: boolean;
};

const PURPOSE_LENGTH = 500;
const PRICE_CHANGED = "FM-486";
const asSent = ({ perAccess, ...price }: PrefixPrice) => ({ ...price, perAccess: [...perAccess] });

/** What the server says of the name: mended in the field, like what the form itself finds. */
const ABOUT_THE_PREFIX = ["FM-409", "FM-430", "FM-431", "FM-432", "FM-433"];

/** @param name of the draft: it is kept for each form by itself */
export function ApplyForm({ name, begin }: { name: string; begin: Answers }) {
  const t = useText(APPLY);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const navigate = useNavigate();
  const client = useQueryClient();
  const counter = useCounter(PURPOSE_LENGTH);
  const about = useQuery(installation).data;
  const operator = about?.operator.name ?? "";
  const price = about?.prefixPrice ?? null;
  // One for both environments: whoever switches on the way goes on where he or she was.
  const [draft, setDraft, clear] = useDraft<Answers>(`${org} prefix ${name}`, begin);
  const change = (part: Partial<Answers>) => setDraft((before) => ({ ...before, ...part }));
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const [sent, setSent] = useState<{ env: EnvironmentName; application: PrefixApplication }[]>([]);
  const [keys, setKeys] = useState<Record<EnvironmentName, string>>(() => ({ test: crypto.randomUUID(), prod: crypto.randomUUID() }));

  const sending = useMutation({
    // One after the other: what was refused in one environment does not undo the other.
    async mutationFn(wish: NewPrefixApplication) {
      const done = [...sent];
      for (const each of ENVIRONMENTS.filter((one) => draft.environments.includes(one))) {
        try {
          done.push({
            env: each,
            application: await applyForPrefix(
              { env: each, org },
              // The server holds it against the price of now: nobody is bound by another than was shown.
              each === "prod" && price ? { ...wish, acceptsPrice: draft.acceptsPrice, acceptedPrice: asSent(price) } : wish,
              keys[each],
            ),
          });
        } catch (error) {
          // What was refused may be sent again in another form.
          setKeys((before) => ({ ...before, [each]: crypto.randomUUID() }));
          throw error;
        } finally {
          setSent(done);
          change({ environments: draft.environments.filter((one) => !done.some((other) => other.env === one)) });
        }
      }
      return done;
    },
    async onSuccess(done) {
      clear();
      await client.invalidateQueries();
      await navigate({ to: "/$env/$org/prefixes", params: { env: done.some((one) => one.env === env) ? env : done[0]!.env, org } });
      announce(
        done
          .map(({ env: where, application: { prefix, state } }) => t(state === "allotted" ? "gotIt" : "sentIt", { prefix, env: shared(where), operator }))
          .join(" "),
      );
    },
    async onError(error) {
      await client.invalidateQueries({ queryKey: [env, org, "prefixes"] });
      if (isProblem(error, PRICE_CHANGED)) {
        change({ acceptsPrice: false });
        await client.invalidateQueries(installation);
      }
      if (isProblem(error, ...ABOUT_THE_PREFIX)) show([{ field: "apply-prefix", says: error.problem.title }]);
    },
  });
  const show = (found: Fault[]) => {
    setFaults(found);
    if (found.length > 0) requestAnimationFrame(() => summary.current?.focus());
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (sending.isPending) return;
    const found: Fault[] = [];
    const add = (field: string, says: string | false) => says && found.push({ field, says });
    const prefix = draft.prefix.trim();
    add("apply-prefix", prefix === "" ? t("prefixMissing") : !isPrefixName(prefix) && t("formSays"));
    add("apply-purpose", !/\p{L}/u.test(draft.purpose) ? t("purposeMissing") : draft.purpose.length > PURPOSE_LENGTH && t("purposeLong"));
    add("apply-consumers", draft.expectedConsumers === null && t("consumersMissing"));
    add("apply-contact", !/\p{L}/u.test(draft.contactName) && t("contactMissing"));
    add("apply-email", parseEmailAddress(draft.contactEmail.trim()) === null && t("emailWrong"));
    add("apply-environments", draft.environments.length === 0 && t("whereMissing"));
    add("apply-price", price !== null && draft.environments.includes("prod") && !draft.acceptsPrice && t("priceMissing"));
    show(found);
    const { expectedConsumers, contactEmail, purpose, legalBasis, contactName } = draft;
    if (found.length === 0 && expectedConsumers !== null)
      sending.mutate({
        prefix,
        purpose: purpose.trim(),
        legalBasis: legalBasis.trim(),
        expectedConsumers,
        contactName: contactName.trim(),
        contactEmail: contactEmail.trim(),
      });
  };
  const faultAt = (field: string) => faults.find((fault) => fault.field === field)?.says;
  const errorAt = (field: string) => (faultAt(field) === undefined ? {} : { error: faultAt(field) });
  return (
    <form className="form" noValidate onSubmit={send}>
      <FaultSummary faults={faults} heading={t("mend")} ref={summary} />
      <PrefixField
        id="apply-prefix"
        typed={draft.prefix}
        onType={(prefix) => change({ prefix })}
        environments={draft.environments}
        fault={faultAt("apply-prefix")}
      />
      <Textfield
        id="apply-purpose"
        label={t("purpose")}
        description={t("purposeSays", { operator })}
        multiline
        counter={counter}
        value={draft.purpose}
        onChange={({ target: { value } }) => change({ purpose: value })}
        {...errorAt("apply-purpose")}
      />
      <Textfield
        id="apply-law"
        label={
          <>
            {t("legalBasis")} <span className="subtle">{shared("optional")}</span>
          </>
        }
        description={t("legalBasisSays")}
        maxLength={500}
        value={draft.legalBasis}
        onChange={({ target: { value } }) => change({ legalBasis: value })}
      />
      <Fieldset id="apply-consumers" tabIndex={-1}>
        <Fieldset.Legend>{t("consumers")}</Fieldset.Legend>
        <Fieldset.Description>{t(about && price === null ? "consumersFree" : "consumersSays")}</Fieldset.Description>
        {EXPECTED_CONSUMERS.map((each) => (
          <Radio
            key={each}
            name="apply-consumers-how-many"
            value={each}
            label={t(each)}
            checked={draft.expectedConsumers === each}
            onChange={() => change({ expectedConsumers: each })}
          />
        ))}
        {faultAt("apply-consumers") && <p className="fault">{faultAt("apply-consumers")}</p>}
      </Fieldset>
      <Textfield
        id="apply-contact"
        label={t("contact")}
        maxLength={200}
        value={draft.contactName}
        onChange={({ target: { value } }) => change({ contactName: value })}
        {...errorAt("apply-contact")}
      />
      <Textfield
        id="apply-email"
        label={t("contactEmail")}
        type="email"
        value={draft.contactEmail}
        onChange={({ target: { value } }) => change({ contactEmail: value })}
        {...errorAt("apply-email")}
      />
      <WhereToApply
        draft={draft}
        change={change}
        sent={sent.map((one) => one.env)}
        faults={{ where: faultAt("apply-environments"), price: faultAt("apply-price") }}
      />
      {sending.isError && !isProblem(sending.error, ...ABOUT_THE_PREFIX) && <NotSent error={sending.error} />}
      <div className="buttons">
        <Button type="submit" loading={sending.isPending}>
          {t(sending.isPending ? "sending" : "send")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/$env/$org/prefixes" params={{ env, org }}>
            {shared("cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}
