/** Calls of the self-service API as an organisation's program makes them, for tests. */
import { plainScope } from "../setup/operator.ts";
import { randomBytes } from "node:crypto";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { parseScopeName, type ScopeName } from "../../vocabulary/scope-name.ts";
import { createApp } from "../app.ts";
import type { Doer } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { ownToken, plantOrganization, plantPrefix } from "../test/installation.ts";
import type { Acting } from "./acting.ts";
import type { ScopeAttributes } from "./scope.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- tests read what came back member by member
type Json = any;
type Answer = { status: number; body: Json; headers: Headers };
export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls below `<env>/api/v1`, without a token. */
export function openCall(deps: Deps, env: EnvironmentName = "test", headers: Record<string, string> = {}): Call {
  const app = createApp(deps);
  return async (method, path, body) => {
    const request = new Request(`http://localhost:8080/${env}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await app.fetch(request);
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
  };
}

/** Calls as a client of `org` that holds `scopes`. */
export async function callAs(deps: Deps, org: OrgNumber, { env = "test" as EnvironmentName, scopes = ["idporten:scopes.write"] } = {}): Promise<Call> {
  return openCall(deps, env, { authorization: `Bearer ${await ownToken(deps, env, org, scopes)}` });
}

export const SYSTEM: Doer = { actor: { kind: "system", name: "test" }, traceId: "00", address: null };

/** An organisation of this test's own that acts in an environment. */
export const actingFor = (org: OrgNumber, env: EnvironmentName = "test", isOperator = false): Acting => ({ env, org, isOperator, doer: SYSTEM });

/** An organisation with a prefix and a way to call. */
export async function plantProvider(deps: Deps, name = "Lyngvidda Direktorat", env: EnvironmentName = "test") {
  const org = await plantOrganization(deps.db, name);
  return { org, prefix: await plantPrefix(deps.db, env, org), call: await callAs(deps, org, { env }) };
}

export const freshName = (): string => `n${randomBytes(5).toString("hex")}`;

export function scopeName(text: string): ScopeName {
  const name = parseScopeName(text);
  if (!name) throw new Error(`${text} is no scope name`);
  return name;
}

export const ATTRIBUTES: ScopeAttributes = plainScope("Lese tilsynsrapporter");

/** What the log says about an organisation, the oldest first. */
export async function logOf(deps: Deps, org: OrgNumber): Promise<{ action: string; orgs: string[]; object: Json; details: Json; env: string }[]> {
  const rows = await deps.db.selectFrom("audit_entry").select(["body", "orgs"]).orderBy("env").orderBy("seq").execute();
  return rows.filter(({ orgs }) => orgs.includes(Number(org))).map(({ body }) => JSON.parse(body));
}

/** As many as `times` at the same instant: what each came to, a refusal by its name. */
export const atOnce = async <T>(times: number, what: (i: number) => Promise<T>): Promise<(T | { refused: string })[]> =>
  Promise.all(
    Array.from({ length: times }, (_, i) =>
      what(i).catch((error: unknown) => {
        if (error instanceof Error && "refusal" in error) return { refused: String(error.refusal) };
        throw error;
      }),
    ),
  );
