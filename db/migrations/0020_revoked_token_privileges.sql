-- Row-level security also for the owner of the new table.
alter table revoked_tokens force row level security;
--> statement-breakpoint
-- What was revoked stays so: rows are added, and removed once they count for nothing; none is changed.
grant select, insert, delete on revoked_tokens to mbi_app;
