ALTER TABLE "knowledge_documents" ADD COLUMN "cleaned" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "format" text DEFAULT 'markdown' NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "access" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "dated_on" date;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "error_message" text;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD COLUMN "temperature" real;