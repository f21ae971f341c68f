/** One scope: who has access to it, what it is, how much it is used, and what was done to it (pictures scope, deactivate, deactivated). */
import { Button, Heading, Paragraph, Tabs } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { accesses } from "../../api/accesses.ts";
import { ApiProblem } from "../../api/problem.ts";
import { scope as scopeQuery, type VersionedScope } from "../../api/scopes.ts";
import { type Crumb, Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { ScopeStatus } from "../scopes/scopes-table.tsx";
import { SCOPES } from "../scopes/texts.ts";
import { AboutTab } from "./about-tab.tsx";
import { AccessTab } from "./access-tab.tsx";
import { Deactivate } from "./deactivate.tsx";
import { Deactivated } from "./deactivated.tsx";
import { LogTab } from "./log-tab.tsx";
import { SCOPE_TABS, type ScopeTab } from "./tabs.ts";
import { SCOPE } from "./texts.ts";
import { UsageTab } from "./usage-tab.tsx";

const route = getRouteApi("/$env/$org/scopes/$prefix/$");

function useCrumbs(): Crumb[] {
  const names = useText(SCOPES);
  const { env, org } = useActing();
  return [
    {
      name: names("heading"),
      link: (words) => (
        <Link to="/$env/$org/scopes" params={{ env, org }}>
          {words}
        </Link>
      ),
    },
  ];
}

export function ScopePage() {
  const t = useText(SCOPE);
  const { env, org } = useActing();
  const { prefix, _splat = "" } = route.useParams();
  const name = `${prefix}:${_splat}`;
  const query = useQuery(scopeQuery({ env, org }, name));
  const crumbs = useCrumbs();
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NotHere name={name} />;
  if (query.data) return <Known key={name} known={query.data} />;
  return (
    <Page heading={<Tech value={name} />} title={name} crumbs={crumbs}>
      <Loaded query={query} says={t("loading")}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function NotHere({ name }: { name: string }) {
  const t = useText(SCOPE);
  const shared = useText(SHARED);
  const { env, org, organization } = useActing();
  return (
    <Page
      heading={t("notHere")}
      crumbs={useCrumbs()}
      lead={t.parts("notHereLead", { organization: organization.name, scope: <Tech key="scope" value={name} />, env: shared(env) })}
    >
      <Button asChild>
        <Link to="/$env/$org/scopes" params={{ env, org }}>
          {t("toList")}
        </Link>
      </Button>
    </Page>
  );
}

function Known({ known }: { known: VersionedScope }) {
  const t = useText(SCOPE);
  const { scope } = known;
  const { env, org } = useActing();
  const { tab = "access", edit = false } = route.useSearch();
  const navigate = useNavigate({ from: "/$env/$org/scopes/$prefix/$" });
  const may = useMay("scope.write");
  const given = useQuery(accesses({ env, org }, scope.name));
  const living = given.data?.filter(({ state }) => state === "APPROVED").length;
  return (
    <Page
      heading={
        <span className="tech-heading">
          <Tech value={scope.name} /> <ScopeStatus scope={scope} />
        </span>
      }
      title={scope.name}
      lead={scope.description}
      crumbs={useCrumbs()}
      actions={
        <>
          {!edit && (
            <MayButton may={may} reasonId="change-scope" variant="secondary" onClick={() => void navigate({ search: { tab: "about", edit: true } })}>
              {t("change")}
            </MayButton>
          )}
          {scope.active && <Deactivate scope={scope} may={may} />}
        </>
      }
    >
      <Reason may={may} heading={t("cannotChange")} id="change-scope" />
      {scope.locked && <Locked locked={scope.locked} />}
      {!scope.active && <Deactivated scope={scope} may={may} />}
      <Tabs value={tab} onChange={(value) => void navigate({ search: { tab: value as ScopeTab }, replace: true })}>
        <Tabs.List>
          <Tabs.Tab value="access">{living === undefined ? t("accessTab") : t("accessTabCount", { n: living })}</Tabs.Tab>
          <Tabs.Tab value="about">{t("aboutTab")}</Tabs.Tab>
          <Tabs.Tab value="usage">{t("usageTab")}</Tabs.Tab>
          <Tabs.Tab value="log">{t("logTab")}</Tabs.Tab>
        </Tabs.List>
        {SCOPE_TABS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {one === tab && <Content tab={one} known={known} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

function Content({ tab, known }: { tab: ScopeTab; known: VersionedScope }) {
  if (tab === "access") return <AccessTab scope={known.scope} />;
  if (tab === "about") return <AboutTab known={known} />;
  if (tab === "usage") return <UsageTab scope={known.scope} />;
  return <LogTab scope={known.scope} />;
}

function Locked({ locked: { at, reason } }: { locked: { at: string; reason: string } }) {
  const t = useText(SCOPE);
  const f = useFormat();
  return (
    <section className="panel deactivated">
      <Heading level={2} data-size="xs">
        {t("lockedHeading")}
      </Heading>
      <Paragraph>{t("locked", { when: f.whenWithin(at), reason })}</Paragraph>
    </section>
  );
}
