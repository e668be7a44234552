CREATE TABLE "llm_batches" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"batch_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"batch_key" text NOT NULL,
	"vendor" text NOT NULL,
	"model" text NOT NULL,
	"vendor_batch_id" text,
	"status" text NOT NULL,
	"items" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "llm_batches_tenant_id_batch_id_pk" PRIMARY KEY("tenant_id","batch_id")
);
--> statement-breakpoint
ALTER TABLE "llm_batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reach_windows" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"ad_id" text DEFAULT '' NOT NULL,
	"since" date NOT NULL,
	"until" date NOT NULL,
	"impressions" bigint,
	"reach" bigint,
	"frequency" double precision,
	"source" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reach_windows_tenant_id_campaign_id_ad_id_since_until_pk" PRIMARY KEY("tenant_id","campaign_id","ad_id","since","until")
);
--> statement-breakpoint
ALTER TABLE "reach_windows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ADD COLUMN "impression_share_lost_budget" double precision;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ADD COLUMN "impression_share_lost_rank" double precision;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ADD COLUMN "engagements" bigint;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ADD COLUMN "video_views" bigint;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_daily" ADD COLUMN "video_completions" bigint;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ADD COLUMN "impression_share_lost_budget" double precision;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ADD COLUMN "impression_share_lost_rank" double precision;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ADD COLUMN "engagements" bigint;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ADD COLUMN "video_views" bigint;--> statement-breakpoint
ALTER TABLE "fct_ad_metric_hourly" ADD COLUMN "video_completions" bigint;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "trace_project" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "environment" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "saved_usd" numeric(10, 6);--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "outcome_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "outcome_next_try_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "outcome_given_up_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reach_windows" ADD CONSTRAINT "reach_windows_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "llm_batches_key" ON "llm_batches" USING btree ("tenant_id","batch_key");--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "llm_batches" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "reach_windows" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);