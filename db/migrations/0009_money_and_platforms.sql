CREATE TABLE "audiences" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ad_account_id" uuid NOT NULL,
	"audience_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"size" bigint,
	"ready" boolean NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audiences_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "audiences_audience_id" UNIQUE("tenant_id","ad_account_id","audience_id")
);
--> statement-breakpoint
ALTER TABLE "audiences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversion_uploads" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"upload_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ad_account_id" uuid NOT NULL,
	"destination" text NOT NULL,
	"event_id" text NOT NULL,
	"event_name" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"value_minor" bigint,
	"currency" text,
	"execution_id" uuid,
	"state" text NOT NULL,
	"code" text,
	"reason" text,
	"attempts" integer DEFAULT 1 NOT NULL,
	"platform_request_id" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversion_uploads_tenant_id_upload_id_pk" PRIMARY KEY("tenant_id","upload_id"),
	CONSTRAINT "conversion_uploads_event" UNIQUE("tenant_id","ad_account_id","destination","event_id")
);
--> statement-breakpoint
ALTER TABLE "conversion_uploads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fx_rates" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"currency" text NOT NULL,
	"base_currency" text NOT NULL,
	"as_of" date NOT NULL,
	"rate" double precision NOT NULL,
	"source" text NOT NULL,
	"entered_by_email" text NOT NULL,
	"entered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fx_rates_tenant_id_currency_base_currency_as_of_pk" PRIMARY KEY("tenant_id","currency","base_currency","as_of")
);
--> statement-breakpoint
ALTER TABLE "fx_rates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "money_caps" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"cap_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text DEFAULT '' NOT NULL,
	"measure" text NOT NULL,
	"window_hours" integer NOT NULL,
	"limit_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"replaces" uuid,
	"proposed_by" uuid NOT NULL,
	"proposed_by_email" text NOT NULL,
	"proposed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_by" uuid,
	"decided_by_email" text,
	"decided_at" timestamp (3) with time zone,
	"rejected_at" timestamp (3) with time zone,
	"effective_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "money_caps_tenant_id_cap_id_pk" PRIMARY KEY("tenant_id","cap_id")
);
--> statement-breakpoint
ALTER TABLE "money_caps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_streams" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"stream_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ad_account_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"status" text DEFAULT 'idle' NOT NULL,
	"backfill_from" date,
	"complete_until" date,
	"cursor" jsonb,
	"rows_read" bigint DEFAULT 0 NOT NULL,
	"rows_changed" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"succeeded_at" timestamp (3) with time zone,
	"error_code" text,
	"error_message" text,
	CONSTRAINT "sync_streams_tenant_id_stream_id_pk" PRIMARY KEY("tenant_id","stream_id"),
	CONSTRAINT "sync_streams_account" UNIQUE("tenant_id","ad_account_id","stream")
);
--> statement-breakpoint
ALTER TABLE "sync_streams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ad_accounts" ADD COLUMN "platform_settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "creatives" ADD COLUMN "content" jsonb;--> statement-breakpoint
ALTER TABLE "creatives" ADD COLUMN "content_digest" text;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "change_set_id" uuid;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "interval_level" double precision DEFAULT 0.9 NOT NULL;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "counterfactual" double precision;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "promise_kept" boolean;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "rollback_execution_id" uuid;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "base_currency" text DEFAULT 'USD' NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "cap_cooling_off_hours" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "execution_id" uuid;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "playbook_id" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "requested_by_email" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "platform" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "account_id" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "entity_id" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "field" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "moved_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "exposure_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "moved_base_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "exposure_base_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "fx_rate" double precision;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "reserved_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "live_value" jsonb;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "live_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "resolution" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "resolved_by_email" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "resolution_reason" text;--> statement-breakpoint
ALTER TABLE "write_intents" ADD COLUMN "resolved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audiences" ADD CONSTRAINT "audiences_of_ad_accounts" FOREIGN KEY ("tenant_id","ad_account_id") REFERENCES "public"."ad_accounts"("tenant_id","ad_account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversion_uploads" ADD CONSTRAINT "conversion_uploads_of_ad_accounts" FOREIGN KEY ("tenant_id","ad_account_id") REFERENCES "public"."ad_accounts"("tenant_id","ad_account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_streams" ADD CONSTRAINT "sync_streams_of_ad_accounts" FOREIGN KEY ("tenant_id","ad_account_id") REFERENCES "public"."ad_accounts"("tenant_id","ad_account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversion_uploads_newest" ON "conversion_uploads" USING btree ("tenant_id","updated_at","upload_id");--> statement-breakpoint
CREATE INDEX "money_caps_holding" ON "money_caps" USING btree ("tenant_id","ended_at","scope","scope_id");--> statement-breakpoint
CREATE INDEX "money_caps_newest" ON "money_caps" USING btree ("tenant_id","proposed_at","cap_id");--> statement-breakpoint
CREATE INDEX "sync_streams_status" ON "sync_streams" USING btree ("tenant_id","status");--> statement-breakpoint
CREATE INDEX "write_intents_account" ON "write_intents" USING btree ("tenant_id","account_id","reserved_at");--> statement-breakpoint
CREATE INDEX "write_intents_reserved" ON "write_intents" USING btree ("tenant_id","reserved_at");--> statement-breakpoint
CREATE INDEX "write_intents_state" ON "write_intents" USING btree ("tenant_id","state","reserved_at");--> statement-breakpoint
CREATE UNIQUE INDEX "write_intents_field_under_way" ON "write_intents" USING btree ("tenant_id","account_id","entity_id","field") WHERE "write_intents"."state" in ('intended', 'armed', 'applied');--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "audiences" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "conversion_uploads" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "fx_rates" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "money_caps" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "sync_streams" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);