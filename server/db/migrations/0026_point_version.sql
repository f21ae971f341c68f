-- Of two people who change the same notification point the second is shown the difference.
alter table notification_point add column version integer not null default 1;
