import { sql } from 'drizzle-orm';
import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Platform } from '../../contracts/ad-platform.ts';
import type { Change, IntentState } from '../../contracts/change-set.ts';
import { changeSets } from './change-sets.ts';
import { instant, wholeNumber } from './column-types.ts';
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
    /** What the ledger counts. Null in rows from before there was a ledger. */
    execution_id: uuid(),
    playbook_id: text(),
    requested_by_email: text(),
    platform: text().$type<Platform>(),
    account_id: text(),
    entity_id: text(),
    field: text().$type<Change['field']>(),
    currency: text(),
    moved_minor: wholeNumber().notNull().default(0),
    /** A raise, counted as the most that the platform may spend on one day because of it. */
    exposure_minor: wholeNumber().notNull().default(0),
    /** The same two in the tenant's base currency, at the rate of the moment of reserving. */
    moved_base_minor: wholeNumber().notNull().default(0),
    exposure_base_minor: wholeNumber().notNull().default(0),
    fx_rate: doublePrecision(),
    reserved_at: instant().notNull().defaultNow(),
    /** What the platform showed when nobody could tell any more, and who settled it how. */
    live_value: jsonb().$type<Change['before']>(),
    live_read_at: instant(),
    resolution: text().$type<'confirmed_applied' | 'confirmed_not_applied'>(),
    resolved_by_email: text(),
    resolution_reason: text(),
    resolved_at: instant(),
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
    index('write_intents_account').on(table.tenant_id, table.account_id, table.reserved_at),
    index('write_intents_reserved').on(table.tenant_id, table.reserved_at),
    index('write_intents_state').on(table.tenant_id, table.state, table.reserved_at),
    /** The lock of a field: of one field of one entity only one change can be under way. */
    uniqueIndex('write_intents_field_under_way')
      .on(table.tenant_id, table.account_id, table.entity_id, table.field)
      .where(sql`${table.state} in ('intended', 'armed', 'applied')`),
    tenantPolicy(),
  ],
);
