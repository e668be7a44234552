-- The new tables too: row-level security also for their owner.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
grant select on collector_health, collector_cache, competitor_observations, calendar_events, experiments, site_checks,
  agent_executions, llm_traces, llm_reservations, llm_budgets, llm_answers, llm_prices, prompt_versions, prompt_experiments,
  evaluation_runs, evaluation_results, golden_examples, recommendation_feedback, autonomy_grants, calibrations,
  agent_settings, knowledge_documents to mbi_app;
--> statement-breakpoint
grant insert, update on collector_health, agent_executions, llm_budgets, llm_prices, prompt_experiments, agent_settings,
  golden_examples, llm_reservations, experiments, knowledge_documents to mbi_app;
--> statement-breakpoint
grant insert, update, delete on collector_cache, llm_answers, calendar_events to mbi_app;
--> statement-breakpoint
-- What went to a model is kept for a while and then goes; it is never rewritten.
grant insert, delete on llm_traces to mbi_app;
--> statement-breakpoint
-- What was seen, measured or used is never rewritten.
grant insert on competitor_observations, site_checks, prompt_versions, evaluation_runs, evaluation_results, calibrations to mbi_app;
--> statement-breakpoint
grant insert on recommendation_feedback, autonomy_grants to mbi_app;
--> statement-breakpoint
grant update (taken_up_in, taken_up_at) on recommendation_feedback to mbi_app;
--> statement-breakpoint
grant update (ended_at, ended_by_email, ended_reason) on autonomy_grants to mbi_app;
