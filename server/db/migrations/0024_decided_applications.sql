-- Whom to ask about an application is removed when it was decided long ago: the rest says what was decided and why, and names nobody but by reference.
alter table prefix_application
  drop constraint prefix_application_contact_name_check,
  add constraint prefix_application_contact_name_check check (length(contact_name) <= 200),
  add constraint prefix_application_waits_with_contact check (state <> 'submitted' or (contact_name <> '' and contact_email <> ''));
create index prefix_application_with_contact on prefix_application (decided_at) where contact_name <> '';
