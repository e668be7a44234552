import { costEvidence, evidence, signedPct, type Verdict } from '../diagnosis/verdict.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { SignName } from '../hypotheses/likelihoods.ts';
import type { Signs } from '../hypotheses/signs.ts';

/** A conversion may come a week after its click; from then on a day is complete. */
const openDays = 7;

/** What else would make fewer people buy: where one of these is seen, a delay must be the better explanation by far. */
const rivals: readonly SignName[] = [
  ...(['event_now', 'promotion_seen', 'weak_segment', 'low_relevance', 'capped_strong_segment', 'recurring'] as const),
];
/** Log-likelihood by which a delay must beat a real loss, alone and against a rival that is seen: e² to e³ is ten to one. */
const needed = { unexplained: -1, alone: 1, against_rival: 2.5, against_named: 3.5 } as const;
/** From this probability on another cause counts as named. */
const named = 0.9;
/** Under this nothing explains the fall, and a delay is the likeliest thing that nobody sees. */
const unexplained = 0.4;
const clearlyIncomplete = 0.6;
/** A newest day this empty is what a delay leaves; a loss of a part leaves more. It counts as much as e^1.5 to one. */
const nearlyEmpty = { share: 0.3, worth: 1.5 } as const;

/** How much better than a real loss a delay must be, given what else would explain the fall and how probable that is. */
function limitFor(seen: boolean, probability: number, newest: number): number {
  if (probability > named) return needed.against_named;
  if (seen) return needed.against_rival;
  return probability < unexplained && newest < clearlyIncomplete ? needed.unexplained : needed.alone;
}

/** Conversions of the newest days that are still arriving: the rise of CPA is one of counting, and vanishes by itself. */
export function lateConversions(facts: HealthFacts, signs: Signs, probability: number): Verdict | null {
  const found = facts.conversion_lag;
  if (found === null) return null;
  const seen = rivals.some((name) => signs[name].present === true);
  const margin = found.margin + ((found.completeness[0] ?? 1) < nearlyEmpty.share ? nearlyEmpty.worth : 0);
  const limit = limitFor(seen, probability, found.completeness[0] ?? 1);
  if (margin < limit) return null;
  const words = found.completeness
    .map(
      (share, index) =>
        `${Math.round(share * 100)} % ${index === 0 ? 'for the last full day' : `${index} day${index === 1 ? '' : 's'} before it`}`,
    )
    .join(', ');
  return {
    cause: 'conversion_lag',
    confidence: Math.min(0.97, 0.7 + 0.05 * margin),
    confidence_reasoning: 'The newer a day is, the fewer of its conversions have arrived; the older days are as usual.',
    explanation: `Conversions of the newest days are still arriving. So far the conversion rate has reached this much of its usual level: ${words}; on the older days it changed by ${signedPct(found.settled_change_pct)}. The rise of CPA should go away by itself.`,
    evidence: [
      evidence(facts, {
        statement: `So far the conversion rate has reached this much of its usual level: ${words}.`,
        ...{ metric: 'conversion_rate', value: found.completeness[0] ?? null, baseline: 1, source: 'campaign_metrics' },
      }),
      ...costEvidence(facts, false),
    ],
    abstention: { reason: 'not_enough_data', wait_days: openDays },
  };
}
