-- An append-only chain per environment, and one (env 0) for what environments share. The head row is locked last in each deed (concurrency.md §5).
create table audit_head (
  env  smallint primary key,
  seq  bigint not null,
  hash bytea not null
) with (fillfactor = 20);
insert into audit_head (env, seq, hash) values (0, 0, sha256('fullmakt audit 0'::bytea)), (1, 0, sha256('fullmakt audit 1'::bytea)), (2, 0, sha256('fullmakt audit 2'::bytea));

create table audit_entry (
  env  smallint not null,
  seq  bigint not null,
  body text not null, -- canonical JSON (RFC 8785): the bytes that are hashed
  hash bytea not null, -- SHA-256 of the previous hash and the body
  orgs int[] not null default '{}', -- whose log it stands in
  at   timestamptz(3) not null default now(),
  primary key (env, seq)
);
create index audit_entry_by_org on audit_entry using gin (orgs);

-- What can be led to a person stands apart; the chained body holds only a salted hash of it, so erasing a row here breaks nothing (SEC-133).
create table audit_person (
  env  smallint not null,
  seq  bigint not null,
  salt text not null,
  data jsonb not null,
  primary key (env, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are only appended';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_change();

-- Answers kept so that a repeated request of our own API is not carried out twice.
create table idempotency_key (
  env          smallint not null,
  client       text collate "C" not null,
  key          text collate "C" not null,
  request_hash bytea not null,
  status       int not null,
  headers      jsonb not null,
  body         text not null,
  at           timestamptz not null default now(),
  primary key (env, client, key)
);
create index idempotency_key_by_age on idempotency_key (at);

-- How far the log of tokens is sealed into the chains: by transaction id, since a clock may step and a commit may be slow (concurrency.md §5).
create table token_seal (
  env       smallint primary key,
  xid       bigint not null default 0, -- everything below is sealed
  sealed_at timestamptz(3) not null default now()
);
insert into token_seal (env) values (1), (2);
