import { array, assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseScale } from './scale.ts';
import { scorePoints } from './score-points.ts';
import { grainSettings, pointThreshold, surpriseCap } from './settings.ts';

const day = 86_400_000;
const { day: settings } = grainSettings;
/** Days of a price with a weekly pattern and small repeatable noise. */
const price = (count: number, change: (index: number) => number = () => 1) =>
  [...Array(count).keys()].map((index) => ({
    time: index * day,
    value: 2 * (1 + 0.3 * Math.sin((2 * Math.PI * index) / 7)) * (1 + 0.02 * Math.sin(index * 127.1)) * change(index),
  }));
const scored = (points: ReturnType<typeof price>, typical_count: number | null = null) =>
  scorePoints(points, settings, pointThreshold, typical_count) ?? [];

describe('the scale', () => {
  it('of prices is proportional: the same factor is the same distance anywhere', () => {
    const scale = chooseScale([2, 3, 4]);
    const step = (value: number) => (scale?.forward(value * 1.5) ?? 0) - (scale?.forward(value) ?? 0);
    expect(step(2)).toBeCloseTo(step(400), 12);
  });

  it('leads back to where it came from, with and without values below zero', () => {
    const positive = array(double({ min: 0.1, max: 100, noNaN: true }), { minLength: 3, maxLength: 30 });
    assert(
      property(positive, double({ min: 10, max: 1e6, noNaN: true }), (warmUp, value) => {
        for (const scale of [chooseScale(warmUp), chooseScale([...warmUp, -1])]) {
          expect(scale?.back(scale.forward(value))).toBeCloseTo(value, 4);
        }
      }),
    );
  });

  it('takes a zero for 2 % of the usual value, far down but finite', () => {
    const scale = chooseScale([0, 100, 100]);
    expect(scale?.back(scale.forward(0))).toBeCloseTo(2, 9);
    expect(scale?.forward(0)).toBe(scale?.forward(1));
  });

  it('is none for what never leaves zero, or for nothing', () => {
    expect([chooseScale([0, 0]), chooseScale([])]).toEqual([null, null]);
  });
});

describe('the score of a point', () => {
  it('does not know what comes after it', () => {
    assert(
      property(integer({ min: 30, max: 60 }), double({ min: 0.1, max: 10, noNaN: true }), (cut, factor) => {
        const whole = scored(price(70, (index) => (index >= cut ? factor : 1)));
        expect(whole.slice(0, cut)).toEqual(scored(price(70)).slice(0, cut));
      }),
      { numRuns: 25 },
    );
  });

  it('does not depend on the currency in which a price is stated', () => {
    const points = price(60, (index) => (index === 55 ? 2 : 1));
    const dear = scored(points.map((point) => ({ ...point, value: point.value * 131 })));
    scored(points).forEach((point, index) => {
      expect(dear[index]?.z ?? 0).toBeCloseTo(point.z ?? 0, 6);
      expect(dear[index]?.sustained ?? 0).toBeCloseTo(point.sustained ?? 0, 6);
    });
  });

  it('is beyond the limit exactly where the value leaves the shown band', () => {
    const points = scored(price(70, (index) => (index === 60 ? 1.6 : index === 65 ? 0.5 : 1)));
    const judged = points.filter((point) => point.z !== null);
    expect(judged.length).toBeGreaterThan(20);
    for (const { z, value, low, high, expected } of judged) {
      expect(Math.abs(z ?? 0) > pointThreshold).toBe(value > (high ?? 0) || value < (low ?? 0));
      expect((low ?? 0) < (expected ?? 0) && (expected ?? 0) < (high ?? 0)).toBe(true);
    }
    expect(points[60]?.z).toBeGreaterThan(pointThreshold);
    expect(points[65]?.z).toBeLessThan(-pointThreshold);
  });

  it('is smaller where few events stand behind a point, because chance alone moves it', () => {
    const points = price(60, (index) => (index === 55 ? 1.5 : 1));
    const [many, some, few] = [null, 100, 4].map((count) => scored(points, count)[55]?.z ?? 0);
    expect(many).toBeGreaterThan(some ?? 0);
    expect(some).toBeGreaterThan(few ?? 0);
    expect(few).toBeLessThan(pointThreshold);
    expect(scored(points, 0)[55]?.z).toBe(scored(points, 1)[55]?.z);
  });

  it('is none before three of its weekdays and two weeks of surprises are known', () => {
    const points = scored(price(60));
    expect(points.findIndex((point) => point.expected !== null)).toBe(21);
    expect(points.findIndex((point) => point.z !== null)).toBe(35);
    expect(scorePoints([], settings, pointThreshold)).toBeNull();
    expect(
      scorePoints(
        price(40, () => 0),
        settings,
        pointThreshold,
      ),
    ).toBeNull();
  });

  it('of a stretch rises with a lasting shift that no single day shows, and one spike is capped', () => {
    const sustained = (change: (index: number) => number) =>
      Math.max(...scored(price(70, change)).map((point) => point.sustained ?? 0));
    const usual = sustained(() => 1);
    const shift = sustained((index) => (index >= 66 ? 1.2 : 1));
    const spike = (factor: number) => sustained((index) => (index === 68 ? factor : 1));
    expect(shift).toBeGreaterThan(usual);
    expect(spike(50)).toBeCloseTo(spike(5000), 9);
    expect(surpriseCap).toBeLessThan(pointThreshold);
  });
});
