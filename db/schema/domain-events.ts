import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What happened, inside or outside: playbooks start on it and waiting executions hear of it. Taken once by `dedupe_key`. */
export const domainEvents = pgTable(
  'domain_events',
  {
    tenant_id: tenantId(),
    event_id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    entity_type: text(),
    entity_id: text(),
    data: jsonb().$type<JsonValue>().notNull(),
    /** Who says so: `api`, `webhook:<name>`, or the agent. */
    source: text().notNull(),
    dedupe_key: text().notNull(),
    occurred_at: instant().notNull(),
    received_at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.event_id] }),
    unique('domain_events_once').on(table.tenant_id, table.dedupe_key),
    index('domain_events_newest').on(table.tenant_id, table.received_at, table.event_id),
    index('domain_events_name').on(table.tenant_id, table.name, table.received_at),
    tenantPolicy(),
  ],
);
