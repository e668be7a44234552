import { array, assert, double, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText } from '../wording/amount.ts';
import { adverseDirection, onGrain } from './metric-series.ts';

const hour = 3_600_000;
const every = (step: number, count: number) =>
  [...Array(count).keys()].map((index) => ({ time: index * step, value: index }));

describe('the grain of a series', () => {
  it.each([
    [20 * hour, 'day'],
    [20 * hour - 1, 'hour'],
    [0.75 * hour, 'hour'],
  ])('of points %d ms apart is a %s, and no point is merged', (step, grain) => {
    const points = every(step, 6);
    expect(onGrain(points)).toEqual({ grain, points });
  });

  it('finer than three quarters of an hour is averaged by the hour', () => {
    expect(onGrain(every(hour / 2, 4))).toEqual({
      grain: 'hour',
      points: [
        { time: 0, value: 0.5 },
        { time: hour, value: 2.5 },
      ],
    });
  });

  it('is not decided by one gap, and one point alone is taken as a day', () => {
    const gap = [...every(hour, 5), { time: 900 * hour, value: 1 }];
    expect(onGrain(gap).grain).toBe('hour');
    expect(onGrain([{ time: 5, value: 1 }])).toEqual({ grain: 'day', points: [{ time: 5, value: 1 }] });
    expect(onGrain([])).toEqual({ grain: 'day', points: [] });
  });

  it('gives rising times and values within the given ones, in whatever order they came', () => {
    const point = record({
      time: integer({ min: 0, max: 20 * hour }),
      value: double({ min: 0, max: 1000, noNaN: true }),
    });
    assert(
      property(array(point, { minLength: 1, maxLength: 60 }), (given) => {
        const frozen = given.map((each) => ({ ...each }));
        const { points } = onGrain(given);
        const times = points.map((each) => each.time);
        expect(times).toEqual([...times].sort((left, right) => left - right));
        const [low, high] = [
          Math.min(...given.map((each) => each.value)),
          Math.max(...given.map((each) => each.value)),
        ];
        expect(points.every((each) => each.value >= low - 1e-9 && each.value <= high + 1e-9)).toBe(true);
        expect(given).toEqual(frozen);
      }),
    );
  });
});

describe('which way a metric hurts', () => {
  it.each([
    ['cpa', 'up'],
    ['frequency', 'up'],
    ['ctr', 'down'],
    ['reach', 'down'],
    ['spend', 'both'],
    ['humidity', 'both'],
  ])('%s hurts %s', (metric, direction) => {
    expect(adverseDirection(metric)).toBe(direction);
  });
});

describe('an amount in words', () => {
  it.each([
    [58.5, 'USD', '58.50'],
    [58, 'USD', '58'],
    [0.4, 'JPY', '0'],
    [345, 'JPY', '345'],
    [1.2345, 'KWD', '1.234'],
    [100, 'USD', '100'],
    [100, 'JPY', '100'],
  ])('of %d %s is %s', (amount, currency, text) => {
    expect(amountText(amount, currency)).toBe(text);
  });
});
