-- DESC NULLS LAST fits no `order by … desc`, so lists were sorted; ascending indexes are read backwards instead.
DROP INDEX "approvals_newest";--> statement-breakpoint
DROP INDEX "approvals_status";--> statement-breakpoint
DROP INDEX "approvals_campaign";--> statement-breakpoint
DROP INDEX "campaigns_newest";--> statement-breakpoint
DROP INDEX "change_sets_newest";--> statement-breakpoint
DROP INDEX "executions_newest";--> statement-breakpoint
DROP INDEX "executions_campaign";--> statement-breakpoint
DROP INDEX "executions_playbook";--> statement-breakpoint
DROP INDEX "executions_status";--> statement-breakpoint
DROP INDEX "llm_calls_newest";--> statement-breakpoint
DROP INDEX "metric_imports_campaign";--> statement-breakpoint
DROP INDEX "notifications_newest";--> statement-breakpoint
DROP INDEX "notifications_user";--> statement-breakpoint
DROP INDEX "outcomes_campaign";--> statement-breakpoint
DROP INDEX "receipts_campaign";--> statement-breakpoint
DROP INDEX "recommendations_newest";--> statement-breakpoint
DROP INDEX "recommendations_campaign";--> statement-breakpoint
DROP INDEX "recommendations_human_decision";--> statement-breakpoint
DROP INDEX "write_intents_campaign";--> statement-breakpoint
CREATE INDEX "approvals_newest" ON "approvals" USING btree ("tenant_id","created_at","approval_id");--> statement-breakpoint
CREATE INDEX "approvals_status" ON "approvals" USING btree ("tenant_id","status","created_at","approval_id");--> statement-breakpoint
CREATE INDEX "approvals_campaign" ON "approvals" USING btree ("tenant_id","campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "campaigns_newest" ON "campaigns" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "change_sets_newest" ON "change_sets" USING btree ("tenant_id","created_at","change_set_id");--> statement-breakpoint
CREATE INDEX "executions_newest" ON "executions" USING btree ("tenant_id","created_at","execution_id");--> statement-breakpoint
CREATE INDEX "executions_campaign" ON "executions" USING btree ("tenant_id","campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "executions_playbook" ON "executions" USING btree ("tenant_id","playbook_id","created_at");--> statement-breakpoint
CREATE INDEX "executions_status" ON "executions" USING btree ("tenant_id","status","created_at");--> statement-breakpoint
CREATE INDEX "llm_calls_newest" ON "llm_calls" USING btree ("tenant_id","timestamp","call_id");--> statement-breakpoint
CREATE INDEX "metric_imports_campaign" ON "metric_imports" USING btree ("tenant_id","campaign_id","imported_at");--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("tenant_id","created_at","notification_id");--> statement-breakpoint
CREATE INDEX "notifications_user" ON "notifications" USING btree ("tenant_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "outcomes_campaign" ON "outcomes" USING btree ("tenant_id","campaign_id","measure_at");--> statement-breakpoint
CREATE INDEX "receipts_campaign" ON "receipts" USING btree ("tenant_id","campaign_id","applied_at");--> statement-breakpoint
CREATE INDEX "recommendations_newest" ON "recommendations" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "recommendations_campaign" ON "recommendations" USING btree ("tenant_id","campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "recommendations_human_decision" ON "recommendations" USING btree ("tenant_id","human_decision","created_at");--> statement-breakpoint
CREATE INDEX "write_intents_campaign" ON "write_intents" USING btree ("tenant_id","campaign_id","applied_at");