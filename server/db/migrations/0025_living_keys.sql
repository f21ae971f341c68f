-- How many clients have a key that works is told by the index alone: the rows are wide, and a million of them took longer than a statement may.
create unique index client_key_living_until on client_key (env, client, kid) include (expires_at) where ended_at is null;
drop index client_key_living;
alter index client_key_living_until rename to client_key_living;
