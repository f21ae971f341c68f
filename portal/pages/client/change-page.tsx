/** What the owner decides about a client, but its scopes and keys, which have their own places. */
import { Button, Checkbox, type ErrorSummary, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useRef, useState } from "react";
import { changeClient, type Client, client as clientQuery, type Versioned } from "../../api/client.ts";
import { isProblem, VERSION_CHANGED } from "../../api/problem.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { CHANGE } from "./change-texts.ts";
import { useClientsCrumb } from "./clients-crumb.tsx";

const route = getRouteApi("/$env/$org/clients/$id/change");

export function ChangeClientPage() {
  const t = useText(CHANGE);
  const shared = useText(SHARED);
  const acting = useActing();
  const { env, org } = acting;
  const { id } = route.useParams();
  const may = useMay("client.change");
  const query = useQuery(clientQuery(acting, id));
  const name = query.data?.value.name ?? "";
  const crumb = useClientsCrumb();
  const back = {
    name,
    link: (words: React.ReactNode) => (
      <Link to="/$env/$org/clients/$id" params={{ env, org, id }}>
        {words}
      </Link>
    ),
  };
  return (
    <Page heading={t("heading", { client: name })} crumbs={query.data ? [crumb, back] : [crumb]}>
      <Reason may={may} id="change-client" heading={t("cannot", { env: shared(env) })} />
      {may.state === "allowed" && (
        <Loaded query={query} says={t("loading")}>
          {(read) => <ChangeForm key={id} read={read} />}
        </Loaded>
      )}
    </Page>
  );
}

type Draft = {
  name: string;
  description: string;
  lifetime: string;
  acceptsTokenEndpoint: boolean;
  /** The version that was read when the writing began. */ etag: string;
};

const draftOf = ({ value, etag }: Versioned<Client>): Draft => ({
  name: value.name,
  description: value.description,
  lifetime: String(value.accessTokenLifetimeSeconds),
  acceptsTokenEndpoint: value.acceptsTokenEndpointAudience,
  etag,
});

function ChangeForm({ read }: { read: Versioned<Client> }) {
  const t = useText(CHANGE);
  const acting = useActing();
  const { env, org } = acting;
  const { value: client } = read;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const counter = useCounter(255);
  const [draft, setDraft, clear] = useDraft<Draft>(`${env} ${org} client ${client.clientId}`, draftOf(read));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const saving = useMutation({
    mutationFn: (ifMatch: string) => {
      const { clientId: _id, uri, scopes } = client;
      const own = { name: draft.name.trim(), description: draft.description.trim(), accessTokenLifetimeSeconds: Number(draft.lifetime) };
      return changeClient(
        acting,
        client.clientId,
        // What this form does not show stays as it is now.
        { ...own, uri, scopes: scopes.map(({ name }) => name), acceptsTokenEndpointAudience: draft.acceptsTokenEndpoint },
        ifMatch,
      );
    },
    async onSuccess() {
      clear();
      await queries.invalidateQueries({ queryKey: [env, org, "clients"] });
      await navigate({ to: "/$env/$org/clients/$id", params: { env, org, id: client.clientId } });
      announce(t("saved"));
    },
    onError: (error) => (isProblem(error, VERSION_CHANGED) ? queries.invalidateQueries({ queryKey: [env, org, "clients", client.clientId] }) : undefined),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: Fault[] = [];
    if (draft.name.trim() === "") found.push({ field: "client-name", says: t("nameMissing") });
    if (!/^[1-9]\d{0,8}$/.test(draft.lifetime.trim())) found.push({ field: "client-lifetime", says: t("lifetimeMissing") });
    setFaults(found);
    if (found.length > 0) return void requestAnimationFrame(() => summary.current?.focus());
    if (!saving.isPending) saving.mutate(draft.etag);
  };
  const faultAt = (field: string) => faults.find((fault) => fault.field === field)?.says;
  const isOvertaken = isProblem(saving.error, VERSION_CHANGED);
  const now = draftOf(read);
  const yesOrNo = (value: boolean) => t(value ? "yes" : "no");
  return (
    <form className="form" noValidate onSubmit={send}>
      <FaultSummary ref={summary} faults={faults} heading={t("missing")} />
      {isOvertaken && now.etag !== draft.etag && (
        <ChangedMeanwhile
          at={client.updatedAt}
          fields={[
            { field: t("name"), mine: draft.name, theirs: now.name },
            { field: t("purpose"), mine: draft.description, theirs: now.description },
            { field: t("lifetime"), mine: draft.lifetime, theirs: now.lifetime },
            { field: t("audience"), mine: yesOrNo(draft.acceptsTokenEndpoint), theirs: yesOrNo(now.acceptsTokenEndpoint) },
          ]}
          keepMine={() => saving.mutate(now.etag)}
          takeTheirs={() => {
            setDraft(now);
            saving.reset();
          }}
          isSaving={saving.isPending}
        />
      )}
      <Textfield
        id="client-name"
        label={t("name")}
        description={t("nameSays")}
        value={draft.name}
        error={faultAt("client-name")}
        onChange={({ target }) => change({ name: target.value })}
      />
      <Textfield
        multiline
        rows={3}
        label={t("purpose")}
        description={t("purposeSays")}
        counter={counter}
        value={draft.description}
        onChange={({ target }) => change({ description: target.value })}
      />
      <Textfield
        id="client-lifetime"
        inputMode="numeric"
        label={t("lifetime")}
        description={t("lifetimeSays")}
        value={draft.lifetime}
        error={faultAt("client-lifetime")}
        onChange={({ target }) => change({ lifetime: target.value })}
      />
      <Checkbox
        label={t("audience")}
        description={t("audienceSays")}
        checked={draft.acceptsTokenEndpoint}
        onChange={({ target }) => change({ acceptsTokenEndpoint: target.checked })}
      />
      {saving.isError && !isOvertaken && <Failed error={saving.error} />}
      <div className="buttons">
        <Button type="submit" loading={saving.isPending}>
          {t(saving.isPending ? "saving" : "save")}
        </Button>
      </div>
    </form>
  );
}
