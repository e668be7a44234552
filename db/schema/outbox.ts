import { sql } from 'drizzle-orm';
import { bigserial, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createdAt, instant } from './column-types.ts';
import { definerPolicy, tenantId, tenantPolicy } from './tenant-table.ts';

/**
 * Messages to the world outside Postgres, written in the transaction of the change that causes them and sent afterwards,
 * at least once. `next_attempt_at` is also the lease: a claimed row is not due again until it runs out.
 */
export const outbox = pgTable(
  'outbox',
  {
    tenant_id: tenantId(),
    outbox_id: bigserial({ mode: 'number' }).notNull(),
    kind: text().notNull(),
    payload: jsonb().$type<JsonObject>().notNull(),
    dedupe_key: text().notNull(),
    attempts: integer().notNull().default(0),
    next_attempt_at: instant().notNull().defaultNow(),
    last_error: text(),
    created_at: createdAt(),
    done_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.outbox_id] }),
    unique('outbox_dedupe_key').on(table.tenant_id, table.dedupe_key),
    // The one index that does not lead with the tenant: claiming looks for what is due in all of them.
    index('outbox_due').on(table.next_attempt_at, table.outbox_id).where(sql`done_at is null`),
    tenantPolicy(),
    definerPolicy(),
  ],
);
