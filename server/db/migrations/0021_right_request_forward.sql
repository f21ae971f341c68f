-- Requests for rights that somebody who handles them has sent on to somebody who can give the right: once to each.
create table right_request_forward (
  env          smallint not null,
  request      uuid not null,
  person       uuid not null references person, -- to whom
  forwarded_by uuid not null references person,
  forwarded_at timestamptz(3) not null default clock_timestamp(),
  primary key (env, request, person),
  foreign key (env, request) references right_request (env, id)
);
