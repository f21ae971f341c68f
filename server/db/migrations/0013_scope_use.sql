-- How much each scope is used, by day in Norway and consumer: counted from the log, which has no index for it (server/token/use-count.ts).
create table scope_use (
  env      smallint not null,
  scope    int not null,
  day      date not null,
  consumer int not null, -- of a refusal the client's owner: its record does not tell for whom a supplier asked
  tokens   bigint not null,
  refused  bigint not null, -- for want of access to the scope
  last_at  timestamptz(3), -- of the last token; null: none
  primary key (env, scope, day, consumer)
);
create index scope_use_by_consumer on scope_use (env, scope, consumer, day desc);
create index scope_use_by_day on scope_use (day);

-- How far the log is counted: by transaction id, since a clock may step and a commit may be slow. What is counted and how far goes into one commit.
create table scope_use_mark (
  env        smallint primary key,
  xid        bigint not null default 0, -- everything below is counted
  counted_at timestamptz(3) not null default '2000-01-01T00:00:00Z'
);
insert into scope_use_mark (env) values (1), (2);

-- The log of one scope, for its owner. Most entries are about something else.
create index audit_entry_by_scope on audit_entry (env, ((body::jsonb #>> '{object,scope}')), at desc, seq desc)
  where body::jsonb #>> '{object,scope}' is not null;
