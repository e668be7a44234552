-- The new tables too: row-level security also for their owner.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update, delete on reach_windows to mbi_app;
--> statement-breakpoint
-- What was asked for stays as it was; how the batch stands moves on.
grant select, insert on llm_batches to mbi_app;
--> statement-breakpoint
grant update (vendor_batch_id, status, ended_at, items) on llm_batches to mbi_app;
