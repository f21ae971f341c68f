create table client (
  env                   smallint not null references environment,
  id                    text collate "C" not null check (id ~ '^[A-Za-z0-9._-]{1,255}$'), -- compared byte for byte; new ones are lower-case UUIDs
  org                   int not null references organization,
  name                  text not null default '',
  description           text not null default '',
  integration_type      text not null default 'maskinporten' check (integration_type in ('maskinporten', 'krr')),
  active                boolean not null default true,
  locked_at             timestamptz(3),                 -- this client, by the operator
  lock_reason           text,
  owner_locked          boolean not null default false, -- its organisation, by the operator: kept here so that the token statement need not look there
  usable                boolean not null generated always as (active and locked_at is null and not owner_locked) stored,
  access_token_lifetime int not null default 120 check (access_token_lifetime >= 1), -- seconds
  -- Kept for callers that compare what they sent with what they read; nothing here is decided by them. In seconds.
  authorization_lifetime int not null default 7200 check (authorization_lifetime >= 0),
  refresh_token_lifetime int not null default 600 check (refresh_token_lifetime >= 0),
  refresh_token_usage   text not null default 'ONETIME' check (refresh_token_usage in ('ONETIME', 'REUSE')),
  uri                   text,
  accepts_token_endpoint_audience boolean not null default false, -- while a caller migrates (design.md §8)
  version               int not null default 1, -- ETag of the client
  keys_version          int not null default 1, -- ETag of its keys; also the lock under which keys change
  created_at            timestamptz(3) not null default now(),
  updated_at            timestamptz(3) not null default now(),
  primary key (env, id),
  constraint client_locked_with_reason check ((locked_at is null) = (lock_reason is null))
);
create index client_by_org on client (env, org, created_at desc, id);

create table client_scope (
  env      smallint not null,
  client   text collate "C" not null,
  scope    int not null,
  added_at timestamptz(3) not null default now(),
  primary key (env, client, scope),
  foreign key (env, client) references client (env, id),
  foreign key (env, scope) references scope (env, id)
);
create index client_scope_by_scope on client_scope (env, scope);

-- A key that was replaced or removed keeps its row; the token statement asks for the row that checked the signature, so a kid used again is another key.
create table client_key (
  env          smallint not null,
  id           uuid not null,
  client       text collate "C" not null,
  kid          text collate "C" not null check (kid ~ '^[A-Za-z0-9._-]{1,255}$'),
  jwk          jsonb not null,          -- public members only
  alg          text not null,           -- the first algorithm it may be used with
  pinned       boolean not null,        -- true: the JWK itself named alg, and no other is taken
  thumbprint   text not null,           -- RFC 7638, SHA-256
  certificate  boolean not null default false, -- has x5c: the client is tied to that certificate
  -- Everything that decides how a signature is checked with it. The token statement compares it with what a process may hold in its cache.
  fingerprint  text not null generated always as (thumbprint || case when pinned then ' ' || alg else '' end || case when certificate then ' ' || md5(jwk ->> 'x5c') else '' end) stored,
  created_at   timestamptz(3) not null default now(),
  updated_at   timestamptz(3) not null default now(),
  expires_at   timestamptz(3) not null,
  last_used_at timestamptz(3),
  ended_at     timestamptz(3),
  primary key (env, id),
  foreign key (env, client) references client (env, id)
);
create unique index client_key_living on client_key (env, client, kid) where ended_at is null;
create index client_key_by_client on client_key (env, client);
