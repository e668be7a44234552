import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Change, IntentState } from '../../contracts/change-set.ts';
import { changeSets } from './change-sets.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** One write to a platform, recorded before it is sent. `fence` counts up with every worker that takes it over. */
export const writeIntents = pgTable(
  'write_intents',
  {
    tenant_id: tenantId(),
    intent_id: uuid().notNull().defaultRandom(),
    change_set_id: uuid().notNull(),
    campaign_id: text().notNull(),
    change: jsonb().$type<Change>().notNull(),
    idempotency_key: text().notNull(),
    state: text().$type<IntentState>().notNull().default('intended'),
    fence: integer().notNull().default(0),
    armed_at: instant(),
    applied_at: instant(),
    verified_at: instant(),
    platform_request_id: text(),
    last_error: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.intent_id] }),
    unique('write_intents_idempotency_key').on(table.tenant_id, table.idempotency_key),
    foreignKey({
      name: 'write_intents_of_change_sets',
      columns: [table.tenant_id, table.change_set_id],
      foreignColumns: [changeSets.tenant_id, changeSets.change_set_id],
    }),
    index('write_intents_change_set').on(table.tenant_id, table.change_set_id),
    index('write_intents_campaign').on(table.tenant_id, table.campaign_id, table.applied_at),
    tenantPolicy(),
  ],
);
