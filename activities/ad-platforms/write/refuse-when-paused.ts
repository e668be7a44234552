import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { holdingPauses } from '../../../db/queries/pauses.ts';
import type { WriteWork } from './write-work.ts';

/**
 * Throws SCOPE_PAUSED when a pause holds for the change: of its campaign, brand or platform, of the playbook or one that
 * started it, or of the tenant. Asked in the transaction that arms the intent and once more right before the request, so
 * that a pause stops every write that has not left yet, whatever the workflow has heard.
 */
export async function refuseWhenPaused(tx: TenantTransaction, { call, change }: WriteWork): Promise<void> {
  const { playbook_id, execution_id } = call.origin;
  const [pause] = await holdingPauses(tx, { campaign_id: change.campaign_id, playbook_id, execution_id });
  if (pause === undefined) return;
  const { pause_id, scope, scope_id, reason, paused_by_email, paused_at } = pause;
  const what = scope === 'tenant' ? 'everything' : `the ${scope} ${scope_id}`;
  throw new CodedError('SCOPE_PAUSED', `${paused_by_email} paused ${what}: ${reason}`, {
    ...{ pause_id, scope, scope_id, reason, paused_by: paused_by_email, paused_at: paused_at.toISOString() },
  });
}
