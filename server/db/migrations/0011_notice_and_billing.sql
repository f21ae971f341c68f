-- What the operator tells everybody (glossary: driftsmelding). Nothing is deleted: a notice that was wrong is withdrawn, and stays in the history.
create table service_notice (
  id           uuid primary key,
  severity     text not null check (severity in ('incident', 'maintenance', 'change')),
  environments smallint[] not null,
  starts_at    timestamptz(3) not null,
  ends_at      timestamptz(3),
  title        jsonb not null, -- by language
  body         jsonb not null,
  version      int not null default 1,
  published_at timestamptz(3) not null default now(),
  updated_at   timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  constraint service_notice_ends_after_start check (ends_at is null or ends_at > starts_at)
);
create index service_notice_newest on service_notice (published_at desc, id desc);

-- Where invoices of an organisation go: once for the organisation, not once for each integration (selfservice.md J16).
create table billing_details (
  organization   int primary key references organization,
  receiver       int not null,       -- who gets the invoice: often the organisation itself
  ehf            boolean not null,
  peppol_id      text check (peppol_id ~ '^[0-9]{4}:[A-Za-z0-9]{1,50}$'),
  email          text check (length(email) <= 254),
  postal_address text check (length(postal_address) <= 500),
  reference      text not null default '' check (length(reference) <= 100),
  cost_bearer    text not null default '' check (length(cost_bearer) <= 100),
  contact_name   text not null default '' check (length(contact_name) <= 200),
  contact_email  text check (length(contact_email) <= 254),
  valid_from     date not null,
  version        int not null default 1,
  updated_at     timestamptz(3) not null default now(),
  constraint billing_details_lead_somewhere check (case when ehf then peppol_id is not null else email is not null or postal_address is not null end)
);

-- Keys that end soon, for whoever tells of them.
create index client_key_by_end on client_key (expires_at) where ended_at is null;
