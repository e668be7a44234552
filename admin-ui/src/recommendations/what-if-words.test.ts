import { describe, expect, it } from 'vitest';
import { type WhatIf, whatIfSchema } from '../../../contracts/reasoning/what-if.ts';
import { typedActionSchema } from '../../../contracts/recommendation.ts';
import { amountOf, amountSentence, bandOf, stepRows, valueSentence } from './what-if-words.ts';

const range = (low_minor: number, expected_minor: number, high_minor: number) => ({
  low_minor,
  expected_minor,
  high_minor,
});
const step = (change_pct: number, more: object = {}) => ({
  ...{ change_pct, amount_minor: 250 + change_pct, value: range(0, change_pct * 100, change_pct * 200) },
  ...{ chosen: false, stopped_by: null, ...more },
});
const answer = (more: Partial<WhatIf> = {}) =>
  whatIfSchema.parse({
    ...{ lever: 'bid', currency: 'USD', horizon_days: 14, current_minor: 250, recommended_minor: 288 },
    ...{
      amount_minor: 275,
      change_pct: 10,
      slider: { from_minor: 200, to_minor: 350 },
      value: range(-2_000, 10_000, 18_000),
    },
    ...{ against_recommended_minor: -1_250, cpa_pct: { low: -12, expected: -8, high: -2 } },
    ...{ conversions_pct: { low: 1, expected: 4, high: 9 }, spend_pct: { low: 2, expected: 3, high: 5 } },
    ...{
      stopped_by: [],
      steps: [step(0), step(10), step(15, { chosen: true }), step(30, { stopped_by: 'at most 25 %' })],
    },
    ...{ basis: 'its own history', ...more },
  });

describe('what another amount would bring', () => {
  it('is said with its middle half, and beside what was recommended', () => {
    expect(amountSentence(answer())).toBe('Bid $2.75, +10\u00a0% against now');
    const words = valueSentence(answer());
    for (const part of ['$100 in 14 days', '$180', '$13 less than what was recommended', '−8\u00a0%'])
      expect(words).toContain(part);
    expect(valueSentence(answer({ against_recommended_minor: 0 }))).toContain('as much as what was recommended');
    expect(valueSentence(answer({ against_recommended_minor: 500 }))).toContain('$5 more than');
  });

  it('has its band on one line with every step, zero included', () => {
    const { low, expected, high } = bandOf(answer());
    expect([low, high]).toEqual([0, 100]);
    expect(expected).toBeCloseTo(60);
    const gain = bandOf(answer({ value: range(1_000, 2_000, 3_000), steps: [] }));
    expect(gain.low).toBeGreaterThan(0);
    expect(bandOf(answer({ value: range(0, 0, 0), steps: [] }))).toEqual({ low: 0, expected: 0, high: 0 });
  });

  it('names each step that was weighed: the chosen one, and what forbids the others', () => {
    expect(stepRows(answer()).map(({ cells }) => [cells[0], cells[3]])).toEqual([
      ['Leave it', ''],
      ['+10\u00a0%', ''],
      ['+15\u00a0%', 'Recommended'],
      ['+30\u00a0%', 'at most 25 %'],
    ]);
  });
});

it('only a bid or a daily budget can be tried at another amount', () => {
  const bid = {
    kind: 'set_bid',
    campaign_id: '1',
    bid_amount_minor: 288,
    current_bid_amount_minor: 250,
    change_pct: 15,
  };
  expect(amountOf(typedActionSchema.parse(bid))).toBe(288);
  expect(amountOf(typedActionSchema.parse({ kind: 'none', recheck_after_hours: 24 }))).toBeNull();
  expect(amountOf(null)).toBeNull();
});
