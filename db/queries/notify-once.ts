import type { TenantTransaction } from '../connect.ts';
import { deriveId } from '../derive-id.ts';
import { notifications } from '../schema/index.ts';

/** Tells each of these people the same thing in their inbox, once for each `key`. Gives how many were told now. */
export async function notifyOnce(
  tx: TenantTransaction,
  key: string,
  user_ids: readonly string[],
  message: { readonly kind: string; readonly title: string; readonly body: string; readonly link: string | null },
): Promise<number> {
  if (user_ids.length === 0) return 0;
  const rows = user_ids.map((user_id) => ({
    notification_id: deriveId('notification', key, user_id),
    user_id,
    ...message,
  }));
  const added = await tx
    .insert(notifications)
    .values(rows)
    .onConflictDoNothing()
    .returning({ notification_id: notifications.notification_id });
  return added.length;
}
