/** Who is hit when a scope is deactivated: shown before it is done. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import { organizationsToTell } from "../mail/point-operations.ts";
import { organizationNames } from "../organizations/operations.ts";
import { dayInNorway, usageOf } from "../token/use-figures.ts";
import { readOwnScope } from "./scope-operations.ts";

const DAYS = 30;
const MOST_ACTIVE = 3;
/** PostgreSQL's query_canceled, after statement_timeout. */
const TOOK_TOO_LONG = "57014";

type Impact = {
  /** Organisations with a living access, also one that begins later. */
  consumers: number;
  /** Those of them that have a notification point which is told. */
  toldConsumers: number;
  /** Active clients that carry the scope. */
  clients: number;
  /** Tokens with the scope lately. Null: they could not be counted while somebody waits. */
  tokens: { days: number; count: number } | null;
  mostActive: { consumer: { number: OrgNumber; name: string | null }; tokens: number }[];
};

/**
 * Tells who is hit by deactivating a scope of `owner`. Reads the clients and the log of tokens too: a figure for people, nothing is decided by it.
 *
 * @throws Refused not_found, not_yours
 */
export async function impactOfDeactivating(db: Database, env: EnvironmentName, owner: OrgNumber, name: ScopeName | null): Promise<Impact> {
  const scope = await readOwnScope(db, env, owner, name);
  const number = ENVIRONMENT_NUMBER[env];
  const { rows } = await sql<{ consumers: number; clients: number }>`
    select (select count(*)::int from access where env = ${number} and scope = ${scope.id} and ended_at is null and (valid_to is null or valid_to > now())) as consumers,
      (select count(*)::int from client_scope cs join client c on c.env = cs.env and c.id = cs.client
        where cs.env = ${number} and cs.scope = ${scope.id} and c.usable) as clients`.execute(db);
  const toldConsumers = await organizationsToTell(db, { kind: "access", env, scope: scope.name });
  const period = { from: await dayInNorway(db, DAYS - 1), to: await dayInNorway(db) };
  const usage = await usageOf(db, number, scope, period).catch((error: Error & { code?: string }) => {
    if (error.code === TOOK_TOO_LONG) return null;
    throw error;
  });
  const active = (usage?.consumers ?? []).filter(({ tokens }) => tokens > 0);
  const names = await organizationNames(
    db,
    active.slice(0, MOST_ACTIVE).map(({ consumer }) => consumer),
  );
  return {
    ...rows[0]!,
    toldConsumers,
    tokens: usage && { days: DAYS, count: active.reduce((sum, { tokens }) => sum + tokens, 0) },
    mostActive: active.slice(0, MOST_ACTIVE).map(({ consumer, tokens }) => ({ consumer: { number: consumer, name: names.get(consumer) ?? null }, tokens })),
  };
}
