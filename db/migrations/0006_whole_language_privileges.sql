-- The new tables too: row-level security also for their owner.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
grant select on all tables in schema public to mbi_app;
--> statement-breakpoint
-- Append-only: what was asked, what happened and who handed over cannot be rewritten.
grant insert on trigger_evaluations, domain_events, approval_delegations, payload_blobs to mbi_app;
--> statement-breakpoint
grant insert, update (secret_ciphertext, last_received_at, revoked_at) on webhooks to mbi_app;
--> statement-breakpoint
grant insert, update (resumed_by, resumed_by_email, resumed_at) on pauses to mbi_app;
--> statement-breakpoint
grant insert, update (name) on approver_groups to mbi_app;
--> statement-breakpoint
grant insert, delete on approver_group_members to mbi_app;
--> statement-breakpoint
grant insert, update (until, condition, created_at, woken_at, woken_because), delete on approval_snoozes to mbi_app;
--> statement-breakpoint
grant insert, update (external_id), delete on channel_identities to mbi_app;
--> statement-breakpoint
grant insert, update (used_at) on decision_links to mbi_app;
--> statement-breakpoint
grant insert, update (status, external_ref, attempts, last_error, sent_at) on deliveries to mbi_app;
--> statement-breakpoint
grant insert, update (assigned_to, note, updated_by, updated_at, resolved_at) on failure_groups to mbi_app;
--> statement-breakpoint
grant update (retired_at) on playbooks to mbi_app;
--> statement-breakpoint
grant update (escalation_level, eligible, frozen_at) on approvals to mbi_app;
