import { describe, expect, it } from 'vitest';
import { reviewOf } from './review-draft.ts';

describe('a review of a golden example', () => {
  const example = { human_decision: 'Bid Adjustment' };

  it('names another answer and a reason only where the expert gave them', () => {
    expect(reviewOf(example, { human_decision: 'Bid Adjustment', reasoning: '  ' }, 'accepted')).toEqual({
      decision: 'accepted',
    });
    expect(reviewOf(example, { human_decision: 'Creative Refresh', reasoning: ' worn out ' }, 'rejected')).toEqual({
      ...{ decision: 'rejected', human_decision: 'Creative Refresh', human_reasoning: 'worn out' },
    });
  });
});
