-- How much the whole service is used, by day in Norway: counted from the log with scope_use, under the same mark (server/token/use-count.ts). What scope_use
-- tells would have to be added up over every consumer of every scope, and it does not know the refusals of other kinds.
create table service_use (
  env     smallint not null,
  what    text collate "C" not null check (what in ('all', 'code', 'scope', 'consumer')),
  day     date not null,
  id      int not null, -- of all: 0; of a code: the refusal's number; else the scope's id, or the number of the organisation
  tokens  bigint not null,
  refused bigint not null, -- of a scope: for want of access to it; of an organisation: its own clients'
  primary key (env, what, day, id)
);
create index service_use_by_day on service_use (day);
-- What has been counted already is counted here too, and nobody counts meanwhile.
lock table scope_use_mark in exclusive mode;
with issued as (select t.env, t.consumer, (t.at at time zone 'Europe/Oslo')::date as day from token_issuance t join scope_use_mark m on m.env = t.env where t.xid < m.xid),
refused as (select t.env, t.org, t.code, (t.at at time zone 'Europe/Oslo')::date as day from token_refusal t join scope_use_mark m on m.env = t.env where t.xid < m.xid),
used as (
  select env, 'all' as what, day, 0 as id, 1 as tokens, 0 as refused from issued
  union all select env, 'consumer', day, consumer, 1, 0 from issued
  union all select env, 'all', day, 0, 0, 1 from refused
  union all select env, 'code', day, code, 0, 1 from refused
  union all select env, 'consumer', day, org, 0, 1 from refused where org is not null
  union all select env, 'scope', day, scope, tokens, refused from scope_use
)
insert into service_use (env, what, day, id, tokens, refused) select env, what, day, id, sum(tokens), sum(refused) from used group by env, what, day, id;
