-- Sessions of people (SEC-120). The cookie holds a random value, of which only the hash is kept: whoever reads the table cannot log in with it.
create table session (
  id               uuid primary key, -- names it in lists and logs
  secret_hash      bytea not null unique,
  person           uuid not null references person,
  provider         text not null,       -- which login service of the settings
  subject          text not null,       -- its `sub`
  provider_session text,                -- its `sid`, for log-out from there
  level            text not null check (level in ('low', 'substantial', 'high')),
  environments     smallint[] not null, -- those that its login service is trusted for
  authenticated_at timestamptz(3) not null,
  created_at       timestamptz(3) not null default now(),
  last_seen_at     timestamptz(3) not null default now(),
  expires_at       timestamptz(3) not null,
  ended_at         timestamptz(3),
  ended_why        text check (ended_why in ('logged_out', 'logged_out_at_provider', 'replaced', 'ended_by_person', 'ended_by_administrator', 'no_rights_left')),
  address          inet,
  browser          text not null default '' check (length(browser) <= 300),
  constraint session_ended_for_a_reason check ((ended_at is null) = (ended_why is null))
);
create index session_by_person on session (person, last_seen_at desc);
create index session_by_provider on session (provider, provider_session) where ended_at is null;
create index session_by_age on session (expires_at);

-- A login that is under way: it can only end in the browser in which it began (SEC-122).
create table login_attempt (
  state_hash    bytea primary key,
  browser_hash  bytea not null, -- of the cookie that the browser got when it set out
  provider      text not null,
  nonce         text not null,
  code_verifier text not null,
  return_to     text not null check (return_to like '/%'),
  step_up_of    uuid references session, -- whose login this renews: then the same person must come back
  wanted_level  text not null check (wanted_level in ('low', 'substantial', 'high')),
  at            timestamptz(3) not null default now()
);
create index login_attempt_by_age on login_attempt (at);
