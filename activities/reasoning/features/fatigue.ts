import { fatiguedScore, oldCreativeDays, tiredFrequency } from '../thresholds.ts';

/** What the fatigue test looks at; null or left out means not known. Frequency in impressions per person. */
export type CreativeWear = {
  readonly creative_age_days?: number | null;
  readonly ctr_trend?: 'improving' | 'stable' | 'declining' | null;
  readonly ctr_change_pct?: number | null;
  readonly average_frequency?: number | null;
};

/** The answer of the fatigue test: `confidence` is the score, 0–1. */
export type Fatigue = {
  readonly is_fatigued: boolean;
  readonly confidence: number;
  readonly signals: readonly string[];
};

/**
 * The fatigue test: an age over 30 days adds 0.3, a declining click-through rate 0.4, more than 5 impressions per person
 * 0.3; above 0.5 is fatigued. So any two suffice and none alone does. What is not known adds nothing.
 */
export function analyzeFatigue(creative: CreativeWear): Fatigue {
  const age = creative.creative_age_days ?? null;
  const frequency = creative.average_frequency ?? null;
  const drop = Math.abs(creative.ctr_change_pct ?? 0).toFixed(1);
  const found: readonly { readonly adds: number; readonly signal: string }[] = [
    ...(age !== null && age > oldCreativeDays ? [{ adds: 3, signal: `Creative is ${age} days old` }] : []),
    ...(creative.ctr_trend === 'declining' ? [{ adds: 4, signal: `CTR declined by ${drop} %` }] : []),
    ...(frequency !== null && frequency > tiredFrequency
      ? [{ adds: 3, signal: `Frequency of ${frequency.toFixed(1)} impressions per person` }]
      : []),
  ];
  const confidence = found.reduce((sum, each) => sum + each.adds, 0) / 10;
  return { is_fatigued: confidence > fatiguedScore, confidence, signals: found.map((each) => each.signal) };
}
