-- Mail: the outbox, who is told what, and where.

-- The one address of a person. A new one waits beside the old one until it is verified, so that a slip of the keyboard cuts nobody off.
create table person_email (
  person      uuid primary key references person,
  address     text check (length(address) <= 254), -- verified: mails go here
  verified_at timestamptz(3),
  pending     text check (length(pending) <= 254), -- gets nothing but the mail that verifies it
  pending_at  timestamptz(3),
  constraint person_email_verified check ((address is null) = (verified_at is null)),
  constraint person_email_pending  check ((pending is null) = (pending_at is null))
);

-- Addresses of organisations that are told about events (glossary: varslingspunkt). Shared by the environments, as organisations are.
create table notification_point (
  id           uuid primary key,
  organization int not null references organization,
  address      text not null check (length(address) <= 254),
  label        text not null default '' check (length(label) <= 100),
  kinds        text[] not null check (kinds <@ array['incident', 'maintenance', 'change', 'key_expiry', 'access', 'request']),
  environments smallint[] not null,
  language     text not null check (language in ('nb', 'nn', 'en')),
  digest       text not null check (digest in ('at_once', 'daily')),
  verified_at  timestamptz(3), -- null: gets nothing but the mail that verifies it
  created_at   timestamptz(3) not null default now(),
  updated_at   timestamptz(3) not null default now(),
  removed_at   timestamptz(3)
);
create unique index notification_point_living on notification_point (organization, lower(address)) where removed_at is null;
create index notification_point_told on notification_point (id) where removed_at is null and verified_at is not null;

-- An address that somebody has to prove. The link of a mail holds a random token that is drawn when the mail is sent, and of which only the hash is kept.
create table email_verification (
  id         uuid primary key,
  person     uuid references person,
  point      uuid references notification_point,
  address    text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at    timestamptz(3),
  constraint email_verification_of_one check ((person is null) <> (point is null))
);
create index email_verification_by_age on email_verification (created_at);
create table email_verification_token (
  token_hash   bytea primary key,
  verification uuid not null references email_verification on delete cascade
);
create index email_verification_token_of on email_verification_token (verification);

-- The outbox: one row per mail, in the transaction of the deed that it tells of. It holds what the mail says and where its link leads, as a path: addresses and
-- secrets are put in when it is sent. No foreign keys, so that a deed locks nothing for it.
create table mail_event (
  id           uuid primary key, -- also of its Message-ID
  kind         text not null,
  env          smallint,
  organization int,              -- whom it is about
  person       uuid,             -- whom it is to: a person,
  point        uuid,             -- or a notification point
  address      text not null,
  language     text not null check (language in ('nb', 'nn', 'en')),
  content      jsonb not null,
  once         text unique,      -- what is told once only
  state        text not null check (state in ('held', 'waiting', 'queued', 'sent', 'gathered', 'dropped', 'dead')),
  round        smallint not null default 1, -- how many times it was queued: names its job
  tries        smallint not null default 0,
  last_error   text,             -- what kind of error, never what the other side wrote
  dropped_why  text,
  gathered_in  uuid,             -- the daily mail that it went out with
  created_at   timestamptz(3) not null default now(),
  queued_at    timestamptz(3),
  sent_at      timestamptz(3),
  dead_at      timestamptz(3)
);
create index mail_event_waiting on mail_event (created_at, id) where state = 'waiting';
create index mail_event_queued on mail_event (queued_at) where state = 'queued';
create index mail_event_held on mail_event (point, created_at) where state = 'held';
create index mail_event_dead on mail_event (dead_at desc, id) where state = 'dead';
create index mail_event_by_receiver on mail_event (lower(address), created_at);
create index mail_event_by_age on mail_event (created_at, id);

-- What many notification points are told. A job goes through them in the order of their ids and writes the mails of each chunk in the transaction that moves `after`.
create table mail_round (
  id         uuid primary key,
  told       jsonb not null,
  after      uuid,
  mails      int not null default 0,
  created_at timestamptz(3) not null default now(),
  done_at    timestamptz(3)
);
create index mail_round_open on mail_round (created_at) where done_at is null;
