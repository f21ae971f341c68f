/** Ny klient: name, purpose, scopes and key on one page (picture newclient). */
import { Button, Details, type ErrorSummary, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useEffect, useRef, useState } from "react";
import { createClient } from "../../api/clients.ts";
import { organization as organizationQuery } from "../../api/organizations.ts";
import { ApiProblem, isProblem } from "../../api/problem.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useFocusWhenThere } from "../../frame/take-focus.ts";
import { useActing } from "../../frame/where.tsx";
import { holdKey } from "../../keys/in-hand.ts";
import { KeyEntry } from "../../keys/key-entry.tsx";
import { AskToSave, isUnsaved } from "../../keys/made-key.tsx";
import { useKeyEntry, useKeyFault } from "../../keys/use-key-entry.ts";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Step } from "../../parts/step.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { NEW } from "./new-texts.ts";
import { ScopePicker } from "./scope-picker.tsx";
import { CLIENTS } from "./texts.ts";

/** No part of a key is ever in it: useKeyEntry holds that in memory. */
type Draft = { name: string; purpose: string; scopes: string[]; looksFor: string; lifetime: string; uri: string };
const EMPTY: Draft = { name: "", purpose: "", scopes: [], looksFor: "", lifetime: "120", uri: "" };
const route = getRouteApi("/$env/$org/clients/new");
const SCOPE_NOT_AVAILABLE = "FM-441";
const SCOPE_BEYOND_RIGHT = "FM-474";
const PURPOSE_LENGTH = 255;
const NAME_LENGTH = 255;

export function NewClientPage() {
  const t = useText(NEW);
  const names = useText(CLIENTS);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const may = useMay("client.create");
  return (
    <Page
      heading={t("heading")}
      lead={t("lead")}
      crumbs={[
        {
          name: names("heading"),
          link: (words) => (
            <Link to="/$env/$org/clients" params={{ env, org }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <Reason may={may} heading={t("cannot", { env: shared(env) })} id="create-client" />
      {may.state === "allowed" && (
        <>
          <TermsMissing />
          <NewClientForm />
        </>
      )}
    </Page>
  );
}

/** Without signed terms the API creates no client: that is said before anything is filled in. */
function TermsMissing() {
  const t = useText(NEW);
  const { env, org, organization } = useActing();
  const { data } = useQuery({ ...organizationQuery({ env, org }, org), staleTime: 0 });
  if (data?.terms?.length !== 0) return null;
  return (
    <section className="panel terms-missing" aria-labelledby="terms-missing">
      <Heading level={2} data-size="xs" id="terms-missing">
        {t("termsHeading")}
      </Heading>
      <Paragraph>{t("terms", { organization: organization.name })}</Paragraph>
      <Button asChild variant="secondary">
        <Link to="/$env/$org/terms" params={{ env, org }}>
          {t("toTerms")}
        </Link>
      </Button>
    </section>
  );
}

function NewClientForm() {
  const t = useText(NEW);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const navigate = useNavigate();
  const client = useQueryClient();
  const f = useFormat();
  const counter = useCounter(PURPOSE_LENGTH);
  const { scope, q } = route.useSearch();
  const [draft, setDraft, clear] = useDraft<Draft>(`${env} ${org} new client`, EMPTY);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  // What the link here meant is taken into what was kept, once.
  useEffect(() => {
    if (scope === undefined && q === undefined) return;
    setDraft((before) => ({
      ...before,
      scopes: scope === undefined || before.scopes.includes(scope) ? before.scopes : [...before.scopes, scope],
      looksFor: scope ?? q ?? "",
    }));
    void navigate({ to: "/$env/$org/clients/new", params: { env, org }, search: {}, replace: true });
  }, [scope, q, setDraft, navigate, env, org]);
  const entry = useKeyEntry();
  const keyFault = useKeyFault();
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const failed = useRef<HTMLDivElement>(null);
  const focusWhenThere = useFocusWhenThere();
  const [isAsking, setAsking] = useState(false);
  // One for each filled-in form: sent again after the connection was lost, it is created once.
  const [idempotencyKey, renew] = useState(() => crypto.randomUUID());
  const creating = useMutation({
    mutationFn: () =>
      createClient(
        { env, org },
        {
          name: draft.name.trim(),
          description: draft.purpose.trim(),
          uri: draft.uri.trim() || null,
          scopes: draft.scopes,
          accessTokenLifetimeSeconds: Number(draft.lifetime),
          keys: [...entry.keys],
        },
        idempotencyKey,
      ),
    async onSuccess(created) {
      clear();
      // On the page of the client it can be tried at once.
      if (entry.choice === "make" && entry.made) holdKey(created.clientId, entry.made);
      entry.reset();
      await client.invalidateQueries({ queryKey: [env, org] });
      await navigate({ to: "/$env/$org/clients/$id", params: { env, org, id: created.clientId } });
      announce(t("created", { name: created.name }));
    },
    onError(error) {
      // What was refused may be sent again in another form; what got no answer may have been done.
      if (error instanceof ApiProblem) renew(crypto.randomUUID());
      const found = placed(error);
      setFaults(found);
      focusWhenThere(() => (found.length > 0 ? summary : failed).current);
      void client.invalidateQueries({ queryKey: [env, org, "scope-candidates"] });
    },
  });
  /** What was refused, at the place where it is mended; nothing for what has no place of its own. */
  const placed = (error: unknown): Fault[] => {
    if (isProblem(error, SCOPE_NOT_AVAILABLE, SCOPE_BEYOND_RIGHT)) {
      const lost = (error.problem.errors ?? []).flatMap(({ field }) => draft.scopes[Number(/^scopes\.(\d+)$/.exec(field)?.[1])] ?? []);
      const says = error.code === SCOPE_BEYOND_RIGHT ? `${error.problem.title}. ${error.problem.remedy}` : t("scopesLost", { scopes: f.list(lost) });
      return [{ field: "client-scopes", says }];
    }
    return isProblem(error) && /^FM-45\d$/.test(error.code) ? [{ field: "client-key", says: `${error.problem.title}. ${error.problem.remedy}` }] : [];
  };
  const faultsNow = (): Fault[] => {
    const found: Fault[] = [];
    const add = (field: string, says: string | null | false) => says && found.push({ field, says });
    add("client-name", draft.name.trim() === "" ? t("nameMissing") : draft.name.trim().length > NAME_LENGTH && t("nameLong"));
    add("client-purpose", draft.purpose.trim() === "" ? t("purposeMissing") : draft.purpose.length > PURPOSE_LENGTH && t("purposeLong", { n: PURPOSE_LENGTH }));
    add("client-key", keyFault(entry));
    add("client-lifetime", !/^[1-9]\d{0,8}$/.test(draft.lifetime.trim()) && t("lifetimeWrong"));
    return found;
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsNow();
    setFaults(found);
    if (found.length > 0) return void requestAnimationFrame(() => summary.current?.focus());
    if (creating.isPending) return;
    if (isUnsaved(entry)) setAsking(true);
    else creating.mutate();
  };
  const faultAt = (field: string) => faults.find((fault) => fault.field === field)?.says;
  const errorAt = (field: string) => (faultAt(field) === undefined ? {} : { error: faultAt(field) });
  return (
    <form className="new-client steps" noValidate onSubmit={send}>
      <FaultSummary faults={faults} heading={t("mend")} ref={summary} />
      <Step number={1} heading={t("about")}>
        <Textfield
          id="client-name"
          label={t("name")}
          description={t("nameSays")}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
          {...errorAt("client-name")}
        />
        <Textfield
          id="client-purpose"
          label={t("purpose")}
          description={t("purposeSays")}
          multiline
          counter={counter}
          value={draft.purpose}
          onChange={(event) => change({ purpose: event.target.value })}
          {...errorAt("client-purpose")}
        />
      </Step>
      <Step number={2} heading={t("scopes")}>
        <Paragraph>{t("scopesSays")}</Paragraph>
        <ScopePicker
          id="client-scopes"
          chosen={draft.scopes}
          change={(scopes) => change({ scopes })}
          typed={draft.looksFor}
          type={(looksFor) => change({ looksFor })}
          purpose={draft.purpose}
          fault={faultAt("client-scopes")}
        />
      </Step>
      <Step number={3} heading={t("key")}>
        <KeyEntry entry={entry} id="client-key" fault={faultAt("client-key")} />
      </Step>
      <Details>
        <Details.Summary>{t("more")}</Details.Summary>
        <Details.Content className="form">
          <Textfield
            id="client-lifetime"
            label={t("lifetime")}
            description={t("lifetimeSays")}
            inputMode="numeric"
            value={draft.lifetime}
            onChange={(event) => change({ lifetime: event.target.value })}
            {...errorAt("client-lifetime")}
          />
          <Textfield
            id="client-uri"
            label={
              <>
                {t("uri")} <span className="opt">{shared("optional")}</span>
              </>
            }
            value={draft.uri}
            onChange={(event) => change({ uri: event.target.value })}
          />
        </Details.Content>
      </Details>
      <div ref={failed} tabIndex={-1} className="news">
        {creating.isError && faults.length === 0 && <Failed error={creating.error} />}
      </div>
      <div className="buttons">
        <Button type="submit" loading={creating.isPending}>
          {t(creating.isPending ? "creating" : "create")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/$env/$org/clients" params={{ env, org }}>
            {shared("cancel")}
          </Link>
        </Button>
        <Paragraph className="subtle" data-size="sm">
          {draft.scopes.length === 1 ? t("oneChosen") : t("chosen", { n: draft.scopes.length })}
        </Paragraph>
      </div>
      <AskToSave open={isAsking} close={() => setAsking(false)} entry={entry} goOnWords={t("goOn")} goOn={() => creating.mutate()} />
    </form>
  );
}
