import { getRouteApi, Outlet } from "@tanstack/react-router";
import { Frame } from "../../frame/frame.tsx";
import { SignedIn } from "../../login/signed-in.tsx";

const route = getRouteApi("/$env/organizations");

/** Around the pages where no organisation has been chosen yet. */
export function OrganizationsLayout() {
  const { env } = route.useParams();
  return (
    <SignedIn env={env}>
      <Frame layout="narrow">
        <Outlet />
      </Frame>
    </SignedIn>
  );
}
