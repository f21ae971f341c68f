-- People, shared by the environments like organisations. Everything else, the audit log too, knows a person by the opaque id alone: erasing what stands
-- here leaves the rest whole (SEC-133).
create table person (
  id              uuid primary key,
  identity_number text collate "C" unique check (identity_number ~ '^[0-9]{11}$'), -- null: erased
  first_name      text not null default '',
  last_name       text not null default '', -- empty: no register has told us the name
  language        text check (language in ('nb', 'nn', 'en')), -- null: as the browser wishes
  last_login_at   timestamptz(3),
  created_at      timestamptz(3) not null default now(),
  updated_at      timestamptz(3) not null default now()
);

-- Roles as the business register tells them (altinn.md §5.1): held by a person, or by an organisation whose key people then act.
create table register_role (
  organization int not null references organization,
  code         text collate "C" not null check (code ~ '^[A-ZÆØÅ]{2,5}$'),
  person       uuid references person,
  holder       int references organization,
  created_at   timestamptz(3) not null default now(),
  unique nulls not distinct (organization, code, person, holder),
  constraint register_role_has_one_holder check ((person is null) <> (holder is null)),
  constraint register_role_of_another check (holder is distinct from organization)
);
create index register_role_by_person on register_role (person, organization);
create index register_role_by_holder on register_role (holder);

-- What a role gives, and whether its holder also acts in every role that the organisation itself holds: data, for the sources disagree and the register
-- changes. The default is the table of altinn.md §5.1 (docs/decisions/choices.md).
create table register_role_map (
  code     text collate "C" primary key,
  key_role boolean not null,
  rights   text[] not null,
  constraint register_role_map_gives_known_rights check (rights <@ array['main_administrator', 'access_manager', 'api_manager', 'client_manager', 'supplier_manager', 'test_only', 'viewer'])
);
insert into register_role_map (code, key_role, rights)
select code, true, array['main_administrator', 'access_manager', 'api_manager', 'client_manager', 'supplier_manager']
  from unnest(array['DAGL', 'LEDE', 'INNH', 'DTSO', 'DTPR', 'BEST', 'KOMP', 'BOBE']) code
union all select 'KNUF', false, array['access_manager', 'api_manager', 'client_manager', 'supplier_manager']
union all select code, false, array['access_manager'] from unnest(array['REPR', 'KEMN', 'KOMK', 'FFØR', 'SAM', 'SREVA']) code
union all select code, false, array[]::text[] from unnest(array['NEST', 'MEDL', 'VARA', 'OBS', 'KONT']) code;

-- One row per time a right was given; nothing is un-ended, an undo is a row of its own (as for accesses).
create table person_right (
  env          smallint not null references environment,
  id           uuid not null,
  organization int not null references organization,
  person       uuid not null references person,
  name         text not null check (name in ('main_administrator', 'access_manager', 'api_manager', 'client_manager', 'supplier_manager', 'test_only', 'viewer', 'platform_operator')),
  valid_from   timestamptz(3) not null default now(),
  valid_to     timestamptz(3),
  given_at     timestamptz(3) not null default now(),
  given_by     uuid references person, -- null: set-up, or the host
  ended_at     timestamptz(3),
  ended_by     uuid references person,
  ended_why    text check (ended_why in ('removed', 'expired', 'replaced')),
  restores     uuid, -- the removed row that this one brings back: with its dates and its public id
  public_id    uuid, -- null: its own id
  primary key (env, id),
  unique (env, restores), -- a removal is undone once
  foreign key (env, restores) references person_right (env, id),
  constraint person_right_ends_after_it_begins check (valid_to is null or valid_to > valid_from),
  constraint person_right_ended_for_a_reason check ((ended_at is null) = (ended_why is null)),
  constraint person_right_restores_with_public_id check ((restores is null) = (public_id is null)),
  constraint person_right_test_only_in_test check (name <> 'test_only' or env = 1)
);
create unique index person_right_living on person_right (env, organization, person, name) where ended_at is null;
create index person_right_by_person on person_right (person, env) where ended_at is null;
create index person_right_by_organization on person_right (env, organization, given_at desc);

-- A right that somebody asks for. At most one waits for the same.
create table right_request (
  env          smallint not null references environment,
  id           uuid not null,
  organization int not null references organization,
  person       uuid not null references person,
  name         text not null check (name in ('main_administrator', 'access_manager', 'api_manager', 'client_manager', 'supplier_manager', 'test_only', 'viewer')),
  message      text not null default '' check (length(message) <= 500),
  asked_at     timestamptz(3) not null default now(),
  expires_at   timestamptz(3) not null,
  state        text not null default 'pending' check (state in ('pending', 'approved', 'rejected', 'withdrawn', 'expired')), -- past its time a pending one counts as expired, written so or not
  decided_at   timestamptz(3),
  decided_by   uuid references person,
  answer       text not null default '' check (length(answer) <= 500),
  given        uuid, -- what the approval gave
  primary key (env, id),
  foreign key (env, given) references person_right (env, id),
  constraint right_request_decided_when_not_pending check ((decided_at is null) = (state = 'pending')),
  constraint right_request_test_only_in_test check (name <> 'test_only' or env = 1)
);
create unique index right_request_waiting on right_request (env, organization, person, name) where state = 'pending';
create index right_request_by_organization on right_request (env, organization, asked_at desc);
create index right_request_by_person on right_request (person, asked_at desc);

-- Numbers that did not go with the name: too many within an hour, and this person looks up nobody for a while.
create table identity_miss (
  person uuid not null references person,
  at     timestamptz(3) not null default now()
);
create index identity_miss_by_person on identity_miss (person, at);

-- Whom somebody has found by number and name: for a while he or she may be given something by the id, and the number need not be kept anywhere.
create table person_lookup (
  asker uuid not null references person,
  found uuid not null references person,
  at    timestamptz(3) not null default now(),
  primary key (asker, found)
);

-- Which organisations a person chose last: the picker shows them first.
create table recent_organization (
  person       uuid not null references person,
  organization int not null references organization,
  at           timestamptz(3) not null default now(),
  primary key (person, organization)
);
