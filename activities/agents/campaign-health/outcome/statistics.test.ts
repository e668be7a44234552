import { array, assert, double, integer, property } from 'fast-check';
import { cumulativeStdNormalProbability } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { levelBreaks } from './level-breaks.ts';
import { foretellMean, unknownVariance } from './structural-model.ts';
import { mixtureCumulative, mixtureQuantile, studentCumulative } from './student-t.ts';
import { syntheticWeights } from './synthetic-control.ts';

describe('the Student t distribution', () => {
  it.each([
    [2.015, 5, 0.95],
    [2.571, 5, 0.975],
    [1.697, 30, 0.95],
    [-1.812, 10, 0.05],
    [0, 3, 0.5],
  ])('at %d with %d degrees is the tabled %d', (t, degrees, expected) => {
    expect(studentCumulative(t, degrees)).toBeCloseTo(expected, 3);
  });
  it('is symmetric, rises, and comes to the normal one', () => {
    const at = double({ min: -8, max: 8, noNaN: true });
    assert(
      property(at, integer({ min: 1, max: 200 }), (t, degrees) => {
        expect(studentCumulative(t, degrees) + studentCumulative(-t, degrees)).toBeCloseTo(1, 9);
        expect(studentCumulative(t + 0.1, degrees)).toBeGreaterThan(studentCumulative(t, degrees));
      }),
    );
    expect(studentCumulative(1.3, 100_000)).toBeCloseTo(cumulativeStdNormalProbability(1.3), 2);
  });
  it('in a mixture: the quantile is where the probability is', () => {
    const part = { weight: 0.5, mean: 0, scale: 1, degrees: 10 };
    const parts = [part, { ...part, mean: 3, scale: 0.2 }];
    for (const share of [0.01, 0.05, 0.5, 0.77, 0.95])
      expect(mixtureCumulative(parts, mixtureQuantile(parts, share))).toBeCloseTo(share, 9);
  });
});

describe('the weights of a synthetic control', () => {
  const values = array(double({ min: -1, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });
  it('are never negative and add up as asked', () => {
    assert(
      property(values, array(values, { minLength: 1, maxLength: 6 }), (treated, controls) => {
        const [one, most] = [syntheticWeights(treated, controls, 'one'), syntheticWeights(treated, controls)];
        for (const weight of [...one, ...most]) expect(weight).toBeGreaterThanOrEqual(0);
        const total = (weights: readonly number[]) => weights.reduce((sum, weight) => sum + weight, 0);
        const size = (series: readonly number[]) => series.reduce((sum, value) => sum + value * value, 0);
        const moves = controls.reduce((sum, control) => sum + size(control), 0) > 1e-11 * size(treated);
        if (moves && size(treated) > 0) expect(total(one)).toBeCloseTo(1, 6);
        expect(total(most)).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 30, seed: 4 },
    );
  });
  it('are those that the series was made with', () => {
    const wave = (speed: number) => [...Array(60).keys()].map((day) => Math.sin(day / speed));
    const controls = [wave(3), wave(5), wave(7.7)];
    const treated = [...Array(60).keys()].map(
      (day) => 0.7 * (controls[0]?.[day] ?? 0) + 0.3 * (controls[2]?.[day] ?? 0),
    );
    const weights = syntheticWeights(treated, controls, 'one');
    for (const [index, expected] of [0.7, 0, 0.3].entries()) expect(weights[index]).toBeCloseTo(expected, 4);
  });
  it('are nothing for nothing', () => {
    expect([syntheticWeights([1], []), syntheticWeights([], [[]]), syntheticWeights([1, 2], [[0, 0]])]).toEqual([
      [],
      [0],
      [0],
    ]);
  });
});

describe('the structural model', () => {
  const level_step = { deviation: 0.3, worth_days: 8 };
  const noise = (day: number) => Math.sin(day * 127.1) + Math.sin(day * 311.7);
  const foretold = (values: readonly (number | null)[], wanted: readonly number[], rows?: readonly number[][]) => {
    const known = rows ?? values.map(() => []);
    const prior_variance = (known[0] ?? []).map(() => unknownVariance);
    return foretellMean({ values, wanted, rows: known, prior_variance, level_step });
  };
  const center = (parts: ReturnType<typeof foretold>) => mixtureQuantile(parts ?? [], 0.5);
  const width = (parts: ReturnType<typeof foretold>) =>
    mixtureQuantile(parts ?? [], 0.95) - mixtureQuantile(parts ?? [], 0.05);
  const days = (count: number, value: (day: number) => number) =>
    [...Array(count).keys()].map((day) => (day < count - 7 ? value(day) : null));
  const last = (count: number) => [...Array(7).keys()].map((index) => count - 7 + index);

  it('foretells a level that stays, and the weights of its parts add up', () => {
    const parts = foretold(
      days(67, (day) => 10 + noise(day)),
      last(67),
    );
    expect(center(parts)).toBeCloseTo(10, 0);
    expect((parts ?? []).reduce((sum, part) => sum + part.weight, 0)).toBeCloseTo(1, 9);
  });
  it('follows a level that has moved', () => {
    const parts = foretold(
      days(67, (day) => (day < 40 ? 10 : 20) + 0.3 * noise(day)),
      last(67),
    );
    expect(center(parts)).toBeGreaterThan(18);
  });
  it('is the less sure the further it looks, and the more a level wanders', () => {
    const steady = days(67, (day) => 10 + noise(day));
    expect(width(foretold(steady, [66]))).toBeGreaterThanOrEqual(width(foretold(steady, [60])));
    const wandering = days(67, (day) => 10 + noise(day) + 4 * Math.sin(day / 5));
    expect(width(foretold(wandering, last(67)))).toBeGreaterThan(width(foretold(steady, last(67))));
  });
  it('uses what is known of the days to come', () => {
    const other = [...Array(67).keys()].map((day) => Math.cos(day / 4));
    const rows = other.map((value) => [value]);
    const parts = foretold(
      days(67, (day) => 5 + 3 * (other[day] ?? 0) + 0.1 * noise(day)),
      [60],
      rows,
    );
    expect(center(parts)).toBeCloseTo(5 + 3 * (other[60] ?? 0), 0);
  });
  it('says nothing from too little', () => {
    expect(foretold([1, 2, null], [2])).toBeNull();
    expect(
      foretold(
        days(67, () => 1),
        [],
      ),
    ).toBeNull();
  });
});

describe('a break of the level', () => {
  const noise = (day: number) => 0.03 * (Math.sin(day * 127.1) + Math.sin(day * 311.7));
  it('is found on its first day, two at most', () => {
    const level = (day: number) => (day < 30 ? 0 : day < 60 ? 0.4 : 0.1);
    expect(levelBreaks([...Array(90).keys()].map((day) => level(day) + noise(day)))).toEqual([30, 60]);
  });
  it('is none in calm series, in one wild day, or where nothing ever moves', () => {
    expect(levelBreaks([...Array(90).keys()].map(noise))).toEqual([]);
    expect(levelBreaks([...Array(90).keys()].map((day) => noise(day) + (day === 50 ? 1 : 0)))).toEqual([]);
    expect(levelBreaks(Array(90).fill(1))).toEqual([]);
    expect(levelBreaks([null, null, 1])).toEqual([]);
  });
});
