/** Where the reader is: the environment, who is logged in, and the organisation that he or she acts for. */
import { createContext, use } from "react";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { MyOrganization, ToldMe } from "../api/session.ts";

export type Where = {
  /** Whose API is asked. */
  env: EnvironmentName | null;
  /** False on the few pages whose address names no environment: there the bar is not shown. */
  isEnvironmentShown: boolean;
  me: ToldMe | null;
  organization: MyOrganization | null;
};

export const WhereContext = createContext<Where>({ env: null, isEnvironmentShown: false, me: null, organization: null });

export const useWhere = (): Where => use(WhereContext);

/** Who acts for whom, on the pages of an organisation: `/$env/$org/…`. `env` and `org` go into every call of the API. */
export function useActing(): { env: EnvironmentName; org: string; organization: MyOrganization; me: ToldMe } {
  const { env, me, organization } = useWhere();
  if (!env || !me || !organization) throw new Error("This part belongs on a page of an organisation.");
  return { env, org: organization.number, organization, me };
}

/** Who is logged in, on pages that need no organisation. */
export function useSignedIn(): { env: EnvironmentName; me: ToldMe } {
  const { env, me } = useWhere();
  if (!env || !me) throw new Error("This part belongs on a page for those who are logged in.");
  return { env, me };
}
