import { pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Who somebody is in a chat: only a known identity may decide from there. `channel` is `slack`. */
export const channelIdentities = pgTable(
  'channel_identities',
  {
    tenant_id: tenantId(),
    user_id: uuid().notNull(),
    channel: text().notNull(),
    external_id: text().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.channel, table.user_id] }),
    unique('channel_identities_external').on(table.tenant_id, table.channel, table.external_id),
    tenantPolicy(),
  ],
);
