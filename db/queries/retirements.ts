import { and, asc, eq, inArray } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { auditLog } from '../schema/index.ts';

/** A time in which a playbook started nothing, because it was retired; `until` is null while it still is. */
export type Retirement = { readonly since: Date; readonly until: Date | null };

/** Every time in which a playbook was retired, oldest first, as the audit log tells it. */
export async function listRetirements(tx: TenantTransaction, playbook_id: string): Promise<readonly Retirement[]> {
  const rows = await tx
    .select({ action: auditLog.action, at: auditLog.timestamp })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.entity_type, 'playbook'),
        eq(auditLog.entity_id, playbook_id),
        inArray(auditLog.action, ['playbook.retired', 'playbook.deployed']),
      ),
    )
    .orderBy(asc(auditLog.seq));
  return rows.flatMap(({ action, at }, index) =>
    action === 'playbook.retired' ? [{ since: at, until: rows[index + 1]?.at ?? null }] : [],
  );
}
