import { type RawBuilder, sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { ATTENTION_KINDS } from "../../contract/overview.ts";
import { refusal, refusalOfNumber } from "../../vocabulary/refusals/refusals.ts";
import type { Database } from "../db/open.ts";

/** What needs attention. See contract/overview.ts. */
export type Attention = {
  kind: (typeof ATTENTION_KINDS)[number];
  clientId: string | null;
  clientName: string | null;
  kid: string | null;
  scope: string | null;
  at: Date | null;
  count: number | null;
  orMore: boolean;
  code: string | null;
};

const MOST_OF_A_KIND = 5;
/** Clients whose refusals are counted, and refusals that are counted of each: somebody waits for the answer. */
const CLIENTS = 200;
const REFUSALS = 1_000;

type Row = Omit<Attention, "orMore" | "code"> & { code: number | null };

/** The last key of a client has ended, or ends soon: another that lives on takes over, and needs no attention. */
const keys = (env: number, org: number): RawBuilder<Row> => sql`
  select case when k.expires_at <= now() then 'key_expired' else 'key_expiring' end as kind, c.id as "clientId", c.name as "clientName", k.kid,
    null as scope, k.expires_at as at, null::int as count, null::int as code
  from client c, lateral (select kid, expires_at from client_key where env = c.env and client = c.id and ended_at is null order by expires_at desc limit 1) k
  where c.env = ${env} and c.org = ${org} and c.usable and k.expires_at < now() + interval '30 days' order by k.expires_at limit ${MOST_OF_A_KIND * 2}`;

const refusals = (env: number, org: number): RawBuilder<Row> => sql`
  select 'tokens_refused' as kind, c.id as "clientId", c.name as "clientName", null as kid, null as scope, r.at, r.count, r.code
  from (select id, name from client where env = ${env} and org = ${org} and usable order by created_at desc limit ${CLIENTS}) c,
    lateral (select max(at) as at, count(*)::int as count, (array_agg(code order by at desc))[1]::int as code
      from (select at, code from token_refusal where env = ${env} and client = c.id and at > now() - interval '7 days' order by at desc limit ${REFUSALS + 1}) t) r
  where r.count > 0 order by r.count desc, c.id limit ${MOST_OF_A_KIND}`;

const endings = (env: number, org: number): RawBuilder<Row> => sql`
  select 'access_ending' as kind, null as "clientId", null as "clientName", null as kid, s.name as scope, a.valid_to as at, null::int as count, null::int as code
  from access a join scope s on s.env = a.env and s.id = a.scope
  where a.env = ${env} and a.org = ${org} and a.ended_at is null and a.valid_to > now() and a.valid_to < now() + interval '30 days'
  order by a.valid_to limit ${MOST_OF_A_KIND}`;

/** Of accesses that have been there for a year. */
const unused = (env: number, org: number): RawBuilder<Row> => sql`
  select 'access_unused' as kind, null as "clientId", null as "clientName", null as kid, min(s.name) as scope, null::timestamptz as at, count(*)::int as count,
    null::int as code
  from access a join scope s on s.env = a.env and s.id = a.scope
  where a.env = ${env} and a.org = ${org} and a.ended_at is null and (a.valid_to is null or a.valid_to > now()) and a.given_at < now() - interval '12 months'
    and not exists (select from scope_use u where u.env = a.env and u.scope = a.scope and u.consumer = a.org and u.tokens > 0 and u.day > now() - interval '12 months')
  having count(*) > 0`;

/** For those who run the installation. What has been decided since or sent again is not among it. */
const applications = (env: number): RawBuilder<Row> => sql`
  select 'prefix_applications_waiting' as kind, null as "clientId", null as "clientName", null as kid, null as scope, min(submitted_at) as at, count(*)::int as count,
    null::int as code
  from prefix_application where env = ${env} and state = 'submitted' having count(*) > 0`;

const stoppedMails = (env: number): RawBuilder<Row> => sql`
  select 'mails_stopped' as kind, null as "clientId", null as "clientName", null as kid, null as scope, min(at) as at, count(*)::int as count, null::int as code
  from (select dead_at as at from mail_event where (env = ${env} or env is null) and state = 'dead' limit ${REFUSALS + 1}) m having count(*) > 0`;

/**
 * What needs attention in an organisation, the worst first.
 * @param isOperator whether the reader also runs the installation: then what waits there, too
 */
export async function attentionOf(db: Database, env: EnvironmentName, org: OrgNumber, isOperator: boolean): Promise<Attention[]> {
  const [number, organization] = [ENVIRONMENT_NUMBER[env], orgNumberToInt(org)];
  const found: Row[] = [];
  for (const query of [keys, refusals, endings, unused]) found.push(...(await query(number, organization).execute(db)).rows);
  if (isOperator) for (const query of [applications, stoppedMails]) found.push(...(await query(number).execute(db)).rows);
  return ATTENTION_KINDS.flatMap((kind) =>
    found
      .filter((row) => row.kind === kind)
      .slice(0, MOST_OF_A_KIND)
      .map((row) => ({
        ...row,
        count: row.count === null ? null : Math.min(row.count, REFUSALS),
        orMore: (row.count ?? 0) > REFUSALS,
        code: codeOf(row.code),
      })),
  );
}

function codeOf(number: number | null): string | null {
  const name = number === null ? undefined : refusalOfNumber(number);
  return name ? refusal(name).code : null;
}

export type Steps = { registeredAt: Date; client: { clientId: string; name: string } | null; hasKey: boolean; firstTokenAt: Date | null };

/** How far an organisation has come on its way to a first token, as far as its own rows tell. */
export async function stepsOf(db: Database, env: EnvironmentName, org: OrgNumber): Promise<Steps> {
  const [number, organization] = [ENVIRONMENT_NUMBER[env], orgNumberToInt(org)];
  const { rows } = await sql<{ registered_at: Date; id: string | null; name: string | null; has_key: boolean; first_token_at: Date | null }>`
    with mine as (select id, name, usable, created_at from client where env = ${number} and org = ${organization} order by created_at limit ${CLIENTS})
    select o.created_at as registered_at, f.id, f.name,
      exists (select from mine m join client_key k on k.env = ${number} and k.client = m.id where m.usable and k.ended_at is null and k.expires_at > now()) as has_key,
      (select min(t.at) from mine m, lateral (select at from token_issuance where env = ${number} and client = m.id order by at limit 1) t) as first_token_at
    from organization o left join lateral (select id, name from mine where usable order by created_at limit 1) f on true where o.number = ${organization}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("The caller's own organisation is always there.");
  return {
    registeredAt: row.registered_at,
    client: row.id === null ? null : { clientId: row.id, name: row.name ?? "" },
    hasKey: row.has_key,
    firstTokenAt: row.first_token_at,
  };
}
