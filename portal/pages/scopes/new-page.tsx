/** Nytt scope: name, description, who may use it; the rest where few have to look (picture newscope). */
import { Button, type ErrorSummary, Field, Label, Select, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useRef, useState } from "react";
import { type Prefix, prefixes as prefixesQuery } from "../../api/prefixes.ts";
import { createScope, type Scope, scopes } from "../../api/scopes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { FaultSummary } from "../../parts/fault-summary.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { EMPTY_SCOPE, nameOfDraft, newScopeOf, type ScopeDraft } from "./form-draft.ts";
import { FIELDS, NEW_SCOPE } from "./form-texts.ts";
import { NoPrefix } from "../prefixes/no-prefix.tsx";
import { errorOf } from "./fields-props.ts";
import { ScopeFields } from "./scope-fields.tsx";
import { SCOPES } from "./texts.ts";
import { useScopeForm } from "./use-scope-form.ts";

export function NewScopePage() {
  const t = useText(NEW_SCOPE);
  const names = useText(SCOPES);
  const { env, org } = useActing();
  const may = useMay("scope.write");
  const prefixes = useQuery(prefixesQuery({ env, org }));
  const known = useQuery(scopes({ env, org }));
  return (
    <Page
      heading={t("heading")}
      lead={t("lead")}
      crumbs={[
        {
          name: names("heading"),
          link: (words) => (
            <Link to="/$env/$org/scopes" params={{ env, org }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <Reason may={may} heading={names("cannotCreate")} id="create-scope" />
      {may.state === "allowed" && (
        <Loaded query={prefixes} says={names("loading")}>
          {(all) => {
            const usable = all.filter(({ active }) => active);
            return usable.length === 0 ? <NoPrefix /> : <NewScopeForm prefixes={usable} known={known.data ?? []} />;
          }}
        </Loaded>
      )}
    </Page>
  );
}

function NewScopeForm({ prefixes, known }: { prefixes: readonly Prefix[]; known: readonly Scope[] }) {
  const t = useText(NEW_SCOPE);
  const fields = useText(FIELDS);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft, clear] = useDraft<ScopeDraft>(`${env} ${org} new scope`, { ...EMPTY_SCOPE, prefix: prefixes[0]!.prefix });
  const change = (part: Partial<ScopeDraft>) => setDraft((before) => ({ ...before, ...part }));
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const form = useScopeForm(draft, new Set(known.map(({ name }) => name)), summary);
  // One for each filled-in form: sent again after the connection was lost, it is created once.
  const [idempotencyKey, renew] = useState(() => crypto.randomUUID());
  const creating = useMutation({
    mutationFn: () => createScope({ env, org }, newScopeOf(draft), idempotencyKey),
    async onSuccess(created) {
      clear();
      await client.invalidateQueries({ queryKey: [env, org] });
      await navigate({ to: "/$env/$org/scopes/$prefix/$", params: { env, org, prefix: created.prefix, _splat: created.subscope } });
      announce(t("created", { scope: created.name }));
    },
    // What was refused may be sent again in another form.
    onError: () => renew(crypto.randomUUID()),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (form.check() && !creating.isPending) creating.mutate();
  };
  return (
    <form className="scope-form" noValidate onSubmit={send}>
      <FaultSummary faults={form.faults} heading={fields("mend")} ref={summary} />
      <NameFields draft={draft} change={change} faultAt={form.faultAt} prefixes={prefixes} known={known} />
      <ScopeFields draft={draft} change={change} faultAt={form.faultAt} opensMore={form.opensMore} />
      {creating.isError && <Failed error={creating.error} />}
      <div className="buttons">
        <Button type="submit" loading={creating.isPending}>
          {creating.isPending ? t("creating") : t("create")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/$env/$org/scopes" params={{ env, org }} onClick={clear}>
            {shared("cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}

type NameFieldsProps = {
  draft: ScopeDraft;
  change: (part: Partial<ScopeDraft>) => void;
  faultAt: (field: string) => string | undefined;
  prefixes: readonly Prefix[];
  known: readonly Scope[];
};

/** The two parts of the name, the whole of it, and whether it is free: told while it is typed. */
function NameFields({ draft, change, faultAt, prefixes, known }: NameFieldsProps) {
  const t = useText(FIELDS);
  const { env, org } = useActing();
  const name = nameOfDraft(draft);
  const same = known.find((scope) => scope.name === name);
  const [isLeft, setLeft] = useState(false);
  const isWrong = isLeft && draft.subscope.trim() !== "" && draft.prefix !== "" && name === null;
  const fault = faultAt("scope-subscope") ?? (isWrong ? t("subscopeWrong") : undefined);
  return (
    <div>
      <div className="name-parts">
        <Field>
          <Label>{t("prefix")}</Label>
          <Select id="scope-prefix" value={draft.prefix} onChange={(event) => change({ prefix: event.target.value })}>
            {prefixes.map(({ prefix }) => (
              <Select.Option key={prefix} value={prefix}>
                {prefix}
              </Select.Option>
            ))}
          </Select>
          {faultAt("scope-prefix") && <ValidationMessage>{faultAt("scope-prefix")}</ValidationMessage>}
        </Field>
        <span className="colon" aria-hidden="true">
          :
        </span>
        <Textfield
          id="scope-subscope"
          label={t("subscope")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.subscope}
          aria-describedby="scope-subscope-help"
          onChange={(event) => change({ subscope: event.target.value })}
          onFocus={() => setLeft(false)}
          onBlur={() => setLeft(true)}
          {...errorOf(fault)}
        />
      </div>
      <p className="subtle" id="scope-subscope-help">
        {t("subscopeHelp")}
      </p>
      <div className="full-name" role="status">
        {name !== null && (
          <>
            <span className="subtle">{t("fullName")}</span>
            <Code value={name} name={t("fullName")} />
            {same ? <Status kind={same.active ? "stop" : "off"}>{t(same.active ? "taken" : "takenInactive")}</Status> : <Status kind="ok">{t("free")}</Status>}
            {same && (
              <Link to="/$env/$org/scopes/$prefix/$" params={{ env, org, prefix: same.prefix, _splat: same.subscope }}>
                {t("open")}
              </Link>
            )}
          </>
        )}
      </div>
    </div>
  );
}
