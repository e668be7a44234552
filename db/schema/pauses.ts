import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { PauseScope } from '../../contracts/pause.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Stops that people put on a part of the business; one without `resumed_at` holds. `scope_id` is '' for the whole tenant. */
export const pauses = pgTable(
  'pauses',
  {
    tenant_id: tenantId(),
    pause_id: uuid().notNull().defaultRandom(),
    scope: text().$type<PauseScope>().notNull(),
    scope_id: text().notNull().default(''),
    reason: text().notNull(),
    paused_by: uuid().notNull(),
    paused_by_email: text().notNull(),
    paused_at: instant().notNull().defaultNow(),
    resumed_by: uuid(),
    resumed_by_email: text(),
    resumed_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.pause_id] }),
    index('pauses_holding').on(table.tenant_id, table.resumed_at, table.scope, table.scope_id),
    index('pauses_newest').on(table.tenant_id, table.paused_at, table.pause_id),
    tenantPolicy(),
  ],
);
