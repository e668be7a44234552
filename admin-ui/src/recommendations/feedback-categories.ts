import { type FeedbackCategory, feedbackReactions } from '../../../contracts/feedback.ts';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';

/** What a person thinks of a recommendation, in the order of the digit keys 1–4, with what the team does about it. */
export const feedbackCategories: readonly {
  readonly category: FeedbackCategory;
  readonly label: string;
  readonly reaction: string;
}[] = (
  [
    ['correct_good_reasoning', 'Right, and well explained'],
    ['correct_poor_reasoning', 'Right, but poorly explained'],
    ['wrong_understandable', 'Wrong, but I see why'],
    ['wrong_unclear', 'Wrong, and I do not see why'],
  ] as const
).map(([category, label]) => ({ category, label, reaction: feedbackReactions[category] }));

/** The workflows that a person may say they would have chosen. */
export const workflowChoices = workflowTypeSchema.options;

/** The category behind a digit key, or null for any other key. */
export function categoryOfKey(key: string): FeedbackCategory | null {
  if (!/^[1-9]$/.test(key)) return null;
  return feedbackCategories[Number(key) - 1]?.category ?? null;
}

/** A category in words; an unknown one as it came. */
export function categoryLabel(category: string): string {
  return feedbackCategories.find((each) => each.category === category)?.label ?? category.replaceAll('_', ' ');
}
