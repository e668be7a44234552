CREATE TABLE "agent_executions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"recommendation_id" uuid,
	"execution_id" uuid NOT NULL,
	"campaign_id" varchar(255) NOT NULL,
	"workflow_id" text,
	"run_id" text,
	"workflow_state" jsonb NOT NULL,
	"execution_path" text[] DEFAULT '{}'::text[] NOT NULL,
	"node_outputs" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"total_duration_ms" integer,
	"llm_calls_count" integer DEFAULT 0 NOT NULL,
	"total_tokens" integer DEFAULT 0 NOT NULL,
	"total_cost_usd" numeric(10, 6) DEFAULT 0 NOT NULL,
	"status" varchar(20) NOT NULL,
	"error_message" text,
	"executed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_executions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "agent_executions_execution" UNIQUE("tenant_id","execution_id")
);
--> statement-breakpoint
ALTER TABLE "agent_executions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent_settings" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"rollout_stage" text DEFAULT 'full' NOT NULL,
	"beta_emails" text[] DEFAULT '{}'::text[] NOT NULL,
	"manual_decision_minutes" integer DEFAULT 45 NOT NULL,
	"judge_share_pct" integer DEFAULT 100 NOT NULL,
	"recommendation_expires_hours" integer DEFAULT 72 NOT NULL,
	"updated_by_email" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_settings_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "agent_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "autonomy_grants" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"grant_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"playbook_id" text NOT NULL,
	"workflow_type" varchar(100) NOT NULL,
	"risk_level" varchar(20) NOT NULL,
	"ad_account_id" uuid,
	"granted_by_email" text NOT NULL,
	"granted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by_email" text,
	"ended_reason" text,
	CONSTRAINT "autonomy_grants_tenant_id_grant_id_pk" PRIMARY KEY("tenant_id","grant_id")
);
--> statement-breakpoint
ALTER TABLE "autonomy_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calendar_events" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"event_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"campaign_id" varchar(255),
	"industry" text,
	"expected_cpa_change_pct" double precision,
	"source" text DEFAULT 'person' NOT NULL,
	"created_by_email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_events_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "calendar_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calibrations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"calibration_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"points" jsonb NOT NULL,
	"cases" integer NOT NULL,
	"ece_before" double precision NOT NULL,
	"ece_after" double precision NOT NULL,
	"fitted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calibrations_tenant_id_calibration_id_pk" PRIMARY KEY("tenant_id","calibration_id")
);
--> statement-breakpoint
ALTER TABLE "calibrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "collector_cache" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"collector_name" varchar(100) NOT NULL,
	"cache_key" text NOT NULL,
	"answer" jsonb NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "collector_cache_tenant_id_collector_name_cache_key_pk" PRIMARY KEY("tenant_id","collector_name","cache_key")
);
--> statement-breakpoint
ALTER TABLE "collector_cache" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "collector_health" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"collector_name" varchar(100) NOT NULL,
	"status" varchar(20) NOT NULL,
	"last_check" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"error_message" text,
	"response_time_ms" integer,
	"recent" boolean[] DEFAULT '{}'::boolean[] NOT NULL,
	CONSTRAINT "collector_health_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "collector_health_collector" UNIQUE("tenant_id","collector_name")
);
--> statement-breakpoint
ALTER TABLE "collector_health" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "competitor_observations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"observation_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"source" text NOT NULL,
	"industry" text,
	"keywords" text[] DEFAULT '{}'::text[] NOT NULL,
	"campaign_id" varchar(255),
	"observed_on" date NOT NULL,
	"signals" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "competitor_observations_tenant_id_observation_id_pk" PRIMARY KEY("tenant_id","observation_id")
);
--> statement-breakpoint
ALTER TABLE "competitor_observations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "evaluation_results" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"evaluation_run_id" uuid NOT NULL,
	"example_id" text NOT NULL,
	"passed" boolean NOT NULL,
	"expected" jsonb NOT NULL,
	"actual" jsonb NOT NULL,
	"scores" jsonb NOT NULL,
	CONSTRAINT "evaluation_results_tenant_id_evaluation_run_id_example_id_pk" PRIMARY KEY("tenant_id","evaluation_run_id","example_id")
);
--> statement-breakpoint
ALTER TABLE "evaluation_results" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "evaluation_runs" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_type" varchar(50) NOT NULL,
	"dataset_version" varchar(50),
	"prompt_version" varchar(50),
	"model_version" varchar(50),
	"total_examples" integer NOT NULL,
	"passed_examples" integer NOT NULL,
	"metrics" jsonb NOT NULL,
	"triggered_by" varchar(100) NOT NULL,
	"git_commit" varchar(40),
	"run_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evaluation_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "evaluation_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiments" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"experiment_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" varchar(255) NOT NULL,
	"name" text NOT NULL,
	"metric" text,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"created_by_email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "experiments_tenant_id_experiment_id_pk" PRIMARY KEY("tenant_id","experiment_id")
);
--> statement-breakpoint
ALTER TABLE "experiments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "golden_examples" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"example_id" text NOT NULL,
	"campaign_id" varchar(255) NOT NULL,
	"campaign_name" text NOT NULL,
	"context" jsonb NOT NULL,
	"human_decision" text NOT NULL,
	"human_reasoning" text,
	"confidence" double precision NOT NULL,
	"outcome" jsonb,
	"decision_date" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"status" text DEFAULT 'candidate' NOT NULL,
	"recommendation_id" uuid,
	"dataset_version" text,
	"reviewed_by_email" text,
	"reviewed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "golden_examples_tenant_id_example_id_pk" PRIMARY KEY("tenant_id","example_id")
);
--> statement-breakpoint
ALTER TABLE "golden_examples" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_documents" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"document_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"source_key" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"source_url" text,
	"language" text DEFAULT 'en' NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"error_code" text,
	"passages" integer DEFAULT 0 NOT NULL,
	"embedding_model" text,
	"created_by_email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"indexed_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "knowledge_documents_tenant_id_document_id_pk" PRIMARY KEY("tenant_id","document_id"),
	CONSTRAINT "knowledge_documents_version" UNIQUE("tenant_id","source_key","version")
);
--> statement-breakpoint
ALTER TABLE "knowledge_documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_answers" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"cache_key" text NOT NULL,
	"task" text NOT NULL,
	"model" text NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "llm_answers_tenant_id_cache_key_pk" PRIMARY KEY("tenant_id","cache_key")
);
--> statement-breakpoint
ALTER TABLE "llm_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_budgets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"scope" text NOT NULL,
	"limit_micro_usd" bigint NOT NULL,
	"alert_at_pct" integer DEFAULT 80 NOT NULL,
	"updated_by_email" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "llm_budgets_tenant_id_scope_pk" PRIMARY KEY("tenant_id","scope")
);
--> statement-breakpoint
ALTER TABLE "llm_budgets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_prices" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"model" text NOT NULL,
	"effective_on" date NOT NULL,
	"input_usd" double precision NOT NULL,
	"output_usd" double precision NOT NULL,
	"created_by_email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "llm_prices_tenant_id_model_effective_on_pk" PRIMARY KEY("tenant_id","model","effective_on")
);
--> statement-breakpoint
ALTER TABLE "llm_prices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_reservations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"reservation_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_key" text NOT NULL,
	"day" date NOT NULL,
	"task" text NOT NULL,
	"model" text NOT NULL,
	"reserved_micro_usd" bigint NOT NULL,
	"settled_micro_usd" bigint,
	"reserved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "llm_reservations_tenant_id_reservation_id_pk" PRIMARY KEY("tenant_id","reservation_id")
);
--> statement-breakpoint
ALTER TABLE "llm_reservations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_traces" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"input" text NOT NULL,
	"output" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "llm_traces_tenant_id_call_id_pk" PRIMARY KEY("tenant_id","call_id")
);
--> statement-breakpoint
ALTER TABLE "llm_traces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "prompt_experiments" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"prompt_experiment_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"prompt_name" text NOT NULL,
	"version_a" text NOT NULL,
	"version_b" text NOT NULL,
	"share_b_pct" integer NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_by_email" text,
	"ended_at" timestamp (3) with time zone,
	"ended_by_email" text,
	CONSTRAINT "prompt_experiments_tenant_id_prompt_experiment_id_pk" PRIMARY KEY("tenant_id","prompt_experiment_id")
);
--> statement-breakpoint
ALTER TABLE "prompt_experiments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "prompt_versions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"digest" text NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"first_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prompt_versions_tenant_id_digest_pk" PRIMARY KEY("tenant_id","digest")
);
--> statement-breakpoint
ALTER TABLE "prompt_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recommendation_feedback" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"feedback_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"recommendation_id" uuid NOT NULL,
	"category" varchar(50) NOT NULL,
	"comment" text,
	"human_workflow" varchar(100),
	"author_email" text NOT NULL,
	"taken_up_in" text,
	"taken_up_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recommendation_feedback_tenant_id_feedback_id_pk" PRIMARY KEY("tenant_id","feedback_id")
);
--> statement-breakpoint
ALTER TABLE "recommendation_feedback" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "site_checks" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"check_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" varchar(255) NOT NULL,
	"url" text NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"ok" boolean NOT NULL,
	"http_status" integer,
	"response_ms" integer,
	"tag_found" boolean,
	"error_code" text,
	CONSTRAINT "site_checks_tenant_id_check_id_pk" PRIMARY KEY("tenant_id","check_id")
);
--> statement-breakpoint
ALTER TABLE "site_checks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "landing_page_url" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "rollout_stage" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "autonomy" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "vendor" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "prompt_name" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "prompt_version" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "prompt_digest" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "cached" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "fallback_from" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "recommendation_id" uuid;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "campaign_id" text;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "raw_confidence" double precision;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "iteration_count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "missing_sources" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "superseded_reason" text;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "conflicts_with" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "priority" double precision;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "edit_distance_pct" double precision;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "auto_approved" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "golden_example_id" text;--> statement-breakpoint
CREATE INDEX "agent_executions_newest" ON "agent_executions" USING btree ("tenant_id","executed_at","id");--> statement-breakpoint
CREATE INDEX "autonomy_grants_open" ON "autonomy_grants" USING btree ("tenant_id","ended_at","playbook_id");--> statement-breakpoint
CREATE INDEX "calendar_events_days" ON "calendar_events" USING btree ("tenant_id","starts_on","ends_on");--> statement-breakpoint
CREATE INDEX "calibrations_newest" ON "calibrations" USING btree ("tenant_id","fitted_at","calibration_id");--> statement-breakpoint
CREATE INDEX "collector_cache_old" ON "collector_cache" USING btree ("tenant_id","expires_at");--> statement-breakpoint
CREATE INDEX "competitor_observations_newest" ON "competitor_observations" USING btree ("tenant_id","observed_on","observation_id");--> statement-breakpoint
CREATE INDEX "evaluation_runs_newest" ON "evaluation_runs" USING btree ("tenant_id","run_at","id");--> statement-breakpoint
CREATE INDEX "experiments_campaign" ON "experiments" USING btree ("tenant_id","campaign_id","starts_on");--> statement-breakpoint
CREATE INDEX "golden_examples_newest" ON "golden_examples" USING btree ("tenant_id","created_at","example_id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_newest" ON "knowledge_documents" USING btree ("tenant_id","created_at","document_id");--> statement-breakpoint
CREATE INDEX "llm_answers_old" ON "llm_answers" USING btree ("tenant_id","expires_at");--> statement-breakpoint
CREATE INDEX "llm_reservations_day" ON "llm_reservations" USING btree ("tenant_id","day");--> statement-breakpoint
CREATE INDEX "llm_reservations_run" ON "llm_reservations" USING btree ("tenant_id","run_key");--> statement-breakpoint
CREATE INDEX "llm_traces_old" ON "llm_traces" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_experiments_one_running" ON "prompt_experiments" USING btree ("tenant_id","prompt_name") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "recommendation_feedback_newest" ON "recommendation_feedback" USING btree ("tenant_id","created_at","feedback_id");--> statement-breakpoint
CREATE INDEX "recommendation_feedback_of" ON "recommendation_feedback" USING btree ("tenant_id","recommendation_id");--> statement-breakpoint
CREATE INDEX "site_checks_campaign" ON "site_checks" USING btree ("tenant_id","campaign_id","checked_at");--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "agent_executions" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "agent_settings" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "autonomy_grants" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "calendar_events" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "calibrations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "collector_cache" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "collector_health" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "competitor_observations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "evaluation_results" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "evaluation_runs" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "experiments" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "golden_examples" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "knowledge_documents" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_answers" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_budgets" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_prices" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_reservations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_traces" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "prompt_experiments" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "prompt_versions" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "recommendation_feedback" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "site_checks" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);