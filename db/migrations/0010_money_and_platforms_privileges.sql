-- The new tables too: row-level security also for their owner.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
grant select on money_caps, fx_rates, sync_streams, audiences, conversion_uploads to mbi_app;
--> statement-breakpoint
-- A cap's limit, scope and window are never edited: a change of it is another cap.
grant insert, update (decided_by, decided_by_email, decided_at, rejected_at, effective_at, ended_at) on money_caps to mbi_app;
--> statement-breakpoint
grant insert on fx_rates to mbi_app;
--> statement-breakpoint
grant insert, update, delete on audiences to mbi_app;
--> statement-breakpoint
grant insert, update on sync_streams, conversion_uploads to mbi_app;
--> statement-breakpoint
grant insert, update (name, currency, timezone, credential_ciphertext, platform_settings) on ad_accounts to mbi_app;
--> statement-breakpoint
grant update (live_value, live_read_at, resolution, resolved_by_email, resolution_reason, resolved_at) on write_intents to mbi_app;
