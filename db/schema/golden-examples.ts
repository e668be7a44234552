import { sql } from 'drizzle-orm';
import { doublePrecision, index, jsonb, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Cases in which it is known what the right answer was: a context, what a person chose, and what came of it. */
export const goldenExamples = pgTable(
  'golden_examples',
  {
    tenant_id: tenantId(),
    example_id: text().notNull(),
    campaign_id: varchar({ length: 255 }).notNull(),
    campaign_name: text().notNull(),
    context: jsonb().$type<JsonObject>().notNull(),
    /** A workflow type. */
    human_decision: text().notNull(),
    human_reasoning: text(),
    /** How clear-cut it was, 0–1. */
    confidence: doublePrecision().notNull(),
    outcome: jsonb().$type<JsonObject>(),
    decision_date: instant().notNull(),
    decided_by: text(),
    tags: text().array().notNull().default(sql`'{}'::text[]`),
    /** `candidate` until an expert has looked at it. */
    status: text().$type<'candidate' | 'accepted' | 'rejected'>().notNull().default('candidate'),
    recommendation_id: uuid(),
    dataset_version: text(),
    reviewed_by_email: text(),
    reviewed_at: instant(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.example_id] }),
    index('golden_examples_newest').on(table.tenant_id, table.created_at, table.example_id),
    tenantPolicy(),
  ],
);
