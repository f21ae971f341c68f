-- Undo of what was taken from a client: as for accesses, nothing is un-ended, and a removal is undone once.
alter table client_key
  add column ended_why text check (ended_why in ('removed', 'replaced')), -- null of an ended one: from before this was kept
  add column restores uuid, -- the removed row that this one brings back: with its end
  add constraint client_key_restored_once unique (env, restores),
  add constraint client_key_restores foreign key (env, restores) references client_key (env, id),
  add constraint client_key_ended_for_a_reason check (ended_why is null or ended_at is not null);

-- A scope stands on a client or not; what was taken off is kept here, so that it can be put back as it was.
create table client_scope_removal (
  env         smallint not null,
  id          uuid not null,
  client      text collate "C" not null,
  scope       int not null,
  added_at    timestamptz(3) not null, -- when it had come onto the client
  removed_at  timestamptz(3) not null,
  restored_at timestamptz(3),
  primary key (env, id),
  foreign key (env, client) references client (env, id),
  foreign key (env, scope) references scope (env, id)
);
create index client_scope_removal_by_client on client_scope_removal (env, client, removed_at desc);

-- What was done to a client, for its page.
create index audit_entry_by_client on audit_entry (env, ((body::jsonb #>> '{object,client}')), at desc, seq desc)
  where body::jsonb #>> '{object,client}' is not null;
