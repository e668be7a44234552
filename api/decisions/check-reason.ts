import { rejectReasonSchema } from '../../contracts/approval.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type FeedbackCategory, feedbackCategorySchema } from '../../contracts/feedback.ts';
import { readRejection } from '../../contracts/rejection.ts';

/** What a person says with a decision: why, and, of a recommendation, what they think of it. */
export type SaidWhy = { readonly reason: string | null; readonly category?: FeedbackCategory | null };

/**
 * The rule of every channel: a no names its reason, as one of the closed list at the front of its text or as what the person
 * thinks of the recommendation. Throws DECISION_REASON_MISSING. What the clock decides passes no channel and needs none.
 */
export function checkReason({ reason, category = null }: SaidWhy): void {
  if (category !== null || readRejection(reason) !== null) return;
  throw new CodedError('DECISION_REASON_MISSING', 'Say why not: a no needs one of the reasons.', {
    ...{ reasons: rejectReasonSchema.options, categories: feedbackCategorySchema.options },
  });
}
