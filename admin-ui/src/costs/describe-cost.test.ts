import { describe, expect, it } from 'vitest';
import { budgetState, costRows, readAmount } from './describe-cost.ts';

const group = (cost: number) => ({ cost, calls: 1, cached: 0, failed: 0, tokens: 10 });
const budget = (more: object) => ({
  ...({ scope: 'day', limit_usd: 100, alert_at_pct: 80, used_usd: 0, updated_by_email: null } as const),
  ...more,
});

describe('costs in a table', () => {
  it('stand from the dearest, each with its part of the whole', () => {
    expect(costRows({ a: group(1), b: group(3) }, 'dearest').map(({ name, part_pct }) => [name, part_pct])).toEqual([
      ['b', 75],
      ['a', 25],
    ]);
  });

  it('of days stand from the newest, and nothing has no part of nothing', () => {
    const rows = costRows({ '2026-03-01': group(0), '2026-03-02': group(0) }, 'newest');
    expect(rows.map(({ name, part_pct }) => [name, part_pct])).toEqual([
      ['2026-03-02', 0],
      ['2026-03-01', 0],
    ]);
  });
});

describe('a budget', () => {
  it.each([
    [0, 'good'],
    [79.9, 'good'],
    [80, 'waiting'],
    [99.9, 'waiting'],
    [100, 'bad'],
    [130, 'bad'],
  ])('of 100 with %d used is %s', (used_usd, tone) => {
    expect(budgetState(budget({ used_usd }))).toMatchObject({ used_pct: used_usd, tone });
  });

  it('of nothing is spent, and one of a run has no state', () => {
    expect(budgetState(budget({ limit_usd: 0 }))?.tone).toBe('bad');
    expect(budgetState(budget({ used_usd: null }))).toBeNull();
  });
});

describe('an amount that somebody typed', () => {
  it.each([
    ['12', 12],
    [' 0,5 ', 0.5],
    ['0', 0],
    ['101', null],
    ['-1', null],
    ['', null],
    ['ten', null],
  ])('"%s" is %s', (text, amount) => {
    expect(readAmount(text, 100)).toBe(amount);
  });
});
