import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Requests that carried an Idempotency-Key, with the answer to repeat. `request_hash` tells a repeat from a misuse. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenant_id: tenantId(),
    user_id: uuid().notNull(),
    key: text().notNull(),
    request_hash: text().notNull(),
    status: text().$type<'in_flight' | 'done'>().notNull().default('in_flight'),
    response_status: integer(),
    response_body: jsonb().$type<JsonValue>(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.user_id, table.key] }),
    index('idempotency_keys_age').on(table.tenant_id, table.created_at),
    tenantPolicy(),
  ],
);
