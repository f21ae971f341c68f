-- The day on which the business register deleted an organisation. It stays here with all that it has: nothing is deleted. Nothing new is given to it.
alter table organization add column deleted_on date;
