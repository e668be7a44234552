import { describe, expect, it } from 'vitest';
import { approvalViewSchema } from './approval-view.ts';
import { manyOf } from './many.ts';

const approval = (id: string, risk_level: string, money: [string, number] | null = null, code: string | null = null) =>
  approvalViewSchema.parse({
    ...{ approval_id: id, execution_id: 'e', status: 'pending', plan_digest: 'd', expires_at: '2026-03-01T00:00:00Z' },
    ...{ can_decide: code === null, cannot_decide_code: code },
    evidence: { recommended_workflow: 'Bid Adjustment', specific_action: 'Raise the bid.', risk_level },
    change_set: money === null ? null : { changes: [], currency: money[0], total_change_minor: money[1] },
  });

describe('several decisions at once', () => {
  it('add up what they move in each currency and name the highest risk', () => {
    const picked = [
      approval('a', 'low', ['USD', 3_000]),
      approval('b', 'medium', ['USD', 3_600]),
      approval('c', 'low', ['EUR', 1_500]),
    ];
    const { included, excluded, summary } = manyOf(picked, 'approve');
    expect([included.length, excluded]).toEqual([3, []]);
    expect(summary).toBe('$66 and €15 a day would move · highest risk: medium');
  });

  it('leave out what this person may not decide, and what is too risky to be approved in passing, and say why', () => {
    const picked = [
      approval('a', 'low'),
      approval('b', 'high', ['USD', 9_900]),
      approval('c', 'low', null, 'DECISION_SELF_APPROVAL'),
    ];
    const { included, excluded, summary } = manyOf(picked, 'approve');
    expect(included.map(({ id }) => id)).toEqual(['a']);
    expect(excluded.map(({ approval: { id }, why }) => [id, why])).toEqual([
      ['b', 'Its risk is high: open it and decide it by itself.'],
      ['c', 'You asked for this, so a colleague decides.'],
    ]);
    expect(summary).toBe('No daily money moves directly · highest risk: low');
  });

  it('may be refused whatever their risk is', () => {
    expect(manyOf([approval('b', 'high')], 'reject').included).toHaveLength(1);
  });

  it('say so when no risk is rated', () => {
    expect(manyOf([approval('a', '')], 'approve').summary).toMatch(/highest risk: not rated$/);
  });
});
