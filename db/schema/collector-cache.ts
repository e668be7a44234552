import { index, jsonb, pgTable, primaryKey, text, varchar } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Answers of collectors until they are too old. The key is shared by campaigns that would get the same answer. */
export const collectorCache = pgTable(
  'collector_cache',
  {
    tenant_id: tenantId(),
    collector_name: varchar({ length: 100 }).notNull(),
    cache_key: text().notNull(),
    answer: jsonb().$type<JsonValue>().notNull(),
    fetched_at: instant().notNull(),
    expires_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.collector_name, table.cache_key] }),
    index('collector_cache_old').on(table.tenant_id, table.expires_at),
    tenantPolicy(),
  ],
);
