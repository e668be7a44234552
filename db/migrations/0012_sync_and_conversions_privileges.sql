-- The new tables too: row-level security also for their owner.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
grant select on sync_days, metric_sightings, conversion_batches to mbi_app;
--> statement-breakpoint
grant insert, update, delete on sync_days to mbi_app;
--> statement-breakpoint
-- What was seen is never rewritten.
grant insert on metric_sightings to mbi_app;
--> statement-breakpoint
grant insert, update on conversion_batches to mbi_app;
