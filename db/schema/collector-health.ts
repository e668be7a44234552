import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text, unique, uuid, varchar } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** How each collector stands: `healthy`, `degraded` (slow, or a failure among the last five calls) or `down`. */
export const collectorHealth = pgTable(
  'collector_health',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    collector_name: varchar({ length: 100 }).notNull(),
    status: varchar({ length: 20 }).$type<'healthy' | 'degraded' | 'down'>().notNull(),
    last_check: instant().notNull().defaultNow(),
    error_message: text(),
    response_time_ms: integer(),
    /** The newest five calls, newest first: did they succeed? */
    recent: boolean().array().notNull().default(sql`'{}'::boolean[]`),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('collector_health_collector').on(table.tenant_id, table.collector_name),
    tenantPolicy(),
  ],
);
