/** One client: its keys and last token requests, its scopes, code that fetches a token with it, and its log (pictures client). */
import { Button, Tabs } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type Client, client as clientQuery } from "../../api/client.ts";
import { installation } from "../../api/installation.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { AddKey } from "./add-key.tsx";
import { useClientsCrumb } from "./clients-crumb.tsx";
import { CodeTab } from "./code-tab.tsx";
import { Deactivated, Deactivation } from "./deactivation.tsx";
import { LogTab } from "./log-tab.tsx";
import { ScopesTab } from "./scopes-tab.tsx";
import { StatusTab } from "./status-tab.tsx";
import { CLIENT_TABS, type ClientTab } from "./tabs.ts";
import { CLIENT } from "./texts.ts";
import { TryNow } from "./try-now.tsx";

const route = getRouteApi("/$env/$org/clients/$id");

export function ClientPage() {
  const t = useText(CLIENT);
  const { env, org } = useActing();
  const { id } = route.useParams();
  const query = useQuery(clientQuery({ env, org }, id));
  const crumb = useClientsCrumb();
  if (query.data) return <Shown client={query.data.value} />;
  return (
    <Page heading={t("clientId")} crumbs={[crumb]}>
      <Loaded query={query} says={t("loading")}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function Shown({ client }: { client: Client }) {
  const t = useText(CLIENT);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, org } = useActing();
  const { tab = "status" } = route.useSearch();
  const navigate = useNavigate();
  const change = useMay("client.change");
  const crumb = useClientsCrumb();
  const { data } = useQuery(installation);
  const state = client.locked ? "locked" : client.active ? "active" : "deactivated";
  const to = (next: ClientTab) =>
    void navigate({ to: "/$env/$org/clients/$id", params: { env, org, id: client.clientId }, search: next === "status" ? {} : { tab: next }, replace: true });
  return (
    <Page
      heading={
        <>
          {client.name} <Status kind={state === "active" ? "ok" : state === "locked" ? "stop" : "off"}>{t(state)}</Status>
        </>
      }
      title={client.name}
      lead={
        <>
          {t("clientId")} <Code value={client.clientId} name={t("clientId")} />
        </>
      }
      crumbs={[crumb]}
      actions={
        <>
          {state === "active" && <TryNow client={client} />}
          <MayButton
            may={change}
            reasonId="change-client"
            variant="tertiary"
            onClick={() => void navigate({ to: "/$env/$org/clients/$id/change", params: { env, org, id: client.clientId } })}
          >
            {t("change")}
          </MayButton>
        </>
      }
    >
      {client.locked && (
        <p className="panel">{t("lockedSays", { operator: data?.operator.name ?? "", when: f.whenWithin(client.locked.at), reason: client.locked.reason })}</p>
      )}
      {state === "deactivated" && <Deactivated client={client} />}
      <Reason may={change} id="change-client" heading={t("cannotChange", { env: shared(env) })} />
      <AddKey client={client}>
        <Tabs value={tab} onChange={(value) => to(value as ClientTab)}>
          <Tabs.List>
            {CLIENT_TABS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {name === "scopes" ? t("scopes", { n: client.scopes.length }) : t(name)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {CLIENT_TABS.map((name) => (
            <Tabs.Panel key={name} value={name}>
              {name === tab && <Panel tab={tab} client={client} showLog={() => to("log")} />}
            </Tabs.Panel>
          ))}
        </Tabs>
      </AddKey>
    </Page>
  );
}

function Panel({ tab, client, showLog }: { tab: ClientTab; client: Client; showLog: () => void }) {
  const t = useText(CLIENT);
  if (tab === "scopes") return <ScopesTab client={client} />;
  if (tab === "code") return <CodeTab client={client} />;
  if (tab === "log") return <LogTab client={client} />;
  return (
    <>
      <StatusTab client={client} />
      <Button variant="tertiary" onClick={showLog}>
        {t("allRequests")}
      </Button>
      {client.active && client.locked === null && <Deactivation client={client} />}
    </>
  );
}
