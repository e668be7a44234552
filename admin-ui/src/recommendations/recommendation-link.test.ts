import { expect, it } from 'vitest';
import { recommendationLink } from './recommendation-link.ts';

it('leads to the decision while one waits, else to the recommendation', () => {
  expect(recommendationLink({ id: 'r', approval_id: 'a', status: 'pending' })).toBe('/approvals/a/show');
  expect(recommendationLink({ id: 'r', approval_id: 'a', status: 'rejected' })).toBe('/recommendations/r/show');
  expect(recommendationLink({ id: 'r', approval_id: null, status: 'pending' })).toBe('/recommendations/r/show');
});
