-- Seals cover transaction ids without a gap: what was looked through and empty is covered by the next seal.
alter table token_seal
  add column covered    bigint not null default 0, -- everything below stands in a seal; from here to xid there was nothing
  add column covered_at timestamptz(3) not null default now();
update token_seal set covered = xid;
