/** The door of our own API: a token, or the session of somebody who is logged in and has chosen an organisation. */
import type { Context, MiddlewareHandler } from "hono";
import { sql } from "kysely";
import type { Action } from "../../vocabulary/actions.ts";
import { type OrgNumber, orgNumberToInt, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { type Caller, identify, insufficientScope } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { sessionOf } from "../login/logged-in.ts";
import { holderOf } from "./holder.ts";
import { machineMay, may, POLICIES } from "./may.ts";
import { refuse } from "./refuse.ts";

/** Header with the organisation that a person acts for: nine digits. A token names its own, and needs none. */
export const ACTING_FOR = "fullmakt-organization";

/**
 * Lets a request through whose caller may do `action`, and leaves the {@link Caller} for the routes. What may is asked of the database at every request, so
 * a right, an access and a client that end, end at once.
 *
 * @throws Refused no_token, invalid_token, session_ended, level_too_low, login_not_fresh (401), insufficient_scope, operator_only, not_for_machines,
 * cross_site, login_of_other_environment, not_representing, right_missing, organization_locked (403), too_many_requests (429)
 */
export function allow(deps: Deps, action: Action): MiddlewareHandler<Env> {
  return async (c, next) => {
    const caller = await whoCalls(deps, c);
    also(caller, action);
    if (caller.kind === "person") c.set("session", caller.session);
    c.set("caller", caller);
    await next();
  };
}

/** For a request that does more than its route is let through for: whether its caller may do that too. @throws as {@link allow} */
export function also(caller: Caller, action: Action): void {
  if (caller.kind === "person") return refuse(may(caller.holder, action));
  const answer = machineMay(caller, action);
  if (answer === "scope_missing") throw insufficientScope(POLICIES[action].machines);
  if (answer !== "allowed") throw new Refused(answer);
}

/** Who calls, whatever he or she may do. @throws as {@link allow}, but for what an action needs */
export async function whoCalls(deps: Deps, c: Context<Env>): Promise<Caller> {
  // A program sends its token; what a browser sends along of itself is not asked then.
  if (c.req.header("authorization") !== undefined || c.req.header("cookie") === undefined) return identify(deps, c);
  const session = await sessionOf(deps, c);
  const org = actingFor(c);
  const { name } = c.get("environment");
  if (await isLocked(deps.db, org)) throw new Refused("organization_locked");
  const holder = await holderOf(deps.db, session, name, org);
  const isOperator = org === deps.settings.operator.orgNumber && may(holder, "organization.administer").allowed;
  return { kind: "person", id: `person:${session.person}`, org, session, holder, isOperator };
}

function actingFor(c: Context<Env>): OrgNumber {
  const org = parseOrgNumber(c.req.header(ACTING_FOR));
  if (!org) throw new Refused("invalid_request", { fields: [{ field: ACTING_FOR, message: "names the organisation that you act for: nine digits." }] });
  return org;
}

const isLocked = async (db: Database, org: OrgNumber): Promise<boolean> =>
  (await sql<{ locked: boolean }>`select locked_at is not null as locked from organization where number = ${orgNumberToInt(org)}`.execute(db)).rows[0]
    ?.locked ?? false;
