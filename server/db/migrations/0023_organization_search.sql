-- A part of a name finds an organisation among a million. The extension is trusted: whoever may create in the database may add it, without being superuser.
create extension if not exists pg_trgm;
-- In small letters, by the rules of all letters; in byte order, which both the beginning of a name and the trigrams need.
alter table organization add column search_name text collate "C" generated always as (lower(name collate "nb-x-icu")) stored;
-- For names that begin so, and for parts that so many names have that the first twenty in order are soon found.
create index organization_by_search_name on organization (search_name, number);
create index organization_by_part_of_name on organization using gin (search_name gin_trgm_ops);
