import { pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Doors for signed events from outside; an event that comes through one is named `webhook.<name>`. Secrets are sealed. */
export const webhooks = pgTable(
  'webhooks',
  {
    tenant_id: tenantId(),
    webhook_id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    secret_ciphertext: text().notNull(),
    created_by: uuid().notNull(),
    created_at: createdAt(),
    last_received_at: instant(),
    revoked_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.webhook_id] }),
    unique('webhooks_name').on(table.tenant_id, table.name),
    tenantPolicy(),
  ],
);
