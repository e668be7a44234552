import { index, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What people said of a recommendation, decided or not, and which version took it up. */
export const recommendationFeedback = pgTable(
  'recommendation_feedback',
  {
    tenant_id: tenantId(),
    feedback_id: uuid().notNull().defaultRandom(),
    recommendation_id: uuid().notNull(),
    category: varchar({ length: 50 }).notNull(),
    comment: text(),
    human_workflow: varchar({ length: 100 }),
    author_email: text().notNull(),
    /** The first version of engine or prompt that lists it as dealt with. */
    taken_up_in: text(),
    taken_up_at: instant(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.feedback_id] }),
    index('recommendation_feedback_newest').on(table.tenant_id, table.created_at, table.feedback_id),
    index('recommendation_feedback_of').on(table.tenant_id, table.recommendation_id),
    tenantPolicy(),
  ],
);
