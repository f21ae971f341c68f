import type { Context, MiddlewareHandler } from "hono";
import { errors, jwtVerify } from "jose";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt, parseIso6523Id } from "../../vocabulary/org-number.ts";
import type { Actor, Doer } from "../audit/deed.ts";
import type { ToldOf } from "../audit/remover.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./hono.ts";
import type { Session } from "../login/session.ts";
import { type Holder, OPERATOR_SCOPE } from "../permissions/may.ts";
import { HOLDS } from "../scopes/operations.ts";
import { Refused } from "./refused.ts";

/** Who calls one of our APIs, and the organisation that acts: the consumer in the token, or the one that a person chose (SEC-110). */
export type Caller = {
  org: OrgNumber;
  /** Names the caller among all: limits and idempotency keys are counted by it. */
  id: string;
  /** The organisation of the operator, with the operator's scope or right. */
  isOperator: boolean;
} & (
  | {
      kind: "client";
      client: string;
      /** The scopes of the token that still hold now. */
      scopes: ReadonlySet<string>;
    }
  | { kind: "person"; session: Session; holder: Holder }
);

/** What a caller may be told of whoever did something. */
export const toldOf = ({ org, kind }: Caller): ToldOf => ({ org, people: kind === "person" });

/** A caller with a token. */
export type ClientCaller = Extract<Caller, { kind: "client" }>;

/**
 * Lets a request through whose token of ours carries at least one of `anyOf`, and leaves its {@link Caller} for the routes.
 *
 * Beyond the signature it asks the database, so that a client that was deactivated, a removed access and a locked organisation are turned away at the next
 * call and not when the token expires.
 *
 * @throws Refused no_token, invalid_token (401), insufficient_scope, organization_locked (403), too_many_requests (429)
 */
export function authenticate(deps: Deps, ...anyOf: string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const caller = await identify(deps, c);
    if (!anyOf.some((scope) => caller.scopes.has(scope))) throw insufficientScope(anyOf);
    c.set("caller", caller);
    await next();
  };
}

export const insufficientScope = (anyOf: readonly string[]): Refused =>
  new Refused("insufficient_scope", { members: { what: `one of ${anyOf.join(", ")}.` }, scope: anyOf[0]! });

/** Who sent the token. @throws Refused no_token, invalid_token (401), organization_locked (403), too_many_requests (429) */
export async function identify(deps: Deps, c: Context<Env>): Promise<ClientCaller> {
  const environment = c.get("environment");
  const token = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (!token) throw new Refused("no_token");
  const invalid = (what: string, cause?: unknown) => new Refused("invalid_token", { members: { what }, cause });
  const { payload } = await jwtVerify(
    token,
    ({ kid, alg }) => {
      const key = kid ? deps.signingKeys.find(environment.name, kid) : undefined;
      if (!key || key.alg !== alg) throw invalid("it was not signed by this environment's issuer.");
      return key.publicKey;
    },
    { issuer: environment.issuer, currentDate: new Date(deps.now()), requiredClaims: ["exp", "client_id", "consumer"] },
  ).catch((error: unknown) => {
    if (error instanceof Refused) throw error;
    if (error instanceof errors.JWTExpired) throw invalid("it has expired.", error);
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === "iss") throw invalid("it comes from another issuer.", error);
    throw invalid("it is not a token of this environment.", error);
  });
  if (!isMeantForUs(payload.aud, environment, c.req.path)) throw invalid("it is meant for another API (aud).");
  const { client_id: client, consumer, scope } = payload;
  const org = parseIso6523Id((consumer as { ID?: unknown } | null)?.ID);
  if (typeof client !== "string" || org === null || typeof scope !== "string") throw invalid("it is not a token of this environment.");
  // Before the database is asked: who calls too often shall not load it.
  const wait = c.get("limits").client(environment, client);
  if (wait > 0) throw new Refused("too_many_requests", { retryAfter: wait });
  const { usable, locked, living } = await whatStillHolds(deps, environment, client, org, scope.split(" "));
  if (!usable) throw invalid("its client is no longer active.");
  if (locked) throw new Refused("organization_locked");
  const scopes = new Set(living);
  return { kind: "client", id: client, client, org, scopes, isOperator: org === deps.settings.operator.orgNumber && scopes.has(OPERATOR_SCOPE) };
}

async function whatStillHolds(deps: Deps, environment: EnvironmentSettings, client: string, org: OrgNumber, scopes: string[]) {
  const env = ENVIRONMENT_NUMBER[environment.name];
  const { rows } = await sql<{ usable: boolean; locked: boolean; living: string[] }>`
    select c.usable, o.locked_at is not null as locked,
      array(select s.name from scope s join client_scope cs on cs.env = s.env and cs.client = c.id and cs.scope = s.id
            where s.env = ${env} and s.name = any(${scopes}) and s.usable
              and (s.open_to_all or exists (select from access a where a.env = s.env and a.org = ${orgNumberToInt(org)} and a.scope = s.id
                     and ${sql.raw(HOLDS)}))) as living
    from client c join organization o on o.number = ${orgNumberToInt(org)} where c.env = ${env} and c.id = ${client}`.execute(deps.db);
  return rows[0] ?? { usable: false, locked: false, living: [] };
}

/**
 * A token without `aud`, or with one that is an address of ours which the called one begins with: origin, issuer, API base or deeper; or an alias of the
 * environment (design.md §8). What was called through one base counts as called through each of them.
 *
 * @param path the called one below the environment's base, with a slash in front
 */
function isMeantForUs(aud: string | string[] | undefined, { issuer, aliases }: EnvironmentSettings, path: string): boolean {
  if (aud === undefined) return true;
  const withoutSlash = (address: string) => address.replace(/\/$/, "");
  // Of an alias nothing above it is ours: others may live at the same host.
  const bases = [{ base: issuer, ours: new URL(issuer).origin }, ...aliases.map((alias) => ({ base: alias, ours: withoutSlash(alias) }))];
  return [aud].flat().some((audience) => {
    const wanted = withoutSlash(audience);
    // At the boundary of a segment, or `…/api/v` would open `…/api/v1`.
    const begins = (address: string, beginning: string) => address === beginning || address.startsWith(`${beginning}/`);
    return bases.some(({ base, ours }) => begins(wanted, ours) && begins(`${withoutSlash(base)}${path}`, wanted));
  });
}

/** Who is written into the audit log for a request. */
export const doerOf = (c: Pick<Context<Env>, "get">): Doer => {
  const caller = c.get("caller");
  const { org } = caller;
  const actor: Actor = caller.kind === "client" ? { kind: "client", client: caller.client, org } : { kind: "person", person: caller.session.person, org };
  return { actor, traceId: c.get("traceId"), address: c.get("address"), completion: c.get("completion") };
};
