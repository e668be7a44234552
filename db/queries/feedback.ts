import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { feedbackCategorySchema } from '../../contracts/feedback.ts';
import { workflowTypeSchema } from '../../contracts/recommendation.ts';
import type { TenantTransaction } from '../connect.ts';
import { recommendationFeedback, recommendations } from '../schema/index.ts';

/** A piece of feedback with its category and workflow in the words of the contract. */
export type FeedbackRow = ReturnType<typeof toFeedback>;

/** Keeps what somebody says of a recommendation, and puts it on the list of the Friday session if they ask for that. */
export async function addFeedback(
  tx: TenantTransaction,
  entry: Pick<
    typeof recommendationFeedback.$inferInsert,
    'recommendation_id' | 'category' | 'comment' | 'human_workflow' | 'author_email'
  > & { readonly flag_for_review: boolean },
): Promise<FeedbackRow> {
  const { flag_for_review, ...values } = entry;
  const [row] = await tx.insert(recommendationFeedback).values(values).returning();
  if (flag_for_review) await flagForReview(tx, entry.recommendation_id, true);
  if (row === undefined) throw new Error('The feedback was not stored.');
  return toFeedback(row);
}

/** Puts a recommendation on the list of the Friday session, or takes it off. False when there is no such recommendation. */
export async function flagForReview(tx: TenantTransaction, id: string, flagged_for_review: boolean): Promise<boolean> {
  const changed = await tx
    .update(recommendations)
    .set({ flagged_for_review })
    .where(eq(recommendations.id, id))
    .returning({ id: recommendations.id });
  return changed.length > 0;
}

/** What was said of a recommendation, oldest first. */
export async function listFeedback(tx: TenantTransaction, recommendation_id: string): Promise<FeedbackRow[]> {
  const rows = await tx
    .select()
    .from(recommendationFeedback)
    .where(eq(recommendationFeedback.recommendation_id, recommendation_id))
    .orderBy(asc(recommendationFeedback.created_at), asc(recommendationFeedback.feedback_id));
  return rows.map(toFeedback);
}

/** Feedback that no version has taken up yet, newest first. */
export async function listOpenFeedback(tx: TenantTransaction, limit: number): Promise<FeedbackRow[]> {
  const rows = await tx
    .select()
    .from(recommendationFeedback)
    .where(isNull(recommendationFeedback.taken_up_in))
    .orderBy(desc(recommendationFeedback.created_at), desc(recommendationFeedback.feedback_id))
    .limit(limit);
  return rows.map(toFeedback);
}

/**
 * Says which version of engine or prompt deals with a piece of feedback: the first one counts, since the time until then is
 * how fast the loop closes. False when there is no such feedback or an earlier version dealt with it.
 */
export async function takeUpFeedback(
  tx: TenantTransaction,
  feedback_id: string,
  taken_up_in: string,
): Promise<boolean> {
  const changed = await tx
    .update(recommendationFeedback)
    .set({ taken_up_in, taken_up_at: sql`now()` })
    .where(and(eq(recommendationFeedback.feedback_id, feedback_id), isNull(recommendationFeedback.taken_up_in)))
    .returning({ id: recommendationFeedback.feedback_id });
  return changed.length > 0;
}

function toFeedback(row: typeof recommendationFeedback.$inferSelect) {
  const { tenant_id, category, human_workflow, ...rest } = row;
  return {
    ...rest,
    category: feedbackCategorySchema.parse(category),
    human_workflow: workflowTypeSchema.nullable().parse(human_workflow),
  };
}
