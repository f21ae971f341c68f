/** Gives rights to a person in three steps: who, what, how long (pictures giveright). */
import { Button, type ErrorSummary, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useRef, useState } from "react";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { type Right, RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { giveRights, people } from "../../api/people.ts";
import { permissions } from "../../api/permissions.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDayFault } from "../../parts/date-field.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Step } from "../../parts/step.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { endOfDay, parseDay, spellDay } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { HowLong } from "./how-long.tsx";
import { type Chosen, PersonStep } from "./person-step.tsx";
import { GIVE, PEOPLE } from "./texts.ts";
import { WhatStep } from "./what-step.tsx";

const route = getRouteApi("/$env/$org/people/give");

export type GiveDraft = { person: Chosen | null; rights: Right[]; environments: EnvironmentName[]; untilDay: boolean; day: string };

export function GivePage() {
  const t = useText(GIVE);
  const names = useText(PEOPLE);
  const { env, org, organization } = useActing();
  const may = useMay("right.give");
  const known = useQuery(permissions({ env, org }));
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { organization: organization.name })}
      crumbs={[
        {
          name: names("heading"),
          link: (words) => (
            <Link to="/$env/$org/people" params={{ env, org }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <Reason may={may} heading={t("cannot")} id="give-right" />
      {may.state === "allowed" && (
        <Loaded query={known} says={names("loading")}>
          {() => <GiveForm />}
        </Loaded>
      )}
    </Page>
  );
}

function GiveForm() {
  const t = useText(GIVE);
  const shared = useText(SHARED);
  const f = useFormat();
  const language = useLanguage();
  const { env, org } = useActing();
  const { right, to } = route.useSearch();
  const navigate = useNavigate();
  const client = useQueryClient();
  const known = useQuery({ ...people({ env, org }), enabled: to !== undefined }).data?.find(({ id }) => id === to);
  const [draft, setDraft, clear] = useDraft<GiveDraft>(`${env} ${org} give`, {
    person: null,
    rights: right ? [right] : [],
    environments: [env],
    untilDay: false,
    day: "",
  });
  const person =
    draft.person ?? (known ? { id: known.id, name: known.name, rights: known.rights.filter(({ removed }) => !removed).map((one) => one.right) } : null);
  const change = (part: Partial<GiveDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const dayFault = useDayFault();
  // One for each filled-in form: pressed twice, or sent again after the connection was lost, it is given once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());

  const day = draft.untilDay ? parseDay(draft.day) : null;
  const giving = useMutation({
    mutationFn: (to: Chosen) =>
      giveRights(
        { env, org },
        { person: { id: to.id }, rights: draft.rights, environments: draft.environments, validTo: day && endOfDay(day).toISOString() },
        idempotencyKey,
      ),
    async onSuccess(given) {
      clear();
      await client.invalidateQueries();
      await navigate({ to: "/$env/$org/people", params: { env, org } });
      announce(
        t("given", { person: given.person.name || shared("unnamedPerson"), rights: f.list(draft.rights.map((one) => RIGHT_TEXTS[one].name[language])) }),
      );
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: Fault[] = [];
    if (!person) found.push({ field: "give-number", says: t("personMissing") });
    if (draft.rights.length === 0) found.push({ field: "give-rights", says: t("whatMissing") });
    if (draft.environments.length === 0) found.push({ field: "give-environments", says: t("whereMissing") });
    const wrongDay = draft.untilDay ? dayFault(draft.day) : null;
    if (wrongDay) found.push({ field: "give-day", says: wrongDay });
    setFaults(found);
    if (found.length > 0) return void requestAnimationFrame(() => summary.current?.focus());
    if (person && !giving.isPending) giving.mutate(person);
  };
  const faultAt = (field: string) => faults.find((fault) => fault.field === field)?.says;
  return (
    <form className="with-summary" noValidate onSubmit={send}>
      <div className="steps">
        <FaultSummary faults={faults} heading={t("mend")} ref={summary} />
        <Step number={1} heading={t("who")}>
          <PersonStep chosen={person} choose={(chosen) => change({ person: chosen })} fault={faultAt("give-number")} />
        </Step>
        <Step number={2} heading={t("what")}>
          <WhatStep draft={draft} change={change} faults={{ rights: faultAt("give-rights"), environments: faultAt("give-environments") }} />
        </Step>
        <Step number={3} heading={t("howLong")}>
          <HowLong
            untilDay={draft.untilDay}
            day={draft.day}
            change={change}
            words={{ legend: t("howLong"), forever: t("forever"), toADay: t("toADay"), lastDay: t("lastDay") }}
            id="give-day"
            fault={faultAt("give-day")}
          />
        </Step>
      </div>
      <aside className="panel summary" aria-label={t("youGive")}>
        <Heading level={2} data-size="xs">
          {t("youGive")}
        </Heading>
        <p className={person ? "summary-name" : "subtle"}>{person ? person.name || shared("unnamedPerson") : t("nobodyYet")}</p>
        {draft.rights.length === 0 ? (
          <p className="subtle">{t("nothingYet")}</p>
        ) : (
          <ul>
            {draft.rights.map((one) => (
              <li key={one}>
                {t("rightIn", {
                  right: RIGHT_TEXTS[one].name[language],
                  envs: f.list(ENVIRONMENTS.filter((each) => draft.environments.includes(each)).map((each) => shared(each))),
                })}
              </li>
            ))}
          </ul>
        )}
        <p className="subtle">{day ? t("untilDay", { day: spellDay(day, language) }) : t("untilRemoved")}</p>
        {giving.isError && <Failed error={giving.error} />}
        <Button type="submit" loading={giving.isPending}>
          {giving.isPending ? t("giving") : draft.rights.length > 1 ? t("giveMany", { n: draft.rights.length }) : t("giveOne")}
        </Button>
        <Paragraph className="note">{t("atOnce")}</Paragraph>
      </aside>
    </form>
  );
}
