import { describe, expect, it } from 'vitest';
import {
  followedStatuses,
  isOpen,
  nextStatus,
  type RecommendationEvent,
  recommendationStatusSchema,
} from './recommendation-state.ts';

const events: readonly RecommendationEvent[] = ['approve', 'edit', 'reject', 'expire', 'supersede'];

describe('the life of a recommendation', () => {
  it('ends with the first thing that happens', () => {
    const ends = events.map((event) => nextStatus('pending', event));
    expect(ends).toEqual(['approved', 'edited', 'rejected', 'expired', 'superseded']);
  });

  it.each(recommendationStatusSchema.options.filter((status) => status !== 'pending'))(
    'is over when it is %s, whatever happens then',
    (status) => {
      expect(isOpen(status)).toBe(false);
      expect(events.map((event) => nextStatus(status, event))).toEqual(events.map(() => null));
    },
  );

  it('was followed when it was approved, as it was or edited, and never otherwise', () => {
    expect(
      recommendationStatusSchema.options.filter((status) => followedStatuses.some((each) => each === status)),
    ).toEqual(['approved', 'edited']);
  });
});
