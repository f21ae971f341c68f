/** Everything below `/$env/$org`: the frame with its menu for those who can represent the organisation, one page for everybody else. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { myOrganizations, noteChoice } from "../../api/session.ts";
import { Frame } from "../../frame/frame.tsx";
import { useSignedIn, useWhere, WhereContext } from "../../frame/where.tsx";
import { SignedIn } from "../../login/signed-in.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useText } from "../../text/use-text.ts";
import { ORGANIZATIONS } from "./texts.ts";
import { WrongOrganizationPage } from "./wrong-organization-page.tsx";

const route = getRouteApi("/$env/$org");

export function OrganizationLayout() {
  const { env, org } = route.useParams();
  return (
    <SignedIn env={env}>
      <OfOrganization org={org} />
    </SignedIn>
  );
}

/** The pages of one organisation, for whoever is logged in. */
export function OfOrganization({ org }: { org: string }) {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  const query = useQuery(myOrganizations(env));
  const where = useWhere();
  const organization = query.data?.find(({ number }) => number === org);
  const here = useMemo(() => ({ ...where, organization: organization ?? null }), [where, organization]);
  const chosen = organization?.number;
  useEffect(() => {
    // Of no use to the page itself: when it cannot be noted, the list stands in another order next time.
    if (chosen) void noteChoice(env, chosen).catch(() => {});
  }, [env, chosen]);
  if (organization)
    return (
      <WhereContext value={here}>
        <Frame layout="wide">
          <Outlet />
        </Frame>
      </WhereContext>
    );
  return (
    <Frame layout="narrow">
      {query.data ? (
        <WrongOrganizationPage number={org} mine={query.data} />
      ) : (
        <div className="page">
          <main id="content" tabIndex={-1}>
            <Loaded query={query} says={t("loading")}>
              {() => null}
            </Loaded>
          </main>
        </div>
      )}
    </Frame>
  );
}
