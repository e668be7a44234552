CREATE TABLE "conversion_batches" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"ad_account_id" uuid NOT NULL,
	"destination" text NOT NULL,
	"event_count" integer NOT NULL,
	"sealed" text,
	"execution_id" uuid,
	"received_by_email" text NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"emptied_at" timestamp (3) with time zone,
	CONSTRAINT "conversion_batches_tenant_id_batch_id_pk" PRIMARY KEY("tenant_id","batch_id")
);
--> statement-breakpoint
ALTER TABLE "conversion_batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "metric_sightings" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"dt" date NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"impressions" bigint NOT NULL,
	"clicks" bigint NOT NULL,
	"spend_minor" bigint NOT NULL,
	"revenue_minor" bigint NOT NULL,
	"conversions" double precision NOT NULL,
	"currency" text NOT NULL,
	"execution_id" uuid,
	CONSTRAINT "metric_sightings_tenant_id_campaign_id_dt_seen_at_pk" PRIMARY KEY("tenant_id","campaign_id","dt","seen_at")
);
--> statement-breakpoint
ALTER TABLE "metric_sightings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_days" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"ad_account_id" uuid NOT NULL,
	"campaign_id" text NOT NULL,
	"dt" date NOT NULL,
	"delivered" boolean NOT NULL,
	"partial" boolean NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sync_days_tenant_id_campaign_id_dt_pk" PRIMARY KEY("tenant_id","campaign_id","dt")
);
--> statement-breakpoint
ALTER TABLE "sync_days" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_streams" ADD COLUMN "rows_restated" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_streams" ADD COLUMN "lease_holder" text;--> statement-breakpoint
ALTER TABLE "sync_streams" ADD COLUMN "lease_token" uuid;--> statement-breakpoint
ALTER TABLE "sync_streams" ADD COLUMN "leased_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sync_streams" ADD COLUMN "execution_id" uuid;--> statement-breakpoint
ALTER TABLE "conversion_batches" ADD CONSTRAINT "conversion_batches_of_ad_accounts" FOREIGN KEY ("tenant_id","ad_account_id") REFERENCES "public"."ad_accounts"("tenant_id","ad_account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_sightings" ADD CONSTRAINT "metric_sightings_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_days" ADD CONSTRAINT "sync_days_of_campaigns" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","campaign_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversion_batches_newest" ON "conversion_batches" USING btree ("tenant_id","received_at","batch_id");--> statement-breakpoint
CREATE INDEX "sync_days_account" ON "sync_days" USING btree ("tenant_id","ad_account_id","dt");--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "conversion_batches" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "metric_sightings" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "sync_days" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);