-- A notification point may be limited to some clients and scopes. Names and not rows: what is gone stays on the list, so that nothing is widened by itself.
alter table notification_point
  add column only_clients text[], -- both null: everything of the organisation
  add column only_scopes  text[],
  add constraint notification_point_limited check ((only_clients is null) = (only_scopes is null) and cardinality(only_clients) + cardinality(only_scopes) > 0);

-- When the proof of a domain was last looked for by itself: by one server a day.
alter table organization_domain add column checked_at timestamptz(3);
