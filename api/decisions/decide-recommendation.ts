import type { ApprovalStatus } from '../../contracts/approval.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { listApprovals } from '../../db/queries/approvals-list.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { findRecommendation, recordRecommendationDecision } from '../../db/queries/recommendations-list.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import type { CallerPart } from '../operation/operation.ts';
import { decide } from './decide.ts';

/** A decision in the words of the first version of the API. */
export type RecommendationDecision = {
  readonly recommendation_id: string;
  readonly decision: 'approved' | 'rejected';
  readonly feedback: string | null;
  readonly channel: string;
};

/** The approval that was decided; both null for a recommendation that changes nothing and so asks nobody. */
export type DecidedRecommendation = {
  readonly approval_id: string | null;
  readonly approval_status: ApprovalStatus | null;
};

/**
 * Decides on a recommendation by deciding on the approval of its execution. One without an approval ("keep watching") is
 * only marked, once: a second person gets DECISION_TOO_LATE with who was first. Throws NOT_FOUND and what `decide` throws.
 */
export async function decideRecommendation(
  deps: Pick<ApiDependencies, 'relay' | 'temporal' | 'events' | 'log' | 'now'>,
  caller: CallerPart,
  request: RecommendationDecision,
  signal: AbortSignal,
): Promise<DecidedRecommendation> {
  const approval_id = await caller.inTenant((tx) => approvalOf(tx, request.recommendation_id));
  if (approval_id === null) {
    await caller.inTenant((tx) => mark(tx, caller, request, deps.now()));
    return { approval_id: null, approval_status: null };
  }
  const { approval } = await decide(
    deps,
    caller,
    {
      approval_id,
      plan_digest: null,
      decision: request.decision === 'approved' ? 'approve' : 'reject',
      edits: null,
      reason: request.feedback,
      channel: request.channel,
    },
    signal,
  );
  return { approval_id, approval_status: approval.status };
}

async function approvalOf(tx: TenantTransaction, id: string): Promise<string | null> {
  const recommendation = await findRecommendation(tx, { id });
  if (recommendation === null) throw new CodedError('NOT_FOUND', `There is no recommendation ${id}.`);
  const { execution_id } = recommendation;
  // The newest one: an edit or a drift replaces an approval by another.
  const { rows } = await listApprovals(tx, { limit: 1, after: null, status: null, campaign_id: null, execution_id });
  return rows[0]?.approval_id ?? recommendation.approval_id;
}

async function mark(
  tx: TenantTransaction,
  caller: CallerPart,
  request: RecommendationDecision,
  decided_at: Date,
): Promise<void> {
  const { email, user_id } = caller.principal;
  const recorded = await recordRecommendationDecision(tx, {
    id: request.recommendation_id,
    human_decision: request.decision,
    decided_by: email,
    decided_at,
    decision_feedback: request.feedback,
  });
  if (recorded) {
    await appendAudit(tx, {
      action: 'recommendation.decided',
      decision: request.decision,
      actor_user_id: user_id,
      actor_email: email,
      entity_type: 'recommendation',
      entity_id: request.recommendation_id,
      details: { channel: request.channel },
    });
    return;
  }
  const known = await findRecommendation(tx, { id: request.recommendation_id });
  if (known?.decided_by === email && known.human_decision === request.decision) return;
  throw new CodedError('DECISION_TOO_LATE', `${known?.decided_by ?? 'Somebody'} decided first.`, {
    decided_by: known?.decided_by ?? null,
    decided_at: known?.decided_at?.toISOString() ?? null,
    decision: known?.human_decision ?? null,
  });
}
