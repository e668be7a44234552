CREATE TABLE "ad_accounts" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"ad_account_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"brand_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"timezone" text NOT NULL,
	"credential_ciphertext" text,
	CONSTRAINT "ad_accounts_tenant_id_ad_account_id_pk" PRIMARY KEY("tenant_id","ad_account_id"),
	CONSTRAINT "ad_accounts_external_id" UNIQUE("tenant_id","platform","external_id")
);
--> statement-breakpoint
ALTER TABLE "ad_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ad_sets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ad_set_id" text NOT NULL,
	"campaign_id" text NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"daily_budget_minor" bigint,
	"bid_amount_minor" bigint,
	"bid_strategy" text,
	CONSTRAINT "ad_sets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "ad_sets_ad_set_id" UNIQUE("tenant_id","ad_set_id")
);
--> statement-breakpoint
ALTER TABLE "ad_sets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ads" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ad_id" text NOT NULL,
	"ad_set_id" text NOT NULL,
	"campaign_id" text NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"creative_id" text,
	CONSTRAINT "ads_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "ads_ad_id" UNIQUE("tenant_id","ad_id")
);
--> statement-breakpoint
ALTER TABLE "ads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"api_key_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_tenant_id_api_key_id_pk" PRIMARY KEY("tenant_id","api_key_id"),
	CONSTRAINT "api_keys_key_hash" UNIQUE("key_hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "approvals" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"iteration" text DEFAULT '' NOT NULL,
	"campaign_id" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"title" text NOT NULL,
	"action_id" text,
	"params" jsonb NOT NULL,
	"plan_digest" text NOT NULL,
	"change_set" jsonb,
	"facts" jsonb,
	"evidence" jsonb,
	"eligible" jsonb NOT NULL,
	"excluded_user_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"quorum" integer NOT NULL,
	"editable" text[] DEFAULT '{}'::text[] NOT NULL,
	"on_timeout" text NOT NULL,
	"undo_window_seconds" integer NOT NULL,
	"undo_until" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_by_email" text NOT NULL,
	"supersedes" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "approvals_tenant_id_approval_id_pk" PRIMARY KEY("tenant_id","approval_id")
);
--> statement-breakpoint
ALTER TABLE "approvals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"tenant_id" uuid PRIMARY KEY DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"log_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint NOT NULL,
	"timestamp" timestamp (3) with time zone NOT NULL,
	"agent_name" text,
	"action" text NOT NULL,
	"decision" text,
	"actor_user_id" uuid,
	"actor_email" text,
	"entity_type" text,
	"entity_id" text,
	"details" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_log_tenant_id_log_id_pk" PRIMARY KEY("tenant_id","log_id"),
	CONSTRAINT "audit_log_seq" UNIQUE("tenant_id","seq")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brands" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"brand_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "brands_tenant_id_brand_id_pk" PRIMARY KEY("tenant_id","brand_id")
);
--> statement-breakpoint
ALTER TABLE "brands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "campaigns" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" varchar(255) NOT NULL,
	"campaign_name" varchar(500) NOT NULL,
	"platform" varchar(50) NOT NULL,
	"ad_account_id" uuid NOT NULL,
	"brand_id" uuid NOT NULL,
	"industry" varchar(100),
	"keywords" text[] DEFAULT '{}'::text[] NOT NULL,
	"status" text NOT NULL,
	"objective" text,
	"daily_budget_minor" bigint,
	"currency" text NOT NULL,
	"target_cpa_minor" bigint,
	"audience_size" bigint,
	"protected" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "campaigns_campaign_id" UNIQUE("tenant_id","campaign_id")
);
--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "change_sets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"change_set_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"execution_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"iteration" text DEFAULT '' NOT NULL,
	"action_id" text NOT NULL,
	"params" jsonb NOT NULL,
	"plan_digest" text NOT NULL,
	"change_set" jsonb NOT NULL,
	"grant_kind" text NOT NULL,
	"approval_id" uuid,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_sets_tenant_id_change_set_id_pk" PRIMARY KEY("tenant_id","change_set_id"),
	CONSTRAINT "change_sets_plan" UNIQUE("tenant_id","execution_id","step_id","iteration","plan_digest")
);
--> statement-breakpoint
ALTER TABLE "change_sets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "creatives" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"creative_id" text NOT NULL,
	"campaign_id" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"started_on" date,
	CONSTRAINT "creatives_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "creatives_creative_id" UNIQUE("tenant_id","creative_id")
);
--> statement-breakpoint
ALTER TABLE "creatives" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decisions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"plan_digest" text NOT NULL,
	"actor_user_id" uuid NOT NULL,
	"actor_email" text NOT NULL,
	"channel" text NOT NULL,
	"edits" jsonb,
	"reason" text,
	"status" text DEFAULT 'submitted' NOT NULL,
	"ignored_code" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "decisions_tenant_id_decision_id_pk" PRIMARY KEY("tenant_id","decision_id")
);
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "execution_events" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"event_id" bigserial NOT NULL,
	"execution_id" uuid NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "execution_events_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "execution_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "executions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"execution_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"playbook_id" text NOT NULL,
	"playbook_version_id" uuid,
	"workflow_id" text NOT NULL,
	"run_id" text,
	"status" text DEFAULT 'queued' NOT NULL,
	"mode" text DEFAULT 'live' NOT NULL,
	"inputs" jsonb NOT NULL,
	"context" jsonb NOT NULL,
	"entity_type" text,
	"entity_id" text,
	"entity_name" text,
	"campaign_id" text,
	"requested_by" uuid NOT NULL,
	"requested_by_email" text NOT NULL,
	"api_key_id" uuid,
	"current_step_id" text,
	"result" jsonb,
	"outputs" jsonb,
	"error_code" text,
	"error_message" text,
	"error_details" jsonb,
	"undo_of" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "executions_tenant_id_execution_id_pk" PRIMARY KEY("tenant_id","execution_id"),
	CONSTRAINT "executions_execution_id" UNIQUE("execution_id")
);
--> statement-breakpoint
ALTER TABLE "executions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fct_ad_metric_daily" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"ad_id" text DEFAULT '' NOT NULL,
	"channel" text NOT NULL,
	"impressions" bigint NOT NULL,
	"clicks" bigint NOT NULL,
	"spend_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"conversions" double precision NOT NULL,
	"revenue_minor" bigint NOT NULL,
	"reach" bigint,
	"frequency" double precision,
	"impression_share" double precision,
	"source" text NOT NULL,
	"import_id" uuid,
	"dt" date NOT NULL,
	CONSTRAINT "fct_ad_metric_daily_tenant_id_campaign_id_ad_id_dt_pk" PRIMARY KEY("tenant_id","campaign_id","ad_id","dt")
);
--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fct_ad_metric_hourly" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"ad_id" text DEFAULT '' NOT NULL,
	"channel" text NOT NULL,
	"impressions" bigint NOT NULL,
	"clicks" bigint NOT NULL,
	"spend_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"conversions" double precision NOT NULL,
	"revenue_minor" bigint NOT NULL,
	"reach" bigint,
	"frequency" double precision,
	"impression_share" double precision,
	"source" text NOT NULL,
	"import_id" uuid,
	"hour" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "fct_ad_metric_hourly_tenant_id_campaign_id_ad_id_hour_pk" PRIMARY KEY("tenant_id","campaign_id","ad_id","hour")
);
--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" text DEFAULT 'in_flight' NOT NULL,
	"response_status" integer,
	"response_body" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_user_id_key_pk" PRIMARY KEY("tenant_id","user_id","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_calls" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"call_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"timestamp" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"model" text NOT NULL,
	"task" text NOT NULL,
	"prompt_hash" text NOT NULL,
	"output_hash" text,
	"source_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"cost_usd" numeric(10, 6),
	"latency_ms" integer NOT NULL,
	"status" text NOT NULL,
	"execution_id" uuid,
	CONSTRAINT "llm_calls_tenant_id_call_id_pk" PRIMARY KEY("tenant_id","call_id")
);
--> statement-breakpoint
ALTER TABLE "llm_calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	CONSTRAINT "memberships_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "metric_imports" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"import_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" text NOT NULL,
	"file_name" text NOT NULL,
	"format" text NOT NULL,
	"row_count" integer NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "metric_imports_tenant_id_import_id_pk" PRIMARY KEY("tenant_id","import_id")
);
--> statement-breakpoint
ALTER TABLE "metric_imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "metric_observations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"metric" text NOT NULL,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"value" double precision NOT NULL,
	"source" text NOT NULL,
	"import_id" uuid,
	CONSTRAINT "metric_observations_pk" PRIMARY KEY("tenant_id","campaign_id","metric","observed_at")
);
--> statement-breakpoint
ALTER TABLE "metric_observations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notifications" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"notification_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"link" text,
	"read_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notifications_tenant_id_notification_id_pk" PRIMARY KEY("tenant_id","notification_id")
);
--> statement-breakpoint
ALTER TABLE "notifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"outbox_id" bigserial NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_tenant_id_outbox_id_pk" PRIMARY KEY("tenant_id","outbox_id"),
	CONSTRAINT "outbox_dedupe_key" UNIQUE("tenant_id","dedupe_key")
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outcomes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"outcome_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"recommendation_id" uuid,
	"execution_id" uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"metric" text NOT NULL,
	"direction" text NOT NULL,
	"window_seconds" integer NOT NULL,
	"measure_at" timestamp (3) with time zone NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"before" double precision,
	"after" double precision,
	"effect_pct" double precision,
	"low_pct" double precision,
	"high_pct" double precision,
	"verdict" text,
	"method" text,
	"measured_at" timestamp (3) with time zone,
	CONSTRAINT "outcomes_tenant_id_outcome_id_pk" PRIMARY KEY("tenant_id","outcome_id")
);
--> statement-breakpoint
ALTER TABLE "outcomes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "playbook_versions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"playbook_version_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"playbook_id" text NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"plan" jsonb NOT NULL,
	"digest" text NOT NULL,
	"edited_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "playbook_versions_tenant_id_playbook_version_id_pk" PRIMARY KEY("tenant_id","playbook_version_id"),
	CONSTRAINT "playbook_versions_version" UNIQUE("tenant_id","playbook_id","version")
);
--> statement-breakpoint
ALTER TABLE "playbook_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "playbooks" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"playbook_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"active_version_id" uuid,
	CONSTRAINT "playbooks_tenant_id_playbook_id_pk" PRIMARY KEY("tenant_id","playbook_id"),
	CONSTRAINT "playbooks_slug" UNIQUE("tenant_id","slug")
);
--> statement-breakpoint
ALTER TABLE "playbooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "receipts" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"receipt_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"intent_id" uuid NOT NULL,
	"change_set_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"change" jsonb NOT NULL,
	"inverse" jsonb NOT NULL,
	"settled_by" text NOT NULL,
	"platform_request_id" text,
	"applied_at" timestamp (3) with time zone NOT NULL,
	"undone_by_execution_id" uuid,
	CONSTRAINT "receipts_tenant_id_receipt_id_pk" PRIMARY KEY("tenant_id","receipt_id"),
	CONSTRAINT "receipts_intent" UNIQUE("tenant_id","intent_id")
);
--> statement-breakpoint
ALTER TABLE "receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recommendations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" varchar(255) NOT NULL,
	"execution_id" uuid NOT NULL,
	"approval_id" uuid,
	"status" text DEFAULT 'pending' NOT NULL,
	"superseded_by" uuid,
	"context" jsonb NOT NULL,
	"recommended_workflow" varchar(100) NOT NULL,
	"specific_action" text NOT NULL,
	"reasoning" text NOT NULL,
	"signal_analysis" text NOT NULL,
	"root_cause" text NOT NULL,
	"expected_impact" text,
	"risk_level" varchar(20),
	"risk_factors" jsonb,
	"alternative_actions" jsonb,
	"success_metrics" jsonb,
	"confidence" double precision NOT NULL,
	"confidence_reasoning" text,
	"human_decision" varchar(100),
	"decided_by" varchar(255),
	"decided_at" timestamp (3) with time zone,
	"decision_feedback" text,
	"human_workflow" varchar(100),
	"human_reasoning" text,
	"feedback_category" varchar(50),
	"flagged_for_review" boolean DEFAULT false NOT NULL,
	"outcome_metrics" jsonb,
	"outcome_recorded_at" timestamp (3) with time zone,
	"mode" varchar(20) DEFAULT 'propose' NOT NULL,
	"action" jsonb NOT NULL,
	"recommendation" jsonb NOT NULL,
	"validation_passed" boolean,
	"degraded" boolean DEFAULT false NOT NULL,
	"model_version" varchar(50),
	"prompt_version" varchar(50),
	"generated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recommendations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "recommendations_execution" UNIQUE("tenant_id","execution_id"),
	CONSTRAINT "recommendations_confidence" CHECK ("recommendations"."confidence" >= 0 and "recommendations"."confidence" <= 1)
);
--> statement-breakpoint
ALTER TABLE "recommendations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "step_attempts" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"step_run_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"error_code" text,
	"error_message" text,
	"error_details" jsonb,
	CONSTRAINT "step_attempts_tenant_id_step_run_id_attempt_pk" PRIMARY KEY("tenant_id","step_run_id","attempt")
);
--> statement-breakpoint
ALTER TABLE "step_attempts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "step_runs" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"step_run_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"execution_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"iteration" text DEFAULT '' NOT NULL,
	"phase" text DEFAULT 'run' NOT NULL,
	"kind" text NOT NULL,
	"action_id" text,
	"summary" text,
	"line" integer,
	"status" text NOT NULL,
	"output" jsonb,
	"error_code" text,
	"error_message" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "step_runs_tenant_id_step_run_id_pk" PRIMARY KEY("tenant_id","step_run_id"),
	CONSTRAINT "step_runs_step" UNIQUE("tenant_id","execution_id","step_id","iteration","phase")
);
--> statement-breakpoint
ALTER TABLE "step_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"user_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "write_intents" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"intent_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"change_set_id" uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"change" jsonb NOT NULL,
	"idempotency_key" text NOT NULL,
	"state" text DEFAULT 'intended' NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"armed_at" timestamp (3) with time zone,
	"applied_at" timestamp (3) with time zone,
	"verified_at" timestamp (3) with time zone,
	"platform_request_id" text,
	"last_error" text,
	CONSTRAINT "write_intents_tenant_id_intent_id_pk" PRIMARY KEY("tenant_id","intent_id"),
	CONSTRAINT "write_intents_idempotency_key" UNIQUE("tenant_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "write_intents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ad_accounts" ADD CONSTRAINT "ad_accounts_of_brands" FOREIGN KEY ("tenant_id","brand_id") REFERENCES "public"."brands"("tenant_id","brand_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ad_sets" ADD CONSTRAINT "ad_sets_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ads" ADD CONSTRAINT "ads_of_ad_sets" FOREIGN KEY ("tenant_id","ad_set_id") REFERENCES "public"."ad_sets"("tenant_id","ad_set_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_of_memberships" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."memberships"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_of_executions" FOREIGN KEY ("tenant_id","execution_id") REFERENCES "public"."executions"("tenant_id","execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brands" ADD CONSTRAINT "brands_tenant_id_tenants_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_of_ad_accounts" FOREIGN KEY ("tenant_id","ad_account_id") REFERENCES "public"."ad_accounts"("tenant_id","ad_account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_sets" ADD CONSTRAINT "change_sets_of_executions" FOREIGN KEY ("tenant_id","execution_id") REFERENCES "public"."executions"("tenant_id","execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creatives" ADD CONSTRAINT "creatives_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_of_approvals" FOREIGN KEY ("tenant_id","approval_id") REFERENCES "public"."approvals"("tenant_id","approval_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "execution_events" ADD CONSTRAINT "execution_events_of_executions" FOREIGN KEY ("tenant_id","execution_id") REFERENCES "public"."executions"("tenant_id","execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_of_playbook_versions" FOREIGN KEY ("tenant_id","playbook_version_id") REFERENCES "public"."playbook_versions"("tenant_id","playbook_version_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ADD CONSTRAINT "fct_ad_metric_daily_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ADD CONSTRAINT "fct_ad_metric_hourly_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_tenants_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_observations" ADD CONSTRAINT "metric_observations_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_of_executions" FOREIGN KEY ("tenant_id","execution_id") REFERENCES "public"."executions"("tenant_id","execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playbook_versions" ADD CONSTRAINT "playbook_versions_of_playbooks" FOREIGN KEY ("tenant_id","playbook_id") REFERENCES "public"."playbooks"("tenant_id","playbook_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_of_write_intents" FOREIGN KEY ("tenant_id","intent_id") REFERENCES "public"."write_intents"("tenant_id","intent_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_of_executions" FOREIGN KEY ("tenant_id","execution_id") REFERENCES "public"."executions"("tenant_id","execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_attempts" ADD CONSTRAINT "step_attempts_of_step_runs" FOREIGN KEY ("tenant_id","step_run_id") REFERENCES "public"."step_runs"("tenant_id","step_run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_runs" ADD CONSTRAINT "step_runs_of_executions" FOREIGN KEY ("tenant_id","execution_id") REFERENCES "public"."executions"("tenant_id","execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_intents" ADD CONSTRAINT "write_intents_of_change_sets" FOREIGN KEY ("tenant_id","change_set_id") REFERENCES "public"."change_sets"("tenant_id","change_set_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ad_sets_campaign" ON "ad_sets" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE INDEX "ads_campaign" ON "ads" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE INDEX "approvals_newest" ON "approvals" USING btree ("tenant_id","created_at" DESC NULLS LAST,"approval_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "approvals_status" ON "approvals" USING btree ("tenant_id","status","created_at" DESC NULLS LAST,"approval_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "approvals_execution" ON "approvals" USING btree ("tenant_id","execution_id");--> statement-breakpoint
CREATE INDEX "approvals_campaign" ON "approvals" USING btree ("tenant_id","campaign_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_log_entity" ON "audit_log" USING btree ("tenant_id","entity_type","entity_id","seq");--> statement-breakpoint
CREATE INDEX "campaigns_newest" ON "campaigns" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "change_sets_newest" ON "change_sets" USING btree ("tenant_id","created_at" DESC NULLS LAST,"change_set_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "creatives_campaign" ON "creatives" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE INDEX "decisions_approval" ON "decisions" USING btree ("tenant_id","approval_id","created_at");--> statement-breakpoint
CREATE INDEX "execution_events_stream" ON "execution_events" USING btree ("tenant_id","execution_id","event_id");--> statement-breakpoint
CREATE INDEX "executions_newest" ON "executions" USING btree ("tenant_id","created_at" DESC NULLS LAST,"execution_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "executions_campaign" ON "executions" USING btree ("tenant_id","campaign_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "executions_playbook" ON "executions" USING btree ("tenant_id","playbook_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "executions_status" ON "executions" USING btree ("tenant_id","status","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "executions_workflow" ON "executions" USING btree ("tenant_id","workflow_id");--> statement-breakpoint
CREATE INDEX "executions_undo_of" ON "executions" USING btree ("tenant_id","undo_of");--> statement-breakpoint
CREATE INDEX "fct_ad_metric_daily_day" ON "fct_ad_metric_daily" USING btree ("tenant_id","campaign_id","dt");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "llm_calls_newest" ON "llm_calls" USING btree ("tenant_id","timestamp" DESC NULLS LAST,"call_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "llm_calls_execution" ON "llm_calls" USING btree ("tenant_id","execution_id");--> statement-breakpoint
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "metric_imports_campaign" ON "metric_imports" USING btree ("tenant_id","campaign_id","imported_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("tenant_id","created_at" DESC NULLS LAST,"notification_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notifications_user" ON "notifications" USING btree ("tenant_id","user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_attempt_at","outbox_id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "outcomes_due" ON "outcomes" USING btree ("tenant_id","status","measure_at");--> statement-breakpoint
CREATE INDEX "outcomes_campaign" ON "outcomes" USING btree ("tenant_id","campaign_id","measure_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "outcomes_execution" ON "outcomes" USING btree ("tenant_id","execution_id");--> statement-breakpoint
CREATE INDEX "receipts_execution" ON "receipts" USING btree ("tenant_id","execution_id");--> statement-breakpoint
CREATE INDEX "receipts_campaign" ON "receipts" USING btree ("tenant_id","campaign_id","applied_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "recommendations_newest" ON "recommendations" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "recommendations_campaign" ON "recommendations" USING btree ("tenant_id","campaign_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "recommendations_human_decision" ON "recommendations" USING btree ("tenant_id","human_decision","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "recommendations_context" ON "recommendations" USING gin ("context");--> statement-breakpoint
CREATE INDEX "write_intents_change_set" ON "write_intents" USING btree ("tenant_id","change_set_id");--> statement-breakpoint
CREATE INDEX "write_intents_campaign" ON "write_intents" USING btree ("tenant_id","campaign_id","applied_at" DESC NULLS LAST);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "ad_accounts" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "ad_sets" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "ads" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "api_keys" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "across_tenants" ON "api_keys" AS PERMISSIVE FOR ALL TO "mbi_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "approvals" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "audit_heads" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "audit_log" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "brands" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "campaigns" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "change_sets" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "creatives" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "decisions" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "execution_events" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "executions" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "across_tenants" ON "executions" AS PERMISSIVE FOR ALL TO "mbi_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "fct_ad_metric_daily" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "fct_ad_metric_hourly" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_calls" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "memberships" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "across_tenants" ON "memberships" AS PERMISSIVE FOR ALL TO "mbi_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "metric_imports" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "metric_observations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "notifications" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "outbox" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "across_tenants" ON "outbox" AS PERMISSIVE FOR ALL TO "mbi_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "outcomes" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "playbook_versions" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "playbooks" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "receipts" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "recommendations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "step_attempts" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "step_runs" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "tenants" AS PERMISSIVE FOR SELECT TO "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "provisioning" ON "tenants" AS PERMISSIVE FOR ALL TO current_user USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "across_tenants" ON "tenants" AS PERMISSIVE FOR ALL TO "mbi_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "members_of_the_tenant" ON "users" AS PERMISSIVE FOR SELECT TO "mbi_app" USING (exists (select 1 from memberships where memberships.user_id = users.user_id));--> statement-breakpoint
CREATE POLICY "provisioning" ON "users" AS PERMISSIVE FOR ALL TO current_user USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "across_tenants" ON "users" AS PERMISSIVE FOR ALL TO "mbi_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "write_intents" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);