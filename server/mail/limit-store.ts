/** What an organisation can limit a notification point to, and which of its clients carry a scope. Connection or transaction first; no rules. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Choosable } from "./point-limits.ts";

/** The organisation's own among these clients, in each environment. */
export async function ownClients(db: Database, org: OrgNumber, ids: readonly string[]): Promise<(Choosable & { name: string })[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("client")
    .select(["env", "id", "name", "active"])
    .where("org", "=", orgNumberToInt(org))
    .where("id", "in", [...ids])
    .orderBy("env")
    .execute();
}

/** Those of these scopes that the organisation may know of: public ones, its own, those it has access to and those its clients carry (SEC-110). */
export async function knownScopes(db: Database, org: OrgNumber, names: readonly string[]): Promise<Choosable[]> {
  if (names.length === 0) return [];
  const number = orgNumberToInt(org);
  const { rows } = await sql<Choosable>`
    select s.env, s.name as id, s.active from scope s
     where s.name = any(${[...names]}::text[])
       and (s.visibility = 'PUBLIC' or s.owner = ${number}
         or exists (select from access a where a.env = s.env and a.scope = s.id and a.org = ${number} and a.ended_at is null)
         or exists (select from client_scope cs join client c on c.env = cs.env and c.id = cs.client
                     where cs.env = s.env and cs.scope = s.id and c.org = ${number}))`.execute(db);
  return rows;
}

/** The clients of each of these organisations that carry a scope. */
export async function carriersOf(db: Database, env: EnvironmentName, scope: string, organizations: readonly OrgNumber[]): Promise<Map<OrgNumber, string[]>> {
  if (organizations.length === 0) return new Map();
  const { rows } = await sql<{ org: number; clients: string[] }>`
    select c.org, array_agg(c.id) as clients from scope s join client_scope cs on cs.env = s.env and cs.scope = s.id
      join client c on c.env = cs.env and c.id = cs.client
     where s.env = ${ENVIRONMENT_NUMBER[env]} and s.name = ${scope} and c.org = any(${organizations.map(orgNumberToInt)}::int[]) group by c.org`.execute(db);
  return new Map(rows.map(({ org, clients }) => [orgNumberFromInt(org), clients]));
}
