/** Who took something away, for the row that offers to undo it. The log knows: nothing else keeps it. */
import { sql } from "kysely";
import type { AuditAction } from "../../vocabulary/audit-actions.ts";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { UNDO_MS } from "../../vocabulary/undo.ts";
import type { Database } from "../db/open.ts";
import type { Actor } from "./deed.ts";

export type Remover = { kind: "person" | "client" | "organization"; name: string | null };
/** Who is told. `people`: a person, who may know the names of those in his or her own organisation. */
export type ToldOf = { org: OrgNumber; people: boolean };

/**
 * How a remover is named: people by name to people of the same organisation, its programs by theirs; of others only the organisation, since who acts for it
 * is its own affair. Null for the server itself.
 */
export function nameRemover(actor: Actor, names: { actor: string | null; organization: string | null }, told: ToldOf): Remover | null {
  if (actor.kind === "system") return null;
  if (actor.org !== told.org) return actor.org === null ? null : { kind: "organization", name: names.organization ?? actor.org };
  return { kind: actor.kind, name: actor.kind === "person" && !told.people ? null : names.actor };
}

/** The deed of an entry, as the thing that it took away is found in it. */
export type Deed = { object: Record<string, unknown>; details: Record<string, unknown> };
type Entry = Deed & { at: Date; by: Remover | null };

/** A page may hold many rows; so many deeds of half an hour are looked at for them. */
const MOST = 2_000;
/** Milliseconds: the row is rounded to the nearest one, and the entry cut. */
const ROUNDED_MS = 1;
/** The log is written last in a deed, and a deed may have to wait. */
const SLACK_MS = 60_000;

/**
 * The removals of the last half hour in an organisation's log.
 *
 * @param owner whose log: the one that the things are of
 * @returns who did the one that fits, by what it took and when that ended
 */
export async function removersIn(
  db: Database,
  { env, owner, told }: { env: EnvironmentName; owner: OrgNumber; told: ToldOf },
  actions: readonly AuditAction[],
): Promise<(endedAt: Date, fits: (deed: Deed) => boolean) => Remover | null> {
  const { rows } = await sql<{ body: string; name: string | null; organization: string | null }>`
    select e.body, coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), c.name) as name, o.name as organization
      from (select at, env, seq from audit_entry_org where org = ${orgNumberToInt(owner)} and env = ${ENVIRONMENT_NUMBER[env]} and action = any(${actions}::text[])
              and at > now() - make_interval(secs => ${(UNDO_MS + SLACK_MS) / 1_000}) order by at desc limit ${MOST}) k
      join audit_entry e using (env, seq)
      left join person p on p.id = case when e.body::jsonb #>> '{actor,kind}' = 'person' then (e.body::jsonb #>> '{actor,person}')::uuid end
      left join client c on c.env = e.env and c.id = e.body::jsonb #>> '{actor,client}'
      left join organization o on o.number = case when e.body::jsonb #>> '{actor,org}' ~ '^[0-9]{9}$' then (e.body::jsonb #>> '{actor,org}')::int end
     order by e.at, e.seq`.execute(db);
  const entries = rows.map(({ body, name, organization }): Entry => {
    const { actor, object, details, at } = JSON.parse(body) as Deed & { actor: Actor; at: string };
    // Of the row, `at` is when the transaction began.
    return { at: new Date(at), object, details, by: nameRemover(actor, { actor: name, organization }, told) };
  });
  return (endedAt, fits) => entries.find((entry) => entry.at.getTime() + ROUNDED_MS >= endedAt.getTime() && fits(entry))?.by ?? null;
}
