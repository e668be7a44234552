import { eq, sql } from 'drizzle-orm';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, decisions } from '../schema/index.ts';

/**
 * Writes what became of a decision. One that came past the API, straight into Temporal, is recorded too, so that nothing
 * that anybody tried stays unseen; one on an approval that does not exist has nothing to be recorded with.
 * May be repeated: a decision is settled once, so a late withdrawal that names a yes does not rewrite the yes.
 */
export async function settleDecision(tx: TenantTransaction, { signal, outcome }: SettledDecision): Promise<void> {
  const verdict = {
    status: outcome.accepted ? ('accepted' as const) : ('ignored' as const),
    ignored_code: outcome.accepted ? null : outcome.code,
    settled_at: sql`now()`,
  };
  const [asked] = await tx
    .select({ plan_digest: approvals.plan_digest })
    .from(approvals)
    .where(eq(approvals.approval_id, signal.approval_id));
  if (asked === undefined) return;
  const said = 'decision' in signal ? signal : { decision: 'withdraw' as const, plan_digest: asked.plan_digest };
  await tx
    .insert(decisions)
    .values({
      decision_id: signal.decision_id,
      approval_id: signal.approval_id,
      decision: said.decision,
      plan_digest: said.plan_digest,
      actor_user_id: signal.actor.user_id,
      actor_email: signal.actor.email,
      channel: 'signal',
      edits: 'edits' in signal ? signal.edits : null,
      reason: 'reason' in signal ? signal.reason : null,
      ...verdict,
    })
    .onConflictDoUpdate({
      target: [decisions.tenant_id, decisions.decision_id],
      set: verdict,
      setWhere: eq(decisions.status, 'submitted'),
    });
}
