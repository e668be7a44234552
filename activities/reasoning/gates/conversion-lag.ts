import { costEvidence, evidence, signedPct, type Verdict } from '../diagnosis/verdict.ts';
import type { HealthFacts } from '../features/health-facts.ts';

/** A conversion may come a week after its click; from then on a day is complete. */
const openDays = 7;

/** Conversions of the newest days that are still arriving: the rise of CPA is one of counting, and vanishes by itself. */
export function lateConversions(facts: HealthFacts): Verdict | null {
  const found = facts.conversion_lag;
  if (found === null) return null;
  const words = found.completeness
    .map((share, index) => `${Math.round(share * 100)} % on full day −${index + 1}`)
    .join(', ');
  return {
    cause: 'conversion_lag',
    confidence: 0.88,
    confidence_reasoning: 'The newest days are the less complete the newer they are, and the settled days are as ever.',
    explanation: `Conversions of the newest days are still arriving (conversion rate against settled days: ${words}); the days before changed by ${signedPct(found.settled_change_pct)}. The rise of CPA is expected to vanish by itself.`,
    evidence: [
      evidence(facts, {
        statement: `Conversion rate of the newest full days against settled days: ${words}.`,
        ...{ metric: 'conversion_rate', value: found.completeness[0] ?? null, baseline: 1, source: 'campaign_metrics' },
      }),
      ...costEvidence(facts, false),
    ],
    abstention: { reason: 'not_enough_data', wait_days: openDays },
  };
}
