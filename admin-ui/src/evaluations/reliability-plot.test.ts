import { describe, expect, it } from 'vitest';
import { reliabilityDots, reliabilityWords } from './reliability-plot.ts';

const bin = (mean_confidence: number, actual: number, count: number) => ({
  ...{ label: `${mean_confidence}`, expected: mean_confidence, mean_confidence, actual, count },
});

describe('the reliability plot', () => {
  it('puts how sure across and how often right up, and leaves empty bins out', () => {
    const dots = reliabilityDots([bin(0.85, 0.8, 5), bin(0.5, 0, 0)]);
    expect(dots).toEqual([{ label: '0.85', across: 85, up: 80, radius: 5 }]);
  });

  it('shows more cases as more area', () => {
    const [few, many] = reliabilityDots([bin(0.1, 0.1, 1), bin(0.9, 0.9, 100)]);
    expect(few?.radius).toBeLessThan(many?.radius ?? 0);
    expect(few?.radius).toBeGreaterThan(1.6);
  });

  it('says itself in a sentence, weighted by cases', () => {
    expect(reliabilityWords([bin(0.9, 1, 3), bin(0.5, 0, 1)], 0.0613)).toBe(
      'On average it was 80 % sure and right in 75 % of 4 cases. Its confidence is off by 6.1 percentage points on average (expected calibration error).',
    );
    expect(reliabilityWords([], null)).toBe('No case says how sure the agent may be.');
  });
});
