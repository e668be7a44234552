import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Who did what, as a chain per tenant: each row's `hash` covers the row and the hash before it. Append-only by privilege. */
export const auditLog = pgTable(
  'audit_log',
  {
    tenant_id: tenantId(),
    log_id: uuid().notNull().defaultRandom(),
    seq: wholeNumber().notNull(),
    timestamp: instant().notNull(),
    agent_name: text(),
    action: text().notNull(),
    decision: text(),
    actor_user_id: uuid(),
    actor_email: text(),
    entity_type: text(),
    entity_id: text(),
    details: jsonb().$type<JsonObject>().notNull(),
    prev_hash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.log_id] }),
    unique('audit_log_seq').on(table.tenant_id, table.seq),
    index('audit_log_entity').on(table.tenant_id, table.entity_type, table.entity_id, table.seq),
    tenantPolicy(),
  ],
);
