import type { ApprovalStatus } from '../../contracts/approval.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { FeedbackCategory } from '../../contracts/feedback.ts';
import type { WorkflowType } from '../../contracts/recommendation.ts';
import { announceRecommendation } from '../../db/queries/announce-recommendation.ts';
import { listApprovals } from '../../db/queries/approvals-list.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { annotateDecision, recordDecision } from '../../db/queries/recommendation-decision.ts';
import { findRecommendation } from '../../db/queries/recommendations-list.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import type { CallerPart } from '../operation/operation.ts';
import { checkReason } from './check-reason.ts';
import { decide, refusal } from './decide.ts';

/** A decision in the words of the first version of the API. */
export type RecommendationDecision = {
  readonly recommendation_id: string;
  readonly decision: 'approved' | 'rejected';
  readonly feedback: string | null;
  /** What the person thinks of the recommendation; a no needs one. */
  readonly category: FeedbackCategory | null;
  /** The workflow that the person would have chosen, when they say so. */
  readonly human_workflow: WorkflowType | null;
  readonly human_reasoning: string | null;
  /** Of the approval as it was shown; null means the first question that the recommendation led to. */
  readonly plan_digest: string | null;
  readonly channel: string;
};

/** The approval that was decided; both null for a recommendation that changes nothing and so asks nobody. */
export type DecidedRecommendation = {
  readonly approval_id: string | null;
  readonly approval_status: ApprovalStatus | null;
};

/**
 * Decides on a recommendation by deciding on the approval of its execution. One without an approval ("keep watching") is
 * only marked, once: a second person gets DECISION_TOO_LATE with who was first. A yes without a digest is one to what was
 * recommended, so it does not count for a plan that took its place. Throws NOT_FOUND and what `decide` throws.
 */
export async function decideRecommendation(
  deps: Pick<ApiDependencies, 'relay' | 'temporal' | 'events' | 'log' | 'now'>,
  caller: CallerPart,
  request: RecommendationDecision,
  signal: AbortSignal,
): Promise<DecidedRecommendation> {
  if (request.decision === 'rejected') checkReason({ reason: null, category: request.category });
  const approval_id = await caller.inTenant((tx) => approvalOf(tx, request));
  if (approval_id === null) {
    await caller.inTenant((tx) => mark(tx, caller, request, deps.now()));
    logged(deps, caller, request);
    return { approval_id: null, approval_status: null };
  }
  const { approval } = await decide(
    deps,
    caller,
    {
      approval_id,
      plan_digest: request.plan_digest,
      decision: request.decision === 'approved' ? 'approve' : 'reject',
      edits: null,
      reason: request.feedback,
      category: request.category,
      channel: request.channel,
    },
    signal,
  );
  await caller.inTenant((tx) => note(tx, caller, request));
  return { approval_id, approval_status: approval.status };
}

function logged(deps: Pick<ApiDependencies, 'log'>, { principal }: CallerPart, request: RecommendationDecision): void {
  const { recommendation_id, decision } = request;
  deps.log.info({ event: 'decision_recorded', recommendation_id, decision, decided_by: principal.user_id });
}

async function approvalOf(
  tx: TenantTransaction,
  { recommendation_id: id, decision, plan_digest }: RecommendationDecision,
): Promise<string | null> {
  const recommendation = await findRecommendation(tx, { id });
  if (recommendation === null) throw new CodedError('NOT_FOUND', `There is no recommendation ${id}.`);
  const { execution_id } = recommendation;
  // The newest one: an edit or a drift replaces an approval by another.
  const { rows } = await listApprovals(tx, { limit: 1, after: null, status: null, campaign_id: null, execution_id });
  const [newest] = rows;
  const replaced = newest !== undefined && newest.supersedes !== null && newest.status === 'pending';
  if (replaced && decision === 'approved' && plan_digest === null) throw await refusal(tx, newest, 'DECISION_STALE');
  return newest?.approval_id ?? recommendation.approval_id;
}

async function mark(
  tx: TenantTransaction,
  caller: CallerPart,
  request: RecommendationDecision,
  decided_at: Date,
): Promise<void> {
  const { email, user_id } = caller.principal;
  const { recommendation_id: id, decision, feedback, category, human_workflow, human_reasoning } = request;
  const said = { decision, decided_by: email, decided_at, feedback, category, human_workflow, human_reasoning };
  const recorded = await recordDecision(tx, { id }, said);
  if (recorded.kind === 'unknown') throw new CodedError('NOT_FOUND', `There is no recommendation ${id}.`);
  if (recorded.kind === 'recorded') {
    await appendAudit(tx, {
      ...{ action: 'recommendation.decided', decision, actor_user_id: user_id, actor_email: email },
      ...{ entity_type: 'recommendation', entity_id: id },
      details: { channel: request.channel, category, human_workflow },
    });
    // Where a message told of it, that message says now how it was decided.
    const { tenant_id } = caller.principal;
    await announceRecommendation(tx, { tenant_id, recommendation_id: id, moment: 'recommendation_decided' });
    return;
  }
  const { decided_by, decided_at: at, human_decision, status } = recorded.row;
  if (decided_by === email && human_decision === decision) return;
  const who = decided_by === null ? `It is ${status}.` : `${decided_by} decided first.`;
  throw new CodedError('DECISION_TOO_LATE', `This has already been decided. ${who}`, {
    ...{ decided_by, decided_at: at?.toISOString() ?? null, decision: human_decision, status },
  });
}

/** What the person said besides yes or no; it belongs to the decision that was counted. */
async function note(tx: TenantTransaction, caller: CallerPart, request: RecommendationDecision): Promise<void> {
  const { recommendation_id: id, category, human_workflow, human_reasoning } = request;
  const { email: decided_by } = caller.principal;
  await annotateDecision(tx, { id, decided_by, category, human_workflow, human_reasoning });
}
