-- The client whose token made this one; null for those of the set-up. The partner API shows a caller what it has made, and nothing else.
alter table client add column created_by text collate "C";
