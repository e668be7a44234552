import { describe, expect, it } from 'vitest';
import type { WorkflowType } from '../../contracts/recommendation.ts';
import { agreementRate, workflowScores } from './agreement.ts';

const words = {
  Bid: 'Bid Adjustment',
  Refresh: 'Creative Refresh',
  Pause: 'Campaign Pause',
  Expansion: 'Audience Expansion',
} as const satisfies Record<string, WorkflowType>;
const decided = (agent: readonly (keyof typeof words)[], human: readonly (keyof typeof words)[]) =>
  agent.map((each, index) => ({ agent: words[each], human: words[human[index] ?? 'Bid'] }));
const four = decided(['Bid', 'Bid', 'Refresh', 'Pause'], ['Bid', 'Refresh', 'Refresh', 'Pause']);
const of = (workflow: WorkflowType, decisions = four) =>
  workflowScores(decisions).find((each) => each.workflow === workflow);

describe('agreement', () => {
  it('is the share of equal choices, and an error without any', () => {
    expect(agreementRate(four)).toBe(0.75);
    expect(() => agreementRate([])).toThrow(expect.objectContaining({ code: 'EVALUATION_EMPTY' }));
  });
});

describe('the scores of a workflow', () => {
  it('are precision, recall and their harmonic mean', () => {
    expect(of('Bid Adjustment')).toMatchObject({ precision: 0.5, recall: 1, f1: 2 / 3 });
    expect(of('Creative Refresh')).toMatchObject({ precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(of('Campaign Pause')).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });

  it('are null where there is nothing to divide by, and 0 where all is wrong', () => {
    expect(of('Audience Expansion')).toMatchObject({ precision: null, recall: null, f1: null });
    const wrong = decided(['Bid', 'Refresh'], ['Refresh', 'Bid']);
    expect(of('Bid Adjustment', wrong)).toMatchObject({ precision: 0, recall: 0, f1: 0 });
    expect(of('Bid Adjustment', decided(['Refresh'], ['Bid']))).toMatchObject({ precision: null, recall: 0, f1: null });
  });
});
