import { expect, it } from 'vitest';
import { approvalStatusSchema } from '../../../contracts/approval.ts';
import { approvalViewSchema } from './approval-view.ts';
import { approvalStatusLabel, cannotDecideWords, decisionSentence, headlineOf } from './describe-approval.ts';

function approval(changes: object[], more: object = {}) {
  return approvalViewSchema.parse({
    approval_id: 'a1',
    execution_id: 'e1',
    status: 'pending',
    plan_digest: 'd',
    expires_at: '2026-03-01T00:00:00Z',
    campaign_name: 'Spring Sale',
    change_set: { changes, currency: 'USD' },
    ...more,
  });
}
const bid = { field: 'bid_amount_minor', entity_type: 'ad_set', before: 250, after: 288, change_pct: 15.2 };

it('puts what is asked into one sentence', () => {
  expect(decisionSentence(approval([bid]))).toBe('Raise the bid of Spring Sale from $2.50 to $2.88 (+15.2\u00a0%)');
  const pause = { field: 'status', entity_type: 'campaign', before: 'ACTIVE', after: 'PAUSED' };
  expect(decisionSentence(approval([pause]))).toBe('Pause Spring Sale');
  expect(decisionSentence(approval([{ ...pause, entity_type: 'ad' }]))).toBe('Pause ad of Spring Sale');
  const swap = { field: 'creative_id', entity_type: 'ad', before: '1', after: '2' };
  expect(decisionSentence(approval([swap, bid]))).toBe(
    'Swap the creative of Spring Sale from 1 to 2 and 1 more change',
  );
});

it('says how many new creatives are made, and no key of one', () => {
  const made = { field: 'content_digest', entity_type: 'creative', before: null, after: '0123456789abcdef' };
  expect(decisionSentence(approval([made]))).toBe('Upload a new creative for Spring Sale');
  expect(decisionSentence(approval([made, made, made]))).toBe('Upload 3 new creatives for Spring Sale');
});

it('says the amount of each account in its own money, whatever the set is added up in', () => {
  const yen = { field: 'daily_budget_minor', entity_type: 'campaign', before: 10_000, after: 12_000, currency: 'JPY' };
  expect(decisionSentence(approval([yen, bid]))).toContain('from ¥10,000 to ¥12,000');
});

it('splits the headline into the pieces of a row', () => {
  expect(headlineOf(approval([bid, bid]))).toEqual({
    campaign: 'Spring Sale',
    verb: 'Raise bid',
    before: '$2.50',
    after: '$2.88',
    delta: '+15.2\u00a0%',
    direction: 'up',
    more: 1,
  });
});

it('still says something without a change set, a name or a recommendation', () => {
  const gate = approval([], { change_set: null, campaign_name: null, title: 'Publish the report' });
  expect(headlineOf(gate)).toMatchObject({ campaign: 'No campaign', verb: 'Publish the report', before: null });
  expect(decisionSentence(gate)).toBe('Publish the report');
  expect(gate.recommendation).toBeNull();
});

it('has words for every status of the contract', () => {
  for (const status of approvalStatusSchema.options) expect(approvalStatusLabel(status)).not.toBe(status);
});

it('says why somebody may not decide', () => {
  expect(cannotDecideWords('DECISION_SELF_APPROVAL')).toContain('You asked for this');
  expect(cannotDecideWords('DECISION_REPEATED')).toContain('one more person');
  expect(cannotDecideWords('DECISION_TOO_LATE')).toContain('has been decided');
  expect(cannotDecideWords(null)).toContain('somebody else decides');
});
