import { inverseOf } from '../../../contracts/change-arithmetic.ts';
import type { Receipt } from '../../../contracts/change-set.ts';
import { withTenant } from '../../../db/connect.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { refreshChangedRow } from '../../../db/queries/campaign-accounts.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import { recordReceipt } from '../../../db/queries/receipts.ts';
import { moveIntent } from '../../../db/queries/write-intents.ts';
import type { Held } from './write-work.ts';

/**
 * Records that a change is on the platform: state, receipt with its inverse, our own rows, event and audit entry in one
 * transaction, so that there is all of it or nothing. Under a fence that is no longer current it records nothing.
 */
export async function recordVerified({ work, intent }: Held, settled_by: Receipt['settled_by']): Promise<void> {
  const { call, change, deps } = work;
  const { execution_id, step_id, requested_by } = call.origin;
  const { intent_id, change_set_id, fence, platform_request_id } = intent;
  await withTenant(deps.database, call.origin.tenant_id, async (tx) => {
    const from = ['intended', 'armed', 'applied'] as const;
    if (!(await moveIntent(tx, { intent_id, fence, from, to: 'verified' }))) return;
    const inverse = inverseOf(change);
    await recordReceipt(tx, {
      intent_id,
      change_set_id,
      execution_id,
      change,
      inverse,
      settled_by,
      platform_request_id,
    });
    await refreshChangedRow(tx, change);
    await work.onVerified(tx, change);
    await appendEvent(tx, { execution_id, type: 'change.verified', data: { step_id, intent_id, change, settled_by } });
    await appendAudit(tx, {
      agent_name: 'AdPlatformAgent',
      action: work.action_id,
      decision: 'applied',
      actor_user_id: requested_by.user_id,
      actor_email: requested_by.email,
      entity_type: change.entity_type,
      entity_id: change.entity_id,
      details: {
        change,
        settled_by,
        platform_request_id,
        execution_id,
        plan_digest: call.plan_digest,
        grant: call.grant,
      },
    });
    await deps.failpoint('before_receipt_commit');
  });
  await deps.failpoint('after_receipt_commit');
}
