-- Environments are in every key below, so that a reference from one to the other is impossible (design.md §3).
create table environment (
  env  smallint primary key,
  name text not null unique
);
insert into environment (env, name) values (1, 'test'), (2, 'prod');

-- Organisations are shared by the environments. The number is an integer: nine digits, never a leading zero, checked before it comes here.
create table organization (
  number      int primary key check (number between 100000000 and 999999999),
  name        text not null check (name <> ''),
  form        text not null default 'ORGL',
  parent      int references organization,
  locked_at   timestamptz(3),
  lock_reason text,
  created_at  timestamptz(3) not null default now(),
  updated_at  timestamptz(3) not null default now(),
  constraint organization_locked_with_reason check ((locked_at is null) = (lock_reason is null))
);
-- Lists for people are in Norwegian order; the database itself is in byte order.
create index organization_by_name on organization (name collate "nb-x-icu", number);

-- Which terms of use an organisation has signed. Without a signature no client can be created.
create table terms_signature (
  organization int not null references organization,
  variant      text not null check (variant in ('public', 'private', 'supplier')),
  version      text not null,
  signed_at    timestamptz(3) not null default now(),
  primary key (organization, variant, version)
);
