import { sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Two versions of a prompt in use side by side; a campaign stays with the one that its hash gives it. */
export const promptExperiments = pgTable(
  'prompt_experiments',
  {
    tenant_id: tenantId(),
    prompt_experiment_id: uuid().notNull().defaultRandom(),
    prompt_name: text().notNull(),
    version_a: text().notNull(),
    version_b: text().notNull(),
    share_b_pct: integer().notNull(),
    status: text().$type<'running' | 'stopped' | 'promoted'>().notNull().default('running'),
    started_at: createdAt(),
    started_by_email: text(),
    ended_at: instant(),
    ended_by_email: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.prompt_experiment_id] }),
    uniqueIndex('prompt_experiments_one_running').on(table.tenant_id, table.prompt_name).where(sql`status = 'running'`),
    tenantPolicy(),
  ],
);
