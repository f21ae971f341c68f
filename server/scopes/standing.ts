import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { CAUSES, type Cause } from "../../vocabulary/explanations.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";

/** A scope as it is for one organisation at one moment. */
export type ScopeStanding = {
  now: Date;
  active: boolean;
  locked: boolean;
  allowedTypes: string[];
  openToAll: boolean;
  delegable: boolean;
  access: NewestAccess | null;
};

/** The living access of an organisation, else the one that ended last. */
export type NewestAccess = { validFrom: Date; validTo: Date | null; endedAt: Date | null; endedWhy: string | null };

/**
 * Whether the access `a` holds now, as SQL. One that was given for at once has begun, also while a clock that stepped back shows a time before it was given.
 */
export const HOLDS = "a.ended_at is null and a.valid_from <= greatest(now(), a.given_at) and (a.valid_to is null or a.valid_to > now())";

/** When the access `a` begins, as SQL, for {@link causeOfAccess}: as {@link HOLDS} has it. A minute before: what it is compared with may have been read earlier. */
export const BEGUN = sql.raw("case when a.valid_from <= a.given_at then least(a.valid_from, now() - interval '1 minute') else a.valid_from end");

/** Whether an access holds at `now`, and if not why; with the date that matters. */
export function causeOfAccess(access: NewestAccess | null, now: Date): readonly [Cause, Date | null] {
  if (!access) return ["access_never_given", null];
  if (access.endedAt !== null && access.endedWhy !== "expired") return ["access_removed", access.endedAt];
  if (access.validTo !== null && access.validTo <= now) return ["access_expired", access.validTo];
  if (access.endedAt !== null) return ["access_expired", access.endedAt];
  if (access.validFrom > now) return ["access_not_yet", access.validFrom];
  return ["access_given", access.validTo];
}

/**
 * Whether the access check of a token would let a client of this type through, acting for its own organisation. In the order of the token statement, so that
 * what is named is what the token endpoint refuses for.
 */
export function judgeStanding({ now, active, locked, allowedTypes, openToAll, access }: ScopeStanding, type: string): { usable: boolean; why: Cause } {
  const why = (): Cause => {
    if (locked) return "scope_locked";
    if (!active) return "scope_deactivated";
    if (allowedTypes.length > 0 && !allowedTypes.includes(type)) return "type_not_allowed";
    return openToAll ? "access_open" : causeOfAccess(access, now)[0];
  };
  const found = why();
  return { usable: CAUSES[found].refusal === null, why: found };
}

/** How each of the named scopes stands for `org` now. Only to be shown: it holds nothing, so nothing may be decided by it. */
export async function scopeStandings(db: Database, env: EnvironmentName, org: OrgNumber, names: ScopeName[]): Promise<Map<ScopeName, ScopeStanding>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql<{
    name: string;
    now: Date;
    active: boolean;
    locked: boolean;
    allowed_integration_types: string[];
    open_to_all: boolean;
    delegable: boolean;
    valid_from: Date | null;
    valid_to: Date | null;
    ended_at: Date | null;
    ended_why: string | null;
  }>`
    select s.name, now() as now, s.active, s.locked_at is not null as locked, s.allowed_integration_types, s.open_to_all,
      s.delegation_source is not null as delegable, a.valid_from, a.valid_to, a.ended_at, a.ended_why
    from scope s left join lateral (
      select ${BEGUN} as valid_from, a.valid_to, a.ended_at, a.ended_why from access a
      where a.env = s.env and a.scope = s.id and a.org = ${orgNumberToInt(org)}::int order by a.ended_at desc nulls first, a.given_at desc limit 1) a on true
    where s.env = ${ENVIRONMENT_NUMBER[env]} and s.name = any (${[...new Set(names)]})`.execute(db);
  return new Map(
    rows.map((row) => [
      row.name as ScopeName,
      {
        now: row.now,
        active: row.active,
        locked: row.locked,
        allowedTypes: row.allowed_integration_types,
        openToAll: row.open_to_all,
        delegable: row.delegable,
        access: row.valid_from && { validFrom: row.valid_from, validTo: row.valid_to, endedAt: row.ended_at, endedWhy: row.ended_why },
      },
    ]),
  );
}
