import { expect, it } from 'vitest';
import { executionViewSchema } from './execution-view.ts';
import { requestOf, startingDraft } from './rerun-draft.ts';

const execution = executionViewSchema.parse({
  ...{ execution_id: 'e', status: 'failed', inputs: { campaign_id: '1' } },
  steps: [
    { step_id: 'read', status: 'completed' },
    { step_id: 'raise', status: 'failed' },
  ],
});
const draft = { ...startingDraft(execution), reason: 'The platform is back' };

it('starts at the step that failed, with the inputs of the first run, and changes nothing else', () => {
  expect(requestOf(draft).request).toEqual({
    ...{ from_step: 'raise', inputs: { campaign_id: '1' }, skip: {}, version: 'same', reason: 'The platform is back' },
  });
});

it('sends the value of a skipped step as what it means', () => {
  expect(requestOf({ ...draft, skipped: 'raise', value: '{"applied":false}', latest: true }).request).toMatchObject({
    ...{ skip: { raise: { applied: false } }, version: 'latest' },
  });
});

it.each([
  [{ reason: '  ' }, /why/],
  [{ inputs: '[1]' }, /JSON/],
  [{ from_step: '' }, /no step/],
])('does not send %j, and says why', (change, problem) => {
  expect(requestOf({ ...draft, ...change })).toEqual({ request: null, problem: expect.stringMatching(problem) });
});
