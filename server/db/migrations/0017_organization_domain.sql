-- Domains of e-mail that organisations use. Several may use the same. Nothing is decided by them: they suggest whom a person may ask (SEC-087).
create table organization_domain (
  organization int not null references organization,
  domain       text collate "C" not null,
  secret       text not null, -- what its owner puts into the DNS
  added_at     timestamptz(3) not null default now(),
  proven_until timestamptz(3), -- null: not proven yet
  primary key (organization, domain)
);
create index organization_domain_by_domain on organization_domain (domain) where proven_until is not null;
