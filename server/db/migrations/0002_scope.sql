create table prefix (
  env        smallint not null references environment,
  prefix     text collate "C" not null check (prefix ~ '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$'),
  owner      int not null references organization,
  likeness   text collate "C" not null, -- vocabulary/scope-name.ts, likenessOf: no two owners for names that look the same
  active     boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (env, prefix)
);
create index prefix_by_owner on prefix (env, owner);
create index prefix_by_likeness on prefix (env, likeness);

create table scope (
  env                          smallint not null,
  id                           int generated always as identity,
  name                         text collate "C" not null check (length(name) <= 255),
  prefix                       text collate "C" not null,
  subscope                     text collate "C" not null,
  owner                        int not null references organization,
  description                  text not null,
  long_description             text,
  translations                 jsonb not null default '{}', -- {"description#nn": "…"}: the members with a language tag, as callers send them
  active                       boolean not null default true,
  locked_at                    timestamptz(3),              -- by the operator
  lock_reason                  text,
  usable                       boolean not null generated always as (active and locked_at is null) stored,
  visibility                   text not null default 'PUBLIC' check (visibility in ('PUBLIC', 'PRIVATE', 'INTERNAL')),
  allowed_integration_types    text[] not null default '{}', -- empty: every type
  open_to_all                  boolean not null default false,
  delegation_source            text,                         -- the issuer; the mark 'self' for this installation, so that no row keeps our address
  token_type                   text not null default 'SELF_CONTAINED' check (token_type in ('SELF_CONTAINED', 'OPAQUE')),
  at_max_age                   int not null default 0 check (at_max_age >= 0),                 -- seconds; 0: the client's own
  authorization_max_lifetime   int not null default 0 check (authorization_max_lifetime >= 0), -- seconds
  requires_user_consent        boolean not null default false,
  requires_user_authentication boolean not null default false,
  requires_pseudonymous_tokens boolean not null default false,
  enforced_audience            text,
  typed_tokens                 boolean not null default false, -- header typ at+jwt (RFC 9068)
  supports_european_businesses boolean not null default false,
  protected                    boolean not null default false,
  version                      int not null default 1, -- ETag
  created_at                   timestamptz(3) not null default now(),
  updated_at                   timestamptz(3) not null default now(),
  primary key (env, id),
  unique (env, name),
  foreign key (env, prefix) references prefix (env, prefix),
  constraint scope_name_is_its_parts check (name = prefix || ':' || subscope),
  constraint scope_locked_with_reason check ((locked_at is null) = (lock_reason is null))
);
create index scope_by_owner on scope (env, owner, name);
-- Whoever changes a scope raises its version: the ETag of the scope, and their sum that of the public list, which must not miss a change.
create function raise_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger scope_version before update on scope for each row execute function raise_version();

-- One row per time an access was given; nothing is un-ended. The state that callers see: a living row is APPROVED, else the newest ended one is DENIED.
create table access (
  env        smallint not null,
  id         uuid not null,
  scope      int not null,
  org        int not null references organization,
  valid_from timestamptz(3) not null default now(),
  valid_to   timestamptz(3),
  given_at   timestamptz(3) not null default now(),
  reason     text,
  ended_at   timestamptz(3),
  ended_why  text check (ended_why in ('removed', 'expired', 'replaced')),
  restores   uuid, -- the removed row that this one brings back (undo): with its dates, and with its public id
  public_id  uuid, -- null: its own id
  primary key (env, id),
  unique (env, restores), -- a removal is undone once
  foreign key (env, scope) references scope (env, id),
  foreign key (env, restores) references access (env, id),
  constraint access_ends_after_it_begins check (valid_to is null or valid_to > valid_from),
  constraint access_ended_for_a_reason check ((ended_at is null) = (ended_why is null)),
  constraint access_restores_with_public_id check ((restores is null) = (public_id is null))
);
-- At most one living access of an organisation to a scope, also when two people click at once. The token statement looks access up here.
create unique index access_living on access (env, org, scope) where ended_at is null;
create index access_by_scope on access (env, scope, org, given_at desc);
create index access_by_org on access (env, org, given_at desc);
