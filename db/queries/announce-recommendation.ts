import type { TenantTransaction } from '../connect.ts';
import { enqueueOutbox } from './outbox.ts';

/**
 * Leaves word, in the transaction of what happened, that chat and mail should be told of a recommendation nobody is asked
 * about: once when it was made (`recommended`), once when it was decided (`recommendation_decided`).
 */
export async function announceRecommendation(
  tx: TenantTransaction,
  told: {
    readonly tenant_id: string;
    readonly recommendation_id: string;
    readonly moment: 'recommended' | 'recommendation_decided';
  },
): Promise<void> {
  const { tenant_id, recommendation_id, moment } = told;
  const message_key = `deliver_recommendation/${recommendation_id}/${moment}`;
  // A recommendation has the id of the execution that made it, and goes the way of the approvals.
  const payload = { tenant_id, execution_id: recommendation_id, approval_id: recommendation_id, moment, message_key };
  await enqueueOutbox(tx, { kind: 'deliver_approval', payload, dedupe_key: message_key });
}
