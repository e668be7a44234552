import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { holdingPauses } from '../../../db/queries/pauses.ts';
import { pausableWork, type WriteWork } from './write-work.ts';

/**
 * Throws SCOPE_PAUSED when a pause holds for the change: of its campaign, brand, account or platform, of the playbook or
 * one that started it, or of the tenant. The statements that arm and that allow the request ask this themselves; here it is
 * said why they did not.
 */
export async function refuseWhenPaused(tx: TenantTransaction, work: WriteWork): Promise<void> {
  const [pause] = await holdingPauses(tx, pausableWork(work));
  if (pause === undefined) return;
  const { pause_id, scope, scope_id, reason, paused_by_email, paused_at } = pause;
  const what = scope === 'tenant' ? 'everything' : `the ${scope} ${scope_id}`;
  throw new CodedError('SCOPE_PAUSED', `${paused_by_email} paused ${what}: ${reason}`, {
    ...{ pause_id, scope, scope_id, reason, paused_by: paused_by_email, paused_at: paused_at.toISOString() },
  });
}
