/**
 * What an installation cannot do without: the operator's organisation, the scopes of our own APIs, and a client of the operator whose key lies in the data
 * folder. Made on the first start, in every mode; nothing has a default secret (SEC-160). Done again it changes nothing.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { RefusalName } from "../../vocabulary/refusals/refusals.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Doer } from "../audit/deed.ts";
import { readJwk } from "../clients/client-key.ts";
import { addKey, listKeys } from "../clients/key-operations.ts";
import { createClient } from "../clients/operations.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { Refused } from "../http/refused.ts";
import { registerOrganization, signTerms } from "../organizations/operations.ts";
import { allotPrefix, createScope, giveAccess } from "../scopes/operations.ts";
import type { ScopeAttributes } from "../scopes/scope.ts";
import { makePrivateJwk, type PrivateJwk, publicJwkOf, readJsonFile, writePrivateFile } from "../../installation/key-files.ts";

/** The scopes of the self-service API (maskinporten.md 10.1), and of the operator's part of our own. */
export const API_SCOPES: Record<string, string> = {
  "idporten:dcr.read": "Lese egne klienter og nøkler",
  "idporten:dcr.modify": "Endre egne klienter og nøkler",
  "idporten:dcr.write": "Opprette, endre og deaktivere egne klienter og nøkler",
  "idporten:dcr.supplier": "Opprette klienter for andre virksomheter",
  "idporten:dcr.altinn": "Holde klienter for apper i Altinn",
  "idporten:scopes.read": "Lese egne scopes og tilganger",
  "idporten:scopes.write": "Opprette, endre og deaktivere egne scopes, gi og fjerne tilganger",
  [OPERATOR_SCOPE]: "Drifte installasjonen: virksomheter, prefikser, vilkår, sperrer, nøkler",
};

/** The scopes with which the operator's own client works. */
export const OPERATOR_CLIENT_SCOPES = [OPERATOR_SCOPE, "idporten:dcr.write", "idporten:scopes.write"] as ScopeName[];

/** The operator's client as its file keeps it. The command line signs with it. */
export type OperatorKey = { clientId: string; key: PrivateJwk };

export const operatorKeyPath = (dataFolder: string, env: EnvironmentName): string => join(dataFolder, "operator", `${env}.json`);

const SETUP: Doer = { actor: { kind: "system", name: "setup" }, traceId: "0".repeat(32), address: null };

/** A scope that says nothing special about itself. */
export const plainScope = (description: string, more: Partial<ScopeAttributes> = {}): ScopeAttributes => ({
  description,
  longDescription: null,
  translations: {},
  active: true,
  visibility: "PUBLIC",
  allowedIntegrationTypes: [],
  openToAll: false,
  delegationSource: null,
  tokenType: "SELF_CONTAINED",
  maxTokenAgeSeconds: 0,
  maxAuthorizationSeconds: 0,
  requiresUserConsent: false,
  requiresUserAuthentication: false,
  requiresPseudonymousTokens: false,
  enforcedAudience: null,
  typedTokens: false,
  supportsEuropeanBusinesses: false,
  protected: false,
  ...more,
});

/** A client that says nothing special about itself. */
export const plainClient = (name: string, description: string, scopes: ScopeName[]) => ({
  name,
  description,
  uri: null,
  accessTokenLifetimeSeconds: 120,
  authorizationLifetimeSeconds: 7_200,
  refreshTokenLifetimeSeconds: 600,
  refreshTokenUsage: "ONETIME" as const,
  scopes,
});

/** Lets "it is there already" pass: another start, or another server, was first. */
export async function unlessThere(work: Promise<unknown>, refusal: RefusalName = "already_exists"): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal !== refusal) throw error;
  }
}

/** Sets up the operator in both environments. */
export async function setUpOperator(deps: Deps): Promise<void> {
  const { orgNumber: org, name } = deps.settings.operator;
  await unlessThere(registerOrganization(deps, SETUP, { number: org, name }));
  await signTerms(deps, SETUP, org, "public", "1");
  for (const env of ENVIRONMENTS) {
    const standing = await whatStands(deps.db, env, org);
    for (const prefix of ["fullmakt", "idporten"]) if (!standing.prefixes.has(prefix)) await allotPrefix(deps, env, SETUP, prefix, org);
    const acting = { env, org, isOperator: true, doer: SETUP };
    for (const [name, description] of Object.entries(API_SCOPES)) {
      const [prefix = "", subscope = ""] = name.split(":");
      const scope = { ...plainScope(description, { visibility: "PRIVATE", allowedIntegrationTypes: ["maskinporten"] }), prefix, subscope };
      if (!standing.scopes.has(name)) await unlessThere(createScope(deps, acting, scope));
      // Also when the scope is there: an earlier start may have been cut short between the two. Deactivated by the operator, it stays so.
      if (!standing.given.has(name)) await unlessThere(giveAccess(deps, acting, name as ScopeName, org), "wrong_state");
    }
    await setUpOperatorClient(deps, env);
  }
}

/** What an earlier start has left nothing to do about, in one question: a start that finds all in place is to be quick. */
async function whatStands(db: Database, env: EnvironmentName, org: OrgNumber): Promise<Record<"prefixes" | "scopes" | "given", Set<string>>> {
  const [number, owner] = [ENVIRONMENT_NUMBER[env], orgNumberToInt(org)];
  const { rows } = await sql<{ kind: "prefixes" | "scopes" | "given"; name: string }>`
    select 'prefixes' as kind, prefix as name from prefix where env = ${number} and owner = ${owner} and active
    union all select 'scopes', name from scope where env = ${number} and owner = ${owner}
    union all select 'given', s.name from access a join scope s on s.id = a.scope where a.env = ${number} and a.org = ${owner} and a.ended_at is null`.execute(
    db,
  );
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ name }) => name));
  return { prefixes: of("prefixes"), scopes: of("scopes"), given: of("given") };
}

/**
 * The operator's client. Its file is written first, with the id and the key it will have, so that a start that is cut short leaves nothing that the next one
 * cannot finish. On another host of the same installation the client is there and the file is not: then that host's key lies elsewhere.
 */
async function setUpOperatorClient(deps: Deps, env: EnvironmentName): Promise<void> {
  const { dataFolder, operator } = deps.settings;
  const path = operatorKeyPath(dataFolder, env);
  const owner = { env, org: operator.orgNumber };
  const wish = plainClient("Fullmakt drift", "Kommandolinjen og oppsettet bruker denne klienten", OPERATOR_CLIENT_SCOPES);
  let held = readJsonFile<OperatorKey>(path);
  if (!held) {
    const other = await deps.db
      .selectFrom("client")
      .select("id")
      .where("env", "=", ENVIRONMENT_NUMBER[env])
      .where("org", "=", Number(operator.orgNumber))
      .where("name", "=", wish.name)
      .executeTakeFirst();
    if (other) return;
    held = { clientId: randomUUID(), key: makePrivateJwk() };
    writePrivateFile(path, held);
  }
  const { clientId, key } = held;
  await unlessThere(createClient(deps, SETUP, owner, { ...wish, id: clientId }));
  await keepKey(deps, env, owner, clientId, key);
}

/** Makes sure that a client of ours has this key for at least a month more. Other keys of it stay. */
export async function keepKey(deps: Deps, env: EnvironmentName, owner: Parameters<typeof addKey>[2], clientId: string, key: PrivateJwk): Promise<void> {
  const { keys } = await listKeys(deps.db, owner, clientId);
  const soon = new Date(deps.now() + 30 * 86_400_000);
  if (keys.some(({ kid, expiresAt }) => kid === key.kid && expiresAt > soon)) return;
  const supplied = readJwk(publicJwkOf(key), deps.settings.environments[env]);
  // Five other keys: its owner has made it their own.
  await unlessThere(addKey(deps, SETUP, owner, clientId, supplied, { replacing: true }), "too_many_keys");
}
