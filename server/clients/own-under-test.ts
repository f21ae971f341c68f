/** What the tests of our own API of clients stand on: an installation, and calls in the name of organisations. */
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import type { Settings } from "../config.ts";
import type { Deps } from "../deps.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { type Answer, DCR } from "./clients-under-test.ts";

export type OwnCall = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** An installation of its own. */
export async function ownInstallation(change: (settings: Settings) => void = () => {}) {
  const deps = await testDeps(change);
  const app = createApp(deps);
  return { deps, ...ownCallsOf(deps, (path, init) => app.fetch(new Request(`http://localhost:8080${path}`, init))) };
}

/** Calls of our own API in the test environment. */
export function ownCallsOf(deps: Deps, fetch: (path: string, init?: RequestInit) => Promise<Response>) {
  /** Calls as `org`, with one token for all calls. */
  const as = async (org: OrgNumber, scopes: string[] = DCR): Promise<OwnCall> => {
    const token = await ownToken(deps, "test", org, scopes);
    return async (method, path, body, headers = {}) => {
      const type: Record<string, string> = body === undefined ? {} : { "content-type": typeof body === "string" ? "text/plain" : "application/json" };
      const sent = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
      const init = { method, headers: { authorization: `Bearer ${token}`, ...type, ...headers }, body: sent };
      const response = await fetch(`/test/api/fullmakt/v1${path}`, init);
      const text = await response.text();
      return { status: response.status, body: text === "" ? {} : JSON.parse(text), headers: response.headers };
    };
  };
  /** An organisation with signed terms, and calls in its name. */
  const owner = async (scopes: string[] = DCR) => {
    const org = await plantOrganization(deps.db, "Havsula");
    return { org, call: await as(org, scopes) };
  };
  /** A client without scopes, made over HTTP. */
  const ownerWithClient = async (wish: Record<string, unknown> = {}) => {
    const { org, call } = await owner();
    const { body, headers, status } = await call("POST", "/clients", { name: "Lønn", ...wish });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return { org, call, id: body.clientId as string, path: `/clients/${body.clientId as string}`, etag: headers.get("etag")! };
  };
  const operator = () => as(deps.settings.operator.orgNumber, ["fullmakt:operator"]);
  return { as, owner, ownerWithClient, operator };
}

/** The version in the ETag of an answer, as `If-Match` reads it: without the digest behind it. */
export const versionOf = (headers: Headers): string | undefined => headers.get("etag")?.replace(/\.[\w-]{16}"$/, '"');

/** The fields that a refusal names. */
export const fieldsOf = ({ body }: Answer): string[] => ((body.errors ?? []) as { field: string }[]).map(({ field }) => field).toSorted();

/** Everything that is kept about the clients of an organisation: to tell that nothing changed. */
export async function keptOf({ db }: Pick<Deps, "db">, org: OrgNumber): Promise<string> {
  const clients = await db.selectFrom("client").selectAll().where("org", "=", orgNumberToInt(org)).orderBy("env").orderBy("id").execute();
  const ids = clients.map(({ id }) => id);
  const scopes = await db.selectFrom("client_scope").selectAll().where("client", "in", ids).orderBy("client").orderBy("scope").execute();
  const keys = await db.selectFrom("client_key").selectAll().where("client", "in", ids).orderBy("id").execute();
  const entries = await db.selectFrom("audit_entry").select("seq").where("env", "=", 1).execute();
  return JSON.stringify([clients, scopes, keys, entries.length]);
}
