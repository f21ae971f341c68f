import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { myOrganizations, type MyOrganization } from "../../api/session.ts";
import { Page } from "../../frame/page.tsx";
import { useSignedIn } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useText } from "../../text/use-text.ts";
import { OrganizationList, OrganizationSearch } from "./organization-list.tsx";
import { SEARCH_FROM } from "./order.ts";
import { Suggestion } from "./suggestion.tsx";
import { ORGANIZATIONS } from "./texts.ts";

const route = getRouteApi("/$env/organizations");

/** Where one lands after logging in. With one organisation there is nothing to choose: then one is sent on to it. */
export function OrganizationsPage() {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  const { first } = route.useSearch();
  const query = useQuery(myOrganizations(env));
  const [only, second] = query.data ?? [];
  if (first && only && !second) return <Navigate to="/$env/$org" params={{ env, org: only.number }} replace />;
  if (query.data?.length === 0) return <None />;
  return (
    <Page heading={t("choose")} lead={t("lead")}>
      <Loaded query={query} says={t("loading")}>
        {(organizations) => <Choice organizations={organizations} />}
      </Loaded>
      <Suggestion />
    </Page>
  );
}

function Choice({ organizations }: { organizations: readonly MyOrganization[] }) {
  const { env } = useSignedIn();
  const [query, setQuery] = useState("");
  return (
    <div className="picker">
      {organizations.length >= SEARCH_FROM && <OrganizationSearch organizations={organizations} query={query} change={setQuery} />}
      <OrganizationList key={query} organizations={organizations} query={query} headings="h2" addressOf={({ number }) => `/${env}/${number}`} />
    </div>
  );
}

function None() {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  return (
    <Page heading={t("noneHeading")}>
      <section className="panel">
        <Paragraph>{t("none")}</Paragraph>
      </section>
      <Suggestion />
      <div className="buttons">
        <Button asChild>
          <Link to="/$env/organizations/ask" params={{ env }}>
            {t("ask")}
          </Link>
        </Button>
      </div>
    </Page>
  );
}
