import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What a tenant has set for the reasoning agent. */
export const agentSettings = pgTable(
  'agent_settings',
  {
    tenant_id: tenantId(),
    rollout_stage: text().$type<'shadow' | 'internal_beta' | 'limited' | 'full'>().notNull().default('full'),
    /** Who sees recommendations in the internal beta. */
    beta_emails: text().array().notNull().default(sql`'{}'::text[]`),
    /** How long a person took for such a decision before; for the hours saved. */
    manual_decision_minutes: integer().notNull().default(45),
    judge_share_pct: integer().notNull().default(100),
    /** People hear of each recommendation by mail and chat, also where nobody is asked; otherwise it stands in the daily digest. */
    notify_each: boolean().notNull().default(true),
    recommendation_expires_hours: integer().notNull().default(72),
    updated_by_email: text(),
    updated_at: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id] }), tenantPolicy()],
);
