import { expect, it } from 'vitest';
import { recommendationLink } from './recommendation-link.ts';

it('leads to the decision, else to the run, else to the list', () => {
  expect(recommendationLink({ approval_id: 'a', execution_id: 'e' })).toBe('/approvals/a/show');
  expect(recommendationLink({ approval_id: null, execution_id: 'e' })).toBe('/executions/e/show');
  expect(recommendationLink({ approval_id: null, execution_id: null })).toBe('/recommendations');
});
