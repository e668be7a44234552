import type { Recommendation } from '../../../../contracts/recommendation.ts';

/** Marks a recommendation as degraded for these reasons; as it was when there are none. */
export function degradedBy(recommendation: Recommendation, reasons: readonly string[]): Recommendation {
  if (reasons.length === 0) return recommendation;
  const known = recommendation.degraded_reason;
  const all = [...(known === null ? [] : known.split('; ')), ...reasons];
  return { ...recommendation, degraded: true, degraded_reason: [...new Set(all)].join('; ') };
}
