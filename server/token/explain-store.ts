import { sql } from "kysely";
import { orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import { BEGUN } from "../scopes/operations.ts";
import type { ExplainedScope, ExplainFacts, Question } from "./explain.ts";

/** Reads the facts behind a question. Beside the token statement the one place that looks across scopes, accesses and clients; it only reads. */
export async function readExplainFacts(db: Database, env: number, { client: id, kid, consumerOrg, scopes }: Question): Promise<ExplainFacts> {
  const { rows: clients } = await sql<{
    now: Date;
    org: number | null;
    active: boolean;
    lock_reason: string | null;
    owner_locked: boolean;
    integration_type: string;
    has_keys: boolean;
  }>`
    select now() as now, c.org, c.active, c.lock_reason, c.owner_locked, c.integration_type,
      exists (select from client_key k where k.env = c.env and k.client = c.id and k.ended_at is null) as has_keys
    from (values (1)) one left join client c on c.env = ${env} and c.id = ${id}`.execute(db);
  const found = clients[0]!;
  const { rows: keys } = await sql<{ kid: string; expires_at: Date; ended_at: Date | null }>`
    select kid, expires_at, ended_at from client_key where env = ${env} and client = ${id} and (${kid}::text is null and ended_at is null or kid = ${kid}::text)
    order by ended_at desc nulls first, expires_at desc`.execute(db);
  const consumer = consumerOrg === null ? found.org : orgNumberToInt(consumerOrg);
  const { rows } = await sql<{
    name: string;
    owner: number;
    active: boolean;
    lock_reason: string | null;
    on_client: boolean;
    allowed_integration_types: string[];
    open_to_all: boolean;
    valid_from: Date | null;
    valid_to: Date | null;
    ended_at: Date | null;
    ended_why: string | null;
  }>`
    select s.name, s.owner, s.active, s.lock_reason, s.allowed_integration_types, s.open_to_all,
      exists (select from client_scope cs where cs.env = s.env and cs.client = ${id} and cs.scope = s.id) as on_client,
      a.valid_from, a.valid_to, a.ended_at, a.ended_why
    from scope s left join lateral (
      select ${BEGUN} as valid_from, a.valid_to, a.ended_at, a.ended_why from access a
      where a.env = s.env and a.scope = s.id and a.org = ${consumer}::int order by a.ended_at desc nulls first, a.given_at desc limit 1) a on true
    where s.env = ${env} and s.name = any (${scopes})`.execute(db);
  const explained = rows.map((row): [ScopeName, ExplainedScope] => [
    row.name as ScopeName,
    {
      name: row.name as ScopeName,
      provider: orgNumberFromInt(row.owner),
      active: row.active,
      locked: row.lock_reason,
      onClient: row.on_client,
      allowedTypes: row.allowed_integration_types,
      openToAll: row.open_to_all,
      access: row.valid_from && { validFrom: row.valid_from, validTo: row.valid_to, endedAt: row.ended_at, endedWhy: row.ended_why },
    },
  ]);
  return {
    now: found.now,
    client:
      found.org === null
        ? null
        : {
            owner: orgNumberFromInt(found.org),
            active: found.active,
            locked: found.lock_reason,
            ownerLocked: found.owner_locked,
            type: found.integration_type,
          },
    keys: keys.map((key) => ({ kid: key.kid, expiresAt: key.expires_at, endedAt: key.ended_at })),
    hasKeys: found.has_keys,
    scopes: new Map(explained),
  };
}
