import { date, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { adAccounts } from './ad-accounts.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** One stream of an ad account that is kept in step with its platform, and how far it has come. */
export const syncStreams = pgTable(
  'sync_streams',
  {
    tenant_id: tenantId(),
    stream_id: uuid().notNull().defaultRandom(),
    ad_account_id: uuid().notNull(),
    stream: text().$type<'entities' | 'audiences' | 'daily_metrics'>().notNull(),
    status: text().$type<'idle' | 'running' | 'failed'>().notNull().default('idle'),
    /** The first day that is wanted, and the last one that has been read completely. */
    backfill_from: date({ mode: 'string' }),
    complete_until: date({ mode: 'string' }),
    /** Where a run that was cut short goes on. */
    cursor: jsonb().$type<JsonObject>(),
    rows_read: wholeNumber().notNull().default(0),
    rows_changed: wholeNumber().notNull().default(0),
    rows_restated: wholeNumber().notNull().default(0),
    /** Who holds the stream now (the idempotency key of a step), under which fence and until when. */
    lease_holder: text(),
    lease_token: uuid(),
    leased_until: instant(),
    execution_id: uuid(),
    started_at: instant(),
    finished_at: instant(),
    succeeded_at: instant(),
    error_code: text(),
    error_message: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.stream_id] }),
    unique('sync_streams_account').on(table.tenant_id, table.ad_account_id, table.stream),
    index('sync_streams_status').on(table.tenant_id, table.status),
    foreignKey({
      name: 'sync_streams_of_ad_accounts',
      columns: [table.tenant_id, table.ad_account_id],
      foreignColumns: [adAccounts.tenant_id, adAccounts.ad_account_id],
    }),
    tenantPolicy(),
  ],
);
