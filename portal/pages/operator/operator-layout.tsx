/** Around the pages of those who run the installation: they act for its organisation, whose number everybody may know. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { installation } from "../../api/installation.ts";
import { SignedIn } from "../../login/signed-in.tsx";
import { OfOrganization } from "../organizations/organization-layout.tsx";

const route = getRouteApi("/operator/$env");

export function OperatorLayout() {
  const { env } = route.useParams();
  const { data } = useQuery(installation);
  return data ? (
    <SignedIn env={env}>
      <OfOrganization org={data.operator.number} />
    </SignedIn>
  ) : null;
}
