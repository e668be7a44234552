import { describe, expect, it } from 'vitest';
import { alone, brokenPromises, quantile, stagesAlone, type Timed, tableOf } from './figures.ts';

const timed = (mode: string, seconds: readonly number[], more: Partial<Timed> = {}): readonly Timed[] =>
  seconds.map((each) => ({ mode, seconds: each, status: 200, degraded: false, ...more }));
const spoken: Partial<Timed> = { degraded: true, heard: true, verdict: 'agreed' };
const good = [...timed(alone, [1, 2, 1.5]), ...timed('a usual model', [9, 19.5, 12], spoken)];

describe('the times of analyses', () => {
  it('have quantiles by nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.5, 0.8, 0.95, 1].map((share) => quantile(values, share))).toEqual([1, 3, 4, 5, 5]);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('tell apart words that were agreed to, words that nobody checked, and a critic that was not heard', () => {
    const some = [
      ...timed(stagesAlone, [9], { heard: true, verdict: 'agreed' }),
      ...timed(stagesAlone, [9], { heard: true, verdict: 'not_verified' }),
      ...timed(stagesAlone, [9, 9], { heard: false, verdict: null, degraded: true }),
    ];
    expect(tableOf(some).split('\n')[1]).toMatch(/ 50 % +50 % +25 % +0$/);
  });

  it('are told mode by mode, with the share that is degraded', () => {
    const [head, first, second] = tableOf(good)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(head).toEqual(['mode', 'n', 'p50 s', 'p95 s', 'max s', 'degraded', 'reviewed', 'agreed', 'failed']);
    expect(first).toEqual([alone, '3', '1.50', '2.00', '2.00', '0 %', '-', '-', '0']);
    expect(second).toEqual(['a usual model', '3', '12.00', '19.50', '19.50', '100 %', '100 %', '100 %', '0']);
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

  it('is broken, too, when nothing was measured, unless only a part was meant to be', () => {
    expect(brokenPromises([])).toHaveLength(2);
    expect(brokenPromises([], { whole: false })).toEqual([]);
    expect(brokenPromises(timed(stagesAlone, [21]), { whole: false })).toHaveLength(1);
  });

  it.each([
    ['of 40 usual analyses one is degraded', 39, 1, true],
    ['of 50 usual analyses one is degraded', 49, 1, false],
    ['of 100 usual analyses three are degraded', 97, 3, true],
    ['of too few to tell one is degraded', 9, 1, false],
  ])('when %s', (_, fine, degraded, broken) => {
    const all = [
      ...timed(stagesAlone, Array(fine).fill(9)),
      ...timed(stagesAlone, Array(degraded).fill(9), { degraded: true }),
      ...timed('black hole', Array(50).fill(9), { degraded: true }),
    ];
    expect(brokenPromises(all, { whole: false }).some((words) => words.includes('were degraded'))).toBe(broken);
  });
});
