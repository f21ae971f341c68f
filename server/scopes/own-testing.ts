/** Calls of our own API as an organisation's program makes them, for tests. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import type { Deps } from "../deps.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { plainScope } from "../setup/operator.ts";
import { ownToken, plantOrganization, plantPrefix } from "../test/installation.ts";
import type { ScopeAttributes } from "./scope.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- tests read what came back member by member
type Json = any;
export type OwnAnswer = { status: number; body: Json; headers: Headers };
export type OwnCall = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<OwnAnswer>;

/** Calls below `<env>/api/fullmakt/v1` with a token, or without one. */
export function ownCall(deps: Deps, token: string | null, env: EnvironmentName = "test"): OwnCall {
  const app = createApp(deps);
  return async (method, path, body, headers = {}) => {
    const response = await app.fetch(
      new Request(`http://localhost:8080/${env}/api/fullmakt/v1${path}`, {
        method,
        headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...(body !== undefined && { "content-type": "application/json" }), ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
  };
}

/** Calls as a client of `org` that holds `scopes`. */
export async function ownCallAs(deps: Deps, org: OrgNumber, { env = "test" as EnvironmentName, scopes = ["idporten:scopes.write"] } = {}): Promise<OwnCall> {
  return ownCall(deps, await ownToken(deps, env, org, scopes), env);
}

export const callAsOperator = (deps: Deps, env: EnvironmentName = "test"): Promise<OwnCall> =>
  ownCallAs(deps, deps.settings.operator.orgNumber, { env, scopes: [OPERATOR_SCOPE] });

/** What our own API takes as a scope; whether it is active is not said there. */
export function scopeBody(description: string, more: Partial<ScopeAttributes> = {}): Omit<ScopeAttributes, "active"> {
  const { active: _, ...attributes } = plainScope(description, more);
  return attributes;
}

/** An organisation with a prefix, a way to call, and a scope below the prefix. */
export async function plantOwner(deps: Deps, name = "Lyngvidda Direktorat") {
  const org = await plantOrganization(deps.db, name);
  const prefix = await plantPrefix(deps.db, "test", org);
  const call = await ownCallAs(deps, org);
  const scope = `${prefix}:tilsyn/rapport.read`;
  const { status } = await call("POST", "/scopes", { prefix, subscope: "tilsyn/rapport.read", description: "Lese tilsynsrapporter" });
  if (status !== 201) throw new Error(`The scope could not be planted: ${status}`);
  return { org, prefix, call, scope, path: `/scopes/${encodeURIComponent(scope)}` };
}

/** The same with an access of another organisation. */
export async function plantAccess(deps: Deps, terms: unknown = {}) {
  const owner = await plantOwner(deps);
  const consumer = await plantOrganization(deps.db, "Tindøy Kommune");
  const at = `${owner.path}/accesses/${consumer}`;
  const { status, body: given } = await owner.call("PUT", at, terms);
  if (status !== 200) throw new Error(`The access could not be planted: ${status}`);
  return { ...owner, consumer, at, given };
}

/** Follows a list to its end; `between` happens after each page. */
export async function allPages(call: OwnCall, path: string, between: (page: number) => Promise<unknown> = async () => {}): Promise<Json[]> {
  const items: Json[] = [];
  let next = "";
  for (let page = 0; ; page++) {
    const { body, status } = await call("GET", `${path}${path.includes("?") ? "&" : "?"}${next && `continuation=${encodeURIComponent(next)}`}`);
    if (status !== 200) throw new Error(`A page was answered ${status}`);
    items.push(...body.items);
    if (body.next === null) return items;
    next = body.next;
    await between(page);
  }
}
