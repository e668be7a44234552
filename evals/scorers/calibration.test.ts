import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationBins, expectedCalibrationError, type Judged } from './calibration.ts';

const judged = (confidence: number, ...right: readonly boolean[]): Judged[] =>
  right.map((each) => ({ confidence, right: each }));

describe('reliability', () => {
  it('of five answers between 80 and 90 % of which four are right', () => {
    expect(calibrationBins(judged(0.85, true, true, true, true, false))).toEqual([
      {
        ...{ label: '80-90%', expected: 0.85, actual: 0.8, count: 5 },
        ...{ mean_confidence: 0.85, calibration_error: 0.05 },
      },
    ]);
  });

  it('loses nobody: bins are half-open and the last includes 1', () => {
    const label = (confidence: number) => calibrationBins(judged(confidence, true))[0]?.label;
    expect([0, 0.1, 0.3, 0.7, 0.8, 0.9, 1].map(label)).toEqual([
      '0-10%',
      '10-20%',
      '30-40%',
      '70-80%',
      '80-90%',
      '90-100%',
      '90-100%',
    ]);
    const cases = fastCheck.array(
      fastCheck.record({ confidence: fastCheck.double({ min: 0, max: 1, noNaN: true }), right: fastCheck.boolean() }),
    );
    fastCheck.assert(
      fastCheck.property(cases, (some) => {
        expect(calibrationBins(some).reduce((sum, bin) => sum + bin.count, 0)).toBe(some.length);
      }),
    );
  });
});

describe('the expected calibration error', () => {
  it('weighs how far each bin is off by its cases', () => {
    expect(expectedCalibrationError([...judged(0.75, true, true, true, false), ...judged(0.95, true)])).toBeCloseTo(
      0.01,
    );
    expect(expectedCalibrationError(judged(0.9, false))).toBeCloseTo(0.9);
    expect(expectedCalibrationError([])).toBeNull();
  });
});
