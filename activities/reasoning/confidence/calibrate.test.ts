import { array, assert, boolean, double, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, calibrationError } from './calibrate.ts';
import { defaultCalibration } from './default-points.ts';
import { fitCalibration } from './fit-calibration.ts';

const share = double({ min: 0, max: 1, noNaN: true });
const cases = array(record({ raw: share, right: boolean() }), { maxLength: 60 });
const judged = (raw: number, right: number, of: number) =>
  [...Array(of).keys()].map((index) => ({ raw, right: index < right }));

describe('a calibration curve', () => {
  it('never makes whoever was surer less sure, whatever it was fitted on, and stays within 0 and 1', () => {
    assert(
      property(cases, share, share, (some, one, other) => {
        const { points } = fitCalibration(some);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [first, second] = [calibrate(low, points), calibrate(high, points)];
        expect(first).toBeLessThanOrEqual(second + 1e-9);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('pools neighbours that contradict the order, weighed by their cases', () => {
    const { points } = fitCalibration([...judged(0.4, 30, 40), ...judged(0.6, 10, 40), ...judged(0.9, 38, 40)]);
    expect(points).toEqual([
      { raw: 0.4, calibrated: 0.5 },
      { raw: 0.6, calibrated: 0.5 },
      { raw: 0.9, calibrated: 0.939 },
    ]);
  });

  it('brings overconfident answers down to what was right', () => {
    const {
      ece_before,
      ece_after,
      cases: count,
    } = fitCalibration([...judged(0.95, 70, 100), ...judged(0.75, 40, 100)]);
    expect([count, ece_before]).toEqual([200, 0.3]);
    expect(ece_after).toBeLessThan(0.01);
  });

  it('does not say never or always after a few cases', () => {
    expect(fitCalibration(judged(0.9, 3, 3)).points).toEqual([{ raw: 0.9, calibrated: 0.875 }]);
  });

  it('leaves a raw confidence as it is without points', () => {
    expect([calibrate(0.7, []), calibrate(0.7, null)]).toEqual([0.7, 0.7]);
    expect(fitCalibration([])).toEqual({ points: [], cases: 0, ece_before: 0, ece_after: 0 });
  });

  it('that is shipped rises, and goes down to nothing', () => {
    const raws = defaultCalibration.map((point) => point.raw);
    const read = defaultCalibration.map((point) => point.calibrated);
    expect(raws).toEqual([...raws].sort((left, right) => left - right));
    expect(read).toEqual([...read].sort((left, right) => left - right));
    expect(calibrate(0, defaultCalibration)).toBe(0);
  });
});

describe('the calibration error', () => {
  it('is the distance of confidence and truth, weighed by the cases of a bin, 1.0 included', () => {
    expect(calibrationError(judged(0.85, 4, 5))).toBeCloseTo(0.05, 9);
    expect(calibrationError(judged(1, 1, 2))).toBeCloseTo(0.5, 9);
    expect(calibrationError([...judged(0.85, 4, 5), ...judged(0.25, 0, 5)])).toBeCloseTo(0.15, 9);
  });
});
