-- Who at the operator has begun on an application, so that two do not answer the same one. It stays with what was decided: the applicant sees when it began.
alter table prefix_application
  add column handled_at timestamptz(3),
  add column handled_by uuid references person, -- null: a program, or nobody has begun
  add constraint prefix_application_handled_by_somebody_at_a_time check (handled_by is null or handled_at is not null);
