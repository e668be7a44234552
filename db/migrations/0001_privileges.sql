-- Row-level security also for the owner of the tables: a leaked owner session must not read across tenants by accident.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
-- What the app may do. Nothing may be deleted but idempotency keys, which are released when a request fails.
revoke all on all tables in schema public from public;
--> statement-breakpoint
grant usage on schema public to mbi_app, mbi_definer;
--> statement-breakpoint
grant select on all tables in schema public to mbi_app;
--> statement-breakpoint
grant usage on all sequences in schema public to mbi_app;
--> statement-breakpoint
grant update (last_used_at) on api_keys to mbi_app;
--> statement-breakpoint
grant insert, update on
  campaigns, ad_sets, ads, creatives, fct_ad_metric_daily, fct_ad_metric_hourly, metric_observations,
  executions, step_runs, step_attempts, recommendations, outcomes, idempotency_keys, audit_heads
  to mbi_app;
--> statement-breakpoint
grant delete on idempotency_keys to mbi_app;
--> statement-breakpoint
-- Append-only: what happened cannot be rewritten by the app.
grant insert on audit_log, playbook_versions, execution_events, llm_calls, metric_imports, outbox to mbi_app;
--> statement-breakpoint
-- Facts fixed at birth, with a few columns that tell what became of them.
grant insert, update (slug, name, active_version_id) on playbooks to mbi_app;
--> statement-breakpoint
grant insert, update (status, expires_at, undo_until, decided_at) on approvals to mbi_app;
--> statement-breakpoint
grant insert, update (status, ignored_code, settled_at) on decisions to mbi_app;
--> statement-breakpoint
grant insert, update (state) on change_sets to mbi_app;
--> statement-breakpoint
grant insert, update (state, fence, armed_at, applied_at, verified_at, platform_request_id, last_error)
  on write_intents to mbi_app;
--> statement-breakpoint
grant insert, update (undone_by_execution_id) on receipts to mbi_app;
--> statement-breakpoint
grant insert, update (read_at) on notifications to mbi_app;
--> statement-breakpoint
-- What the functions that look across tenants may touch, and nothing else.
grant select on tenants, users, memberships, api_keys to mbi_definer;
--> statement-breakpoint
grant select (tenant_id, execution_id) on executions to mbi_definer;
--> statement-breakpoint
grant select, update (attempts, next_attempt_at, last_error, done_at) on outbox to mbi_definer;
