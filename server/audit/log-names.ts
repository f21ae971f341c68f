/** Names that the entries of a log mention by number or id. */
import { sql } from "kysely";
import { CHAIN_NUMBER } from "../../contract/audit-chain.ts";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { LogOf } from "./log-store.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What of an entry can have a name. */
export type Mentioned = { actor: Record<string, string | null>; object: Record<string, unknown>; orgs: string[] };

/**
 * The names that stand beside an entry, by number or id. Those of clients and people only where they are of the reader's organisation, or the reader is the
 * operator: who acts for another organisation is that one's own affair.
 */
export async function namesIn(
  db: Database,
  { env, org, isOperator }: LogOf,
  entries: readonly Mentioned[],
): Promise<(entry: Mentioned) => Record<string, string>> {
  const text = (value: unknown) => (typeof value === "string" ? [value] : []);
  const organizationsOf = ({ orgs, actor, object }: Mentioned) => [...new Set([...orgs, ...text(actor.org), ...text(object.organization)])];
  const isOwn = ({ actor, object }: Mentioned) => isOperator || actor.org === org || object.organization === org;
  // Whose a client is, its row says.
  const thingsOf = (entry: Mentioned) => [...text(entry.object.client), ...(isOwn(entry) ? text(entry.object.person) : [])];
  const numbers = [...new Set(entries.flatMap(organizationsOf))].filter((number) => /^\d{9}$/.test(number)).map(Number);
  const things = [...new Set(entries.flatMap(thingsOf))];
  const { rows } = await sql<{ id: string; name: string }>`
    select number::text as id, name from organization where number = any(${numbers}::int[]) and name <> number::text
    union all
    select id, name from client where env = ${CHAIN_NUMBER[env]} and id = any(${things}::text[]) and (org = ${orgNumberToInt(org)} or ${isOperator})
    union all
    select id::text, trim(concat_ws(' ', first_name, last_name)) from person where id = any(${things.filter((id) => UUID.test(id))}::uuid[])`.execute(db);
  const names = new Map(rows.filter(({ name }) => name !== "").map(({ id, name }) => [id, name]));
  return (entry) => Object.fromEntries([...organizationsOf(entry), ...thingsOf(entry)].flatMap((id) => (names.has(id) ? [[id, names.get(id)!]] : [])));
}
