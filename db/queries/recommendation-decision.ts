import { and, eq } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { editDistancePct } from '../../contracts/edit-distance.ts';
import type { FeedbackCategory } from '../../contracts/feedback.ts';
import { nextStatus, recommendationStatusSchema } from '../../contracts/recommendation-state.ts';
import { readRejection } from '../../contracts/rejection.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, recommendations } from '../schema/index.ts';

/** What was decided about a recommendation, by whom, and what they made of it. */
export type RecommendationDecision = {
  readonly decision: 'approved' | 'rejected';
  /** The e-mail address of a person, or `policy` when a grant of autonomy said yes. */
  readonly decided_by: string;
  readonly decided_at: Date;
  readonly feedback: string | null;
  readonly category?: FeedbackCategory | null;
  readonly human_workflow?: string | null;
  readonly human_reasoning?: string | null;
  /** True when a grant of autonomy said yes; then nobody's decision is recorded. */
  readonly by_policy?: boolean;
};

/** What became of it: recorded, or somebody (or time) was first. */
export type RecordedDecision =
  | { readonly kind: 'recorded'; readonly id: string; readonly status: string }
  | { readonly kind: 'ended_before'; readonly row: typeof recommendations.$inferSelect }
  | { readonly kind: 'unknown' };

/**
 * Fills every column of a decision, in one place for every channel. The first decision stands: afterwards nothing changes.
 * A yes to other values than the proposed ones is `edited`, with how far they lie apart. A no without a category is one whose
 * reason is unclear. A yes names the recommended workflow as the person's own. An automatic yes is no person's decision, so
 * `human_decision` and `human_workflow` stay empty.
 */
export async function recordDecision(
  tx: TenantTransaction,
  by: { readonly id: string } | { readonly approval_id: string },
  decision: RecommendationDecision,
): Promise<RecordedDecision> {
  const [row] = await tx
    .select()
    .from(recommendations)
    .where('id' in by ? eq(recommendations.id, by.id) : eq(recommendations.approval_id, by.approval_id))
    .for('update');
  if (row === undefined) return { kind: 'unknown' };
  const rejected = decision.decision === 'rejected';
  const edit_distance_pct = rejected ? null : await editDistanceOf(tx, row);
  const event = rejected ? 'reject' : (edit_distance_pct ?? 0) > 0 ? 'edit' : 'approve';
  const status = nextStatus(recommendationStatusSchema.parse(row.status), event);
  if (status === null) return { kind: 'ended_before', row };
  const by_policy = decision.by_policy ?? false;
  await tx
    .update(recommendations)
    .set({
      status,
      ...{ decided_by: decision.decided_by, decided_at: decision.decided_at, decision_feedback: decision.feedback },
      ...{ edit_distance_pct, auto_approved: by_policy, human_decision: by_policy ? null : decision.decision },
      human_workflow: by_policy ? null : (decision.human_workflow ?? (rejected ? null : row.recommended_workflow)),
      human_reasoning: decision.human_reasoning ?? decision.feedback,
      feedback_category: decision.category ?? (rejected ? categoryOfReason(decision.feedback) : null),
      ...(by_policy ? { mode: 'auto' as const } : {}),
    })
    .where(eq(recommendations.id, row.id));
  return { kind: 'recorded', id: row.id, status };
}

/**
 * What a person adds to a decision of their own after it was counted: category, the workflow they would have chosen and why.
 * Only what is named changes. False when somebody else decided.
 */
export async function annotateDecision(
  tx: TenantTransaction,
  note: {
    readonly id: string;
    readonly decided_by: string;
    readonly category: FeedbackCategory | null;
    readonly human_workflow: string | null;
    readonly human_reasoning: string | null;
  },
): Promise<boolean> {
  const { category, human_workflow, human_reasoning } = note;
  const values = {
    ...(category === null ? {} : { feedback_category: category }),
    ...(human_workflow === null ? {} : { human_workflow }),
    ...(human_reasoning === null ? {} : { human_reasoning }),
  };
  if (Object.keys(values).length === 0) return true;
  const changed = await tx
    .update(recommendations)
    .set(values)
    .where(and(eq(recommendations.id, note.id), eq(recommendations.decided_by, note.decided_by)))
    .returning({ id: recommendations.id });
  return changed.length > 0;
}

/** What people approved in the end is in the parameters of the approval; without one it was approved as it was. */
async function editDistanceOf(tx: TenantTransaction, row: typeof recommendations.$inferSelect): Promise<number> {
  if (row.approval_id === null) return 0;
  const [asked] = await tx
    .select({ params: approvals.params })
    .from(approvals)
    .where(eq(approvals.approval_id, row.approval_id));
  const params: JsonObject = asked?.params ?? {};
  return editDistancePct(row.action, params);
}

/** The short reasons of the inbox, read as categories; what says nothing about why is unclear. */
function categoryOfReason(reason: string | null): FeedbackCategory {
  const understandable = ['wrong_action', 'wrong_amount', 'bad_timing'];
  const named = readRejection(reason)?.reason;
  return named !== undefined && understandable.includes(named) ? 'wrong_understandable' : 'wrong_unclear';
}
