-- A used grant is remembered by a hash over use, environment, client and jti (concurrency.md §3, scheme A): one key over all, purged by time of arrival.
create table used_grant (
  mark  bytea primary key,
  token uuid not null,
  at    timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off, fillfactor = 100);
create index used_grant_by_age on used_grant (at);

-- The log of tokens and refusals, a partition per UTC day (server/token/log-partitions.ts makes and ends them). No foreign keys: a day must come and go alone.
create table token_issuance (
  at       timestamptz(3) not null,
  env      smallint not null,
  token    uuid not null, -- id of the request; the first half of the token's jti, and the trace id
  client   text collate "C" not null,
  key      uuid,          -- null: enterprise certificate in the grant
  consumer int not null,
  supplier int,
  scopes   text not null,
  exp      bigint not null, -- seconds since 1970, as in the token
  address  inet,
  xid      bigint not null default pg_current_xact_id()::text::bigint -- what has been sealed is told by transaction, not by clock (concurrency.md §5)
) partition by range (at);
create index token_issuance_by_client on token_issuance (env, client, at desc, token desc);
create index token_issuance_by_age on token_issuance using brin (at);
create index token_issuance_by_xid on token_issuance using brin (xid);

create table token_refusal (
  at      timestamptz(3) not null,
  env     smallint not null,
  token   uuid not null,
  client  text collate "C" not null,
  org     int, -- the client's owner
  code    smallint not null, -- vocabulary/refusals.ts, number
  detail  text,
  scopes  text,
  address inet,
  xid     bigint not null default pg_current_xact_id()::text::bigint
) partition by range (at);
create index token_refusal_by_client on token_refusal (env, client, at desc, token desc);
create index token_refusal_by_age on token_refusal using brin (at);
create index token_refusal_by_xid on token_refusal using brin (xid);

-- One row per batch of the token statement, chained per writer (a token connection): an ended or edited record breaks the minute's seal.
create table token_batch (
  writer  uuid not null,
  seq     int not null,
  at      timestamptz(3) not null default now(),
  prev    bytea not null,
  hash    bytea not null,
  granted int not null,
  refused int not null,
  primary key (writer, seq)
);
create index token_batch_by_age on token_batch using brin (at);
