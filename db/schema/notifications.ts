import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What people are told. Without a `user_id` it is for everybody whose role concerns it. */
export const notifications = pgTable(
  'notifications',
  {
    tenant_id: tenantId(),
    notification_id: uuid().notNull().defaultRandom(),
    user_id: uuid(),
    kind: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    link: text(),
    read_at: instant(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.notification_id] }),
    index('notifications_newest').on(table.tenant_id, table.created_at, table.notification_id),
    index('notifications_user').on(table.tenant_id, table.user_id, table.created_at),
    tenantPolicy(),
  ],
);
