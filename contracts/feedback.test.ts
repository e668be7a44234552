import { describe, expect, it } from 'vitest';
import { feedbackBodySchema, feedbackCategorySchema, feedbackReactions } from './feedback.ts';

const accepts = (more: object) => feedbackBodySchema.safeParse({ category: 'wrong_unclear', ...more }).success;

describe('feedback', () => {
  it('has a reaction for every category, each its own', () => {
    const reactions = feedbackCategorySchema.options.map((category) => feedbackReactions[category]);
    expect(new Set(reactions).size).toBe(feedbackCategorySchema.options.length);
    expect(Object.keys(feedbackReactions).sort()).toEqual([...feedbackCategorySchema.options].sort());
  });

  it('goes to the review only when that is asked for', () => {
    expect(feedbackBodySchema.parse({ category: 'correct_good_reasoning' }).flag_for_review).toBe(false);
  });

  it('keeps a comment without the blanks around it', () => {
    expect(feedbackBodySchema.parse({ category: 'wrong_unclear', comment: '  Why?  ' }).comment).toBe('Why?');
  });

  it.each([
    ['a category of its own', { category: 'nice' }],
    ['a comment of blanks', { comment: '   ' }],
    ['a comment without an end', { comment: 'x'.repeat(2_001) }],
    ['a workflow that does not exist', { human_workflow: 'Magic' }],
    ['an author named by the sender', { author_email: 'a@example.com' }],
  ])('refuses %s', (_, more) => {
    expect(accepts(more)).toBe(false);
  });

  it('needs neither a comment nor another workflow', () => {
    expect(accepts({ comment: null, human_workflow: null })).toBe(true);
    expect(accepts({ human_workflow: 'Campaign Pause' })).toBe(true);
  });
});
