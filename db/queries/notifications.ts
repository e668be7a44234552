import { and, eq, getTableColumns, isNull, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { notifications } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

const { tenant_id: _tenant, ...columns } = getTableColumns(notifications);

/** A notification. */
export type NotificationRow = Omit<typeof notifications.$inferSelect, 'tenant_id'>;

/** What a person is told: their own notifications and those for everybody, newest first. */
export async function listNotifications(
  tx: TenantTransaction,
  filter: {
    readonly user_id: string;
    readonly unread_only: boolean;
    readonly limit: number;
    readonly after: KeysetPosition | null;
  },
): Promise<KeysetPage<NotificationRow>> {
  const rows = await tx
    .select(columns)
    .from(notifications)
    .where(
      and(
        or(eq(notifications.user_id, filter.user_id), isNull(notifications.user_id)),
        afterPosition(notifications.created_at, notifications.notification_id, filter.after),
        filter.unread_only ? isNull(notifications.read_at) : undefined,
      ),
    )
    .orderBy(newestFirst(notifications.created_at, notifications.notification_id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.created_at, id: row.notification_id }));
}

/** Marks a person’s own notification as read. False when there is none, or it is not theirs alone. */
export async function markNotificationRead(
  tx: TenantTransaction,
  notification: { readonly notification_id: string; readonly user_id: string },
): Promise<boolean> {
  const changed = await tx
    .update(notifications)
    .set({ read_at: sql`coalesce(${notifications.read_at}, now())` })
    .where(
      and(
        eq(notifications.notification_id, notification.notification_id),
        eq(notifications.user_id, notification.user_id),
      ),
    )
    .returning({ id: notifications.notification_id });
  return changed.length > 0;
}
