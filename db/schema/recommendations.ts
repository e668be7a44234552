import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type {
  Recommendation,
  RootCause,
  riskLevelSchema,
  TypedAction,
  WorkflowType,
} from '../../contracts/recommendation.ts';
import { campaigns } from './campaigns.ts';
import { createdAt, instant } from './column-types.ts';
import { executions } from './executions.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What the reasoning recommended for a campaign, what a person made of it, and what came of it. Confidence is 0–1. */
export const recommendations = pgTable(
  'recommendations',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    campaign_id: varchar({ length: 255 }).notNull(),
    execution_id: uuid().notNull(),
    approval_id: uuid(),
    status: text().notNull().default('pending'),
    superseded_by: uuid(),
    context: jsonb().$type<JsonObject>().notNull(),
    recommended_workflow: varchar({ length: 100 }).$type<WorkflowType>().notNull(),
    specific_action: text().notNull(),
    reasoning: text().notNull(),
    signal_analysis: text().notNull(),
    root_cause: text().$type<RootCause>().notNull(),
    expected_impact: text(),
    risk_level: varchar({ length: 20 }).$type<z.infer<typeof riskLevelSchema>>(),
    risk_factors: jsonb().$type<Recommendation['risk_factors']>(),
    alternative_actions: jsonb().$type<Recommendation['alternative_actions']>(),
    success_metrics: jsonb().$type<Recommendation['success_metrics']>(),
    confidence: doublePrecision().notNull(),
    confidence_reasoning: text(),
    /** Null while nobody has decided, then `approved` or `rejected`. */
    human_decision: varchar({ length: 100 }),
    decided_by: varchar({ length: 255 }),
    decided_at: instant(),
    decision_feedback: text(),
    human_workflow: varchar({ length: 100 }),
    human_reasoning: text(),
    feedback_category: varchar({ length: 50 }),
    flagged_for_review: boolean().notNull().default(false),
    outcome_metrics: jsonb().$type<JsonObject>(),
    outcome_recorded_at: instant(),
    /** How often its outcome was looked for in vain. */
    outcome_tries: integer().notNull().default(0),
    /** Its outcome is not looked for again before then; null when it is due, or was given up. */
    outcome_next_try_at: instant(),
    /** When looking for its outcome was given up, because no data ever came. */
    outcome_given_up_at: instant(),
    mode: varchar({ length: 20 }).$type<'shadow' | 'propose' | 'auto'>().notNull().default('propose'),
    action: jsonb().$type<TypedAction>().notNull(),
    /** The whole recommendation as the playbook made it. */
    recommendation: jsonb().$type<Recommendation>().notNull(),
    validation_passed: boolean(),
    degraded: boolean().notNull().default(false),
    model_version: varchar({ length: 50 }),
    prompt_version: varchar({ length: 50 }),
    raw_confidence: doublePrecision(),
    iteration_count: integer().notNull().default(1),
    missing_sources: text().array().notNull().default(sql`'{}'::text[]`),
    superseded_reason: text(),
    /** Other open recommendations that would pull the same lever. */
    conflicts_with: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    /** What waiting costs a day in the account's minor units, times how sure it is: higher is more urgent. */
    priority: doublePrecision(),
    expires_at: instant(),
    /** How far an edited action lies from the proposed one, percent; 0 when it was approved as it was. */
    edit_distance_pct: doublePrecision(),
    auto_approved: boolean().notNull().default(false),
    /** The answer of the tests and of people about the case that this became. */
    golden_example_id: text(),
    generated_at: instant().notNull().defaultNow(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('recommendations_execution').on(table.tenant_id, table.execution_id),
    foreignKey({
      name: 'recommendations_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    foreignKey({
      name: 'recommendations_of_executions',
      columns: [table.tenant_id, table.execution_id],
      foreignColumns: [executions.tenant_id, executions.execution_id],
    }),
    check('recommendations_confidence', sql`${table.confidence} >= 0 and ${table.confidence} <= 1`),
    index('recommendations_newest').on(table.tenant_id, table.created_at, table.id),
    index('recommendations_campaign').on(table.tenant_id, table.campaign_id, table.created_at),
    index('recommendations_human_decision').on(table.tenant_id, table.human_decision, table.created_at),
    index('recommendations_context').using('gin', table.context),
    tenantPolicy(),
  ],
);
