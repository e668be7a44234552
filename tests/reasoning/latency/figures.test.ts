import { describe, expect, it } from 'vitest';
import { alone, brokenPromises, quantile, type Timed, tableOf } from './figures.ts';

const timed = (mode: string, seconds: readonly number[], more: Partial<Timed> = {}): readonly Timed[] =>
  seconds.map((each) => ({ mode, seconds: each, status: 200, degraded: false, ...more }));
const good = [...timed(alone, [1, 2, 1.5]), ...timed('a usual model', [9, 19.5, 12], { degraded: true })];

describe('the times of analyses', () => {
  it('have quantiles by nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.5, 0.8, 0.95, 1].map((share) => quantile(values, share))).toEqual([1, 3, 4, 5, 5]);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('are told mode by mode, with the share that is degraded', () => {
    const [head, first, second] = tableOf(good)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(head).toEqual(['mode', 'n', 'p50 s', 'p95 s', 'max s', 'degraded', 'failed']);
    expect(first).toEqual([alone, '3', '1.50', '2.00', '2.00', '0 %', '0']);
    expect(second).toEqual(['a usual model', '3', '12.00', '19.50', '19.50', '100 %', '0']);
  });
});

describe('a promise', () => {
  it('is kept when all were in time', () => expect(brokenPromises(good)).toEqual([]));

  it.each<[string, readonly Timed[], RegExp]>([
    ['one in twenty took 5 s without a model', timed(alone, [5]), /^no model: p95 of 5\.00 s/],
    ['one in twenty took 20 s with a model', timed('silence', Array(9).fill(20)), /^with a model: p95 of 20\.00 s/],
    ['a single one took 30 s', timed('silence', [30]), /silence: one took 30\.00 s/],
    ['one failed', timed(alone, [0.1], { status: 504, degraded: null }), /^no model: answered with 504/],
  ])('is broken when %s', (_, more, words) => {
    expect(brokenPromises([...good, ...more]).join('\n')).toMatch(words);
  });

  it('is broken, too, when nothing was measured', () => expect(brokenPromises([])).toHaveLength(2));
});
