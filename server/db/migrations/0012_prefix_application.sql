-- Whom those who use an organisation's APIs turn to. Once for the organisation: the same people answer for both environments, and one that was entered while
-- testing is there when production refuses.
create table provider_contact (
  organization int primary key references organization,
  name         text not null check (length(name) between 1 and 200),
  email        text check (length(email) <= 254),
  url          text check (length(url) <= 500 and url ~ '^https://'),
  version      int not null default 1,
  updated_at   timestamptz(3) not null default now(),
  updated_by   uuid references person, -- null: a program, or set-up
  constraint provider_contact_leads_somewhere check (email is not null or url is not null)
);

-- A prefix that an organisation has applied for, with what it answered; decided ones stay, so that they can be read and answered anew (selfservice.md J2).
create table prefix_application (
  env           smallint not null references environment,
  id            uuid not null,
  organization  int not null references organization,
  prefix        text collate "C" not null check (prefix ~ '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$' and length(prefix) between 2 and 64),
  purpose       text not null check (length(purpose) between 1 and 500),
  legal_basis   text not null default '' check (length(legal_basis) <= 500),
  consumers     text not null check (consumers in ('up_to_5', 'up_to_15', 'more_than_15')), -- expected in the first year
  contact_name  text not null check (length(contact_name) between 1 and 200),
  contact_email text not null check (length(contact_email) <= 254),
  submitted_at  timestamptz(3) not null default now(), -- the price was accepted then
  submitted_by  uuid references person, -- null: a program
  state         text not null default 'submitted' check (state in ('submitted', 'allotted', 'rejected', 'withdrawn')),
  decided_at    timestamptz(3),
  decided_by    uuid references person, -- null: a program, or none has
  reason        text not null default '' check (length(reason) <= 500),
  primary key (env, id),
  constraint prefix_application_decided_when_not_submitted check ((decided_at is null) = (state = 'submitted')),
  constraint prefix_application_rejected_with_reason check (state <> 'rejected' or reason <> '')
);
create unique index prefix_application_waiting on prefix_application (env, organization, prefix) where state = 'submitted';
create index prefix_application_by_organization on prefix_application (env, organization, id);
create index prefix_application_by_state on prefix_application (env, state, id);
