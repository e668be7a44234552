CREATE TABLE "approval_delegations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"delegation_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"approval_id" uuid NOT NULL,
	"from_user_id" uuid NOT NULL,
	"to_user_id" uuid NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_delegations_tenant_id_delegation_id_pk" PRIMARY KEY("tenant_id","delegation_id")
);
--> statement-breakpoint
ALTER TABLE "approval_delegations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "approval_snoozes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"condition" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"woken_at" timestamp (3) with time zone,
	"woken_because" text,
	CONSTRAINT "approval_snoozes_tenant_id_approval_id_user_id_pk" PRIMARY KEY("tenant_id","approval_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "approval_snoozes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "approver_group_members" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "approver_group_members_tenant_id_group_id_user_id_pk" PRIMARY KEY("tenant_id","group_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "approver_group_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "approver_groups" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"group_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approver_groups_tenant_id_group_id_pk" PRIMARY KEY("tenant_id","group_id"),
	CONSTRAINT "approver_groups_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
ALTER TABLE "approver_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel_identities" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"external_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_identities_tenant_id_channel_user_id_pk" PRIMARY KEY("tenant_id","channel","user_id"),
	CONSTRAINT "channel_identities_external" UNIQUE("tenant_id","channel","external_id")
);
--> statement-breakpoint
ALTER TABLE "channel_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decision_links" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"token_hash" text NOT NULL,
	"approval_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decision_links_tenant_id_token_hash_pk" PRIMARY KEY("tenant_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "decision_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"delivery_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"channel" text NOT NULL,
	"target" text NOT NULL,
	"kind" text NOT NULL,
	"approval_id" uuid,
	"dedupe_key" text NOT NULL,
	"status" text NOT NULL,
	"external_ref" text,
	"attempts" integer DEFAULT 1 NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_tenant_id_delivery_id_pk" PRIMARY KEY("tenant_id","delivery_id"),
	CONSTRAINT "deliveries_once" UNIQUE("tenant_id","dedupe_key")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "domain_events" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"event_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"entity_type" text,
	"entity_id" text,
	"data" jsonb NOT NULL,
	"source" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "domain_events_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id"),
	CONSTRAINT "domain_events_once" UNIQUE("tenant_id","dedupe_key")
);
--> statement-breakpoint
ALTER TABLE "domain_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "failure_groups" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"assigned_to" uuid,
	"note" text,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "failure_groups_tenant_id_fingerprint_pk" PRIMARY KEY("tenant_id","fingerprint")
);
--> statement-breakpoint
ALTER TABLE "failure_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pauses" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"pause_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text DEFAULT '' NOT NULL,
	"reason" text NOT NULL,
	"paused_by" uuid NOT NULL,
	"paused_by_email" text NOT NULL,
	"paused_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resumed_by" uuid,
	"resumed_by_email" text,
	"resumed_at" timestamp (3) with time zone,
	CONSTRAINT "pauses_tenant_id_pause_id_pk" PRIMARY KEY("tenant_id","pause_id")
);
--> statement-breakpoint
ALTER TABLE "pauses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payload_blobs" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"content" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payload_blobs_tenant_id_sha256_pk" PRIMARY KEY("tenant_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "payload_blobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trigger_evaluations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"evaluation_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"playbook_id" text NOT NULL,
	"playbook_version_id" uuid NOT NULL,
	"entity_type" text,
	"entity_id" text,
	"source" text NOT NULL,
	"event_id" uuid,
	"result" text NOT NULL,
	"because" text NOT NULL,
	"features" jsonb NOT NULL,
	"values" jsonb NOT NULL,
	"execution_id" uuid,
	"due_at" timestamp (3) with time zone NOT NULL,
	"evaluated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trigger_evaluations_tenant_id_evaluation_id_pk" PRIMARY KEY("tenant_id","evaluation_id")
);
--> statement-breakpoint
ALTER TABLE "trigger_evaluations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhooks" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"webhook_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"secret_ciphertext" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_received_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "webhooks_tenant_id_webhook_id_pk" PRIMARY KEY("tenant_id","webhook_id"),
	CONSTRAINT "webhooks_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
ALTER TABLE "webhooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "escalation_level" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "frozen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "rerun_of" uuid;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "rerun_from_step" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "parent_execution_id" uuid;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "parent_step_id" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "evaluation_id" uuid;--> statement-breakpoint
ALTER TABLE "playbooks" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "approval_delegations" ADD CONSTRAINT "approval_delegations_of_approvals" FOREIGN KEY ("tenant_id","approval_id") REFERENCES "public"."approvals"("tenant_id","approval_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_snoozes" ADD CONSTRAINT "approval_snoozes_of_approvals" FOREIGN KEY ("tenant_id","approval_id") REFERENCES "public"."approvals"("tenant_id","approval_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approver_group_members" ADD CONSTRAINT "approver_group_members_of_groups" FOREIGN KEY ("tenant_id","group_id") REFERENCES "public"."approver_groups"("tenant_id","group_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_links" ADD CONSTRAINT "decision_links_of_approvals" FOREIGN KEY ("tenant_id","approval_id") REFERENCES "public"."approvals"("tenant_id","approval_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_delegations_approval" ON "approval_delegations" USING btree ("tenant_id","approval_id");--> statement-breakpoint
CREATE INDEX "approval_snoozes_due" ON "approval_snoozes" USING btree ("tenant_id","woken_at","until");--> statement-breakpoint
CREATE INDEX "approver_group_members_user" ON "approver_group_members" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "decision_links_approval" ON "decision_links" USING btree ("tenant_id","approval_id");--> statement-breakpoint
CREATE INDEX "deliveries_approval" ON "deliveries" USING btree ("tenant_id","approval_id");--> statement-breakpoint
CREATE INDEX "domain_events_newest" ON "domain_events" USING btree ("tenant_id","received_at","event_id");--> statement-breakpoint
CREATE INDEX "domain_events_name" ON "domain_events" USING btree ("tenant_id","name","received_at");--> statement-breakpoint
CREATE INDEX "pauses_holding" ON "pauses" USING btree ("tenant_id","resumed_at","scope","scope_id");--> statement-breakpoint
CREATE INDEX "pauses_newest" ON "pauses" USING btree ("tenant_id","paused_at","pause_id");--> statement-breakpoint
CREATE INDEX "trigger_evaluations_why" ON "trigger_evaluations" USING btree ("tenant_id","playbook_id","entity_id","due_at");--> statement-breakpoint
CREATE INDEX "trigger_evaluations_newest" ON "trigger_evaluations" USING btree ("tenant_id","evaluated_at","evaluation_id");--> statement-breakpoint
CREATE INDEX "executions_rerun_of" ON "executions" USING btree ("tenant_id","rerun_of");--> statement-breakpoint
CREATE INDEX "executions_parent" ON "executions" USING btree ("tenant_id","parent_execution_id");--> statement-breakpoint
CREATE INDEX "executions_failed" ON "executions" USING btree ("tenant_id","error_code","finished_at");--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "approval_delegations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "approval_snoozes" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "approver_group_members" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "approver_groups" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "channel_identities" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "decision_links" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "deliveries" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "domain_events" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "failure_groups" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "pauses" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "payload_blobs" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "trigger_evaluations" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "webhooks" AS PERMISSIVE FOR ALL TO current_user, "mbi_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);