import { describe, expect, it } from 'vitest';
import { analyzeFatigue } from './fatigue.ts';

describe('the fatigue test', () => {
  it.each([
    [31, 'declining', 4, 0.7, true],
    [31, 'stable', 5.1, 0.6, true],
    [10, 'declining', 6, 0.7, true],
    [30, 'stable', 5, 0, false],
    [10, 'declining', 4, 0.4, false],
    [45, 'stable', 4, 0.3, false],
    [31, 'declining', 5.1, 1, true],
  ] as const)(
    'age %d, CTR %s, frequency %d: %d, %s',
    (creative_age_days, ctr_trend, average_frequency, score, fatigued) => {
      const found = analyzeFatigue({ creative_age_days, ctr_trend, average_frequency });
      expect([found.confidence, found.is_fatigued]).toEqual([score, fatigued]);
    },
  );

  it('says the numbers, a fall without its sign', () => {
    const { signals } = analyzeFatigue({
      creative_age_days: 38,
      ctr_trend: 'declining',
      ctr_change_pct: -25.04,
      average_frequency: 6.08,
    });
    expect(signals).toEqual([
      'Creative is 38 days old',
      'CTR declined by 25.0 %',
      'Frequency of 6.1 impressions per person',
    ]);
  });

  it('takes what is not known for no sign', () => {
    expect(analyzeFatigue({})).toEqual({ is_fatigued: false, confidence: 0, signals: [] });
  });
});
