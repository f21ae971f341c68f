-- What a prefix cost when it was applied for: prices change, and what was accepted does not.
alter table prefix_application add column accepted_price jsonb; -- null: free of charge, in test, or older than this
