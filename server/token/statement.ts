/**
 * The token statement: for every request of a batch, in one commit, the mark of the used grant, the access decision and the record (design.md §2.1,
 * concurrency.md §1, where every line of it was tried under fire). It runs in autocommit, READ COMMITTED, on the primary.
 *
 * decide.ts says the same rule in TypeScript, and statement.test.ts holds the two together. The answer per request is
 * `1000 × code + position of the scope`, the smallest wins; 999 is the only code that grants, and no null anywhere can become it.
 */
import { HOLDS } from "../scopes/operations.ts";
import { refusalNumber } from "../../vocabulary/refusals/refusals.ts";

/** The code of a granted request. */
export const GRANTED = 999;
/** The code of a request whose key was remembered, and is registered otherwise now or not any more: nothing was decided, marked or recorded. */
export const OUTDATED = 998;

const code = {
  client: refusalNumber("client_not_found"),
  kid: refusalNumber("unknown_kid"),
  key: refusalNumber("expired_key"),
  kidRequired: refusalNumber("kid_required"),
  used: refusalNumber("grant_used"),
  scope: refusalNumber("scope_not_on_client"),
  type: refusalNumber("scope_of_other_type"),
  access: refusalNumber("no_access"),
  delegation: refusalNumber("not_delegated"),
};

/** Named, so that it is planned once per connection; another text needs another name. */
export const STATEMENT_NAME = "token-2";

/**
 * When it is sent again because nobody knows what became of the first: a refusal that the first one recorded is not recorded twice, and "used before" is
 * not recorded at all, since it may be the request's own mark that is met. Who knows better records it afterwards (batch.ts).
 */
const ONLY_NEWS = `and code <> ${refusalNumber("grant_used")}000
  and not exists (select from token_refusal t where t.token = r.token and t.at > now() - interval '15 minutes')`;

/** Parameters 1–13 are arrays, one element per request; 14–17 belong to the batch. See {@link StatementRow} for what comes back. */
const textOf = (which: "first" | "repeat"): string => `
with q as materialized (
  select q.*, c.org, c.integration_type, c.access_token_lifetime, k.id as key,
    case when q.refused is not null then q.refused * 1000
         when c.usable is not true then ${code.client}000
         when q.kid is not null and k.id is null then case when q.remembered = 1 then ${OUTDATED}000 else ${code.kid}000 end
         when q.kid is not null and k.expires_at <= now() then ${code.key}000
         when q.kid is null and (select true from client_key x where x.env = q.env and x.client = q.client and x.ended_at is null limit 1) then ${code.kidRequired}000
    end as early
  from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::bytea[], $8::uuid[], $9::int[], $10::int[], $11::text[], $12::inet[], $13::int[])
    with ordinality as q(env, client, kid, fingerprint, on_behalf, scopes, mark, token, cap, refused, detail, address, remembered, n)
  left join lateral (select c.org, c.usable, c.integration_type, c.access_token_lifetime from client c where c.env = q.env and c.id = q.client limit 1) c on true
  left join lateral (select k.id, k.expires_at from client_key k
    where k.env = q.env and k.client = q.client and k.kid = q.kid and k.ended_at is null and k.fingerprint = q.fingerprint limit 1) k on true
),
m as (
  insert into used_grant (mark, token) select q.mark, q.token from q where q.early is null order by q.mark, q.n on conflict do nothing returning token
),
r as materialized (
  select q.*, coalesce(q.early, case when q.token not in (select token from m) then ${code.used}000 end, d.code, ${code.scope}001) as code,
    least(q.access_token_lifetime, d.max_age, q.cap) as lifetime, d.audiences, d.typed
  from q
  left join lateral (
    select min(s.pos + 1000 * case
        when x.usable is not true
          or (select true from client_scope cs where cs.env = q.env and cs.client = q.client and cs.scope = x.id limit 1) is null then ${code.scope}
        when x.allowed_integration_types <> '{}' and q.integration_type <> all (x.allowed_integration_types) then ${code.type}
        when x.open_to_all is not true and (select true from access a
          where a.env = q.env and a.org = coalesce(q.on_behalf, q.org) and a.scope = x.id and ${HOLDS} limit 1) is null then ${code.access}
        when q.on_behalf is not null then ${code.delegation}
        else ${GRANTED} end) as code,
      min(nullif(x.at_max_age, 0)) as max_age,
      array_agg(distinct x.enforced_audience) filter (where x.enforced_audience is not null) as audiences,
      bool_or(x.typed_tokens) as typed
    from unnest(string_to_array(q.scopes, ' ')) with ordinality s(name, pos)
    left join lateral (select x.id, x.usable, x.open_to_all, x.allowed_integration_types, x.at_max_age, x.enforced_audience, x.typed_tokens
      from scope x where x.env = q.env and x.name = s.name limit 1) x on true
    where q.early is null
  ) d on true
),
i as (
  insert into token_issuance (at, env, token, client, key, consumer, supplier, scopes, exp, address)
  select now(), env, token, client, key, coalesce(on_behalf, org), case when on_behalf is not null then org end, scopes,
    floor(extract(epoch from now()))::bigint + lifetime, address
  from r where code / 1000 = ${GRANTED}
),
f as (
  insert into token_refusal (at, env, token, client, org, code, detail, scopes, address)
  select now(), env, token, client, org, code / 1000, coalesce(detail, (string_to_array(scopes, ' '))[nullif(code % 1000, 0)]), scopes, address
  from r where code / 1000 not in (${GRANTED}, ${OUTDATED}) and org is not null ${which === "repeat" ? ONLY_NEWS : ""}
),
w as (
  insert into token_batch (writer, seq, prev, hash, granted, refused)
  select $14::uuid, $15::int, $16::bytea, $17::bytea, count(*) filter (where code / 1000 = ${GRANTED}),
    count(*) filter (where code / 1000 not in (${GRANTED}, ${OUTDATED})) from r
)
select n::int, (code / 1000)::int as code, (code % 1000)::int as position, org, lifetime::int, floor(extract(epoch from now()))::float8 as iat, audiences, typed,
  case when code / 1000 = ${GRANTED} then
    (select array_agg(p.prefix order by p.prefix) from prefix p where p.env = r.env and p.owner = coalesce(r.on_behalf, r.org) and p.active) end as prefixes
from r order by n`;

export const STATEMENT = textOf("first");
export const REPEATED_STATEMENT = textOf("repeat");

/** One row per request, in their order. */
export type StatementRow = {
  n: number;
  /** A number of the catalogue, {@link GRANTED}, or {@link OUTDATED}. */
  code: number;
  /** 1 for the first scope as written; 0 when it is not about a scope. */
  position: number;
  org: number | null;
  /** Seconds the token lives: the least of the scopes' limits, the client's and the environment's (maskinporten.md 4.5). */
  lifetime: number;
  /** Seconds since 1970 on the database's clock: `iat` of the token. */
  iat: number;
  audiences: string[] | null;
  typed: boolean | null;
  prefixes: string[] | null;
};

/**
 * After a lost connection (concurrency.md §1): whose mark stands, and what the record of the request says. Parameters: marks, tokens. One row per request.
 */
export const RECOVER = `
select t.n::int, u.token = t.token as ours, i.exp::float8 as exp, floor(extract(epoch from i.at))::float8 as iat, f.code::int as refused, f.detail,
  d.audiences, d.typed,
  (select array_agg(p.prefix order by p.prefix) from prefix p where p.env = i.env and p.owner = i.consumer and p.active) as prefixes
from unnest($1::bytea[], $2::uuid[]) with ordinality t(mark, token, n)
left join used_grant u on u.mark = t.mark
left join lateral (select i.env, i.exp, i.at, i.consumer, i.scopes from token_issuance i where i.token = t.token and i.at > now() - interval '15 minutes' limit 1) i on true
left join lateral (select f.code, f.detail from token_refusal f where f.token = t.token and f.at > now() - interval '15 minutes' limit 1) f on true
left join lateral (
  select array_agg(distinct x.enforced_audience) filter (where x.enforced_audience is not null) as audiences, bool_or(x.typed_tokens) as typed
  from scope x where x.env = i.env and x.name = any (string_to_array(i.scopes, ' '))) d on true
order by t.n`;

export type RecoveredRow = {
  n: number;
  ours: boolean | null;
  exp: number | null;
  iat: number | null;
  refused: number | null;
  detail: string | null;
  audiences: string[] | null;
  typed: boolean | null;
  prefixes: string[] | null;
};
