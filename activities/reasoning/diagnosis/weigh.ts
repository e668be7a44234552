import { daysToTell, longestWait } from '../features/chance.ts';
import { anyCostRose, chancePct, changeIsEstablished, clicksFell, isBrief } from '../features/cost-change.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { WeighedCause } from '../hypotheses/likelihoods.ts';
import type { Posterior } from '../hypotheses/network.ts';
import type { RuleScore } from '../hypotheses/rule-signs.ts';
import { establishedDays, fatiguedScore, leastNamed, significantPct, validConfidence } from '../thresholds.ts';
import { causeWords } from '../wording/cause-words.ts';
import { movedSentence } from '../wording/moved.ts';
import { signsWords, signWords } from '../wording/sign-words.ts';
import {
  costEvidence,
  countWords,
  magnitudeOf,
  signEvidence,
  signedPct,
  type Verdict,
  worstCostChange,
} from './verdict.ts';

const week = 7;
/** How sure it is that no cause can be named: what is missing or contradicts itself makes it no surer. */
const unexplainedConfidence = 0.45;
/** Nothing is ever surer than this. */
const surest = 0.97;

/** A second cause this probable contests the first, which then stays under what counts as sure. */
const rivalProbability = 0.2;
const contested = 0.58;

/** What was weighed: the probability of each cause and its stated signs. */
export type Weighing = { readonly posterior: Posterior; readonly scores: readonly RuleScore[] };

/** The most probable cause; ties stay in the order of the list. */
export function likeliest({
  posterior,
  scores,
}: Weighing): { readonly cause: WeighedCause; readonly probability: number; readonly score: RuleScore } | null {
  return scores.reduce<ReturnType<typeof likeliest>>((best, score) => {
    const probability = posterior[score.cause];
    return best === null || probability > best.probability + 1e-9 ? { cause: score.cause, probability, score } : best;
  }, null);
}

/** Names the likeliest cause, or says that nothing changed, or that nothing points to a cause. */
export function weigh(facts: HealthFacts, weighing: Weighing): Verdict {
  const best = likeliest(weighing);
  if (best !== null && best.probability > weighing.posterior.none && best.probability >= leastNamed)
    return named(facts, weighing, best);
  return changeIsEstablished(facts) ? unexplained(facts) : unchanged(facts, weighing);
}

function named(facts: HealthFacts, weighing: Weighing, best: NonNullable<ReturnType<typeof likeliest>>): Verdict {
  const present = best.score.signs.filter((sign) => sign.present === true);
  const passing = best.cause === 'seasonality' || best.cause === 'external_event';
  return {
    cause: best.cause,
    confidence: Math.min(isContested(weighing, best.cause) ? contested : surest, best.probability),
    confidence_reasoning: confidenceWords(weighing, best),
    explanation: [...new Set(present.map((sign) => sign.statement))].join(' ') || 'It explains the change best.',
    evidence: [...costEvidence(facts, true), ...signEvidence(facts, best.score.signs)],
    abstention: passing ? { reason: 'outside_cause', wait_days: week } : null,
  };
}

/** Two stories at once: another cause is probable too, or a worn creative and active competitors each fit by their own rule. */
function isContested({ posterior, scores }: Weighing, named: WeighedCause): boolean {
  const holds = (cause: WeighedCause, sign: string) =>
    scores.some(
      (score) => score.cause === cause && score.signs.some(({ name, present }) => name === sign && present === true),
    );
  const worn = scores.some(({ cause, share }) => cause === 'creative_fatigue' && share > fatiguedScore);
  const both =
    worn &&
    holds('auction_pressure', 'active_competitors') &&
    (named === 'creative_fatigue' || named === 'auction_pressure');
  return both || scores.some(({ cause }) => cause !== named && posterior[cause] >= rivalProbability);
}

function confidenceWords({ posterior, scores }: Weighing, best: NonNullable<ReturnType<typeof likeliest>>): string {
  const { score, probability, cause } = best;
  const unknown = [...new Set(score.signs.filter((sign) => sign.present === null).map((sign) => signWords[sign.name]))];
  const rival = scores
    .filter((each) => each.cause !== cause && posterior[each.cause] >= 0.1)
    .sort((left, right) => posterior[right.cause] - posterior[left.cause])[0];
  const parts = [signsWords(score.present, score.known, 'signs that could be checked')];
  if (unknown.length > 0) parts.push(`not known: ${unknown.join(', ')}`);
  if (rival !== undefined) parts.push(`${causeWords[rival.cause]} would explain it, too`);
  if (cause === 'auction_pressure') parts.push('whether the pressure lasts is not known');
  if (probability < validConfidence) parts.push('low confidence, human judgement needed');
  return `${parts.join('; ')}.`;
}

function unexplained(facts: HealthFacts): Verdict {
  return {
    cause: 'insufficient_data',
    confidence: unexplainedConfidence,
    confidence_reasoning: 'No cause shows enough of its signs.',
    explanation: 'Something got worse, but the signs point to no cause: watching costs less than a wrong guess.',
    evidence: costEvidence(facts, true),
    abstention: { reason: 'not_enough_data', wait_days: isUrgent(facts) ? 1 : establishedDays },
  };
}

/** What is critical or goes on growing is looked at again tomorrow. */
function isUrgent({ metrics, velocity }: HealthFacts): boolean {
  const change = metrics.cpa.change_pct;
  return velocity === 'accelerating' || (change !== null && change > 0 && magnitudeOf(change) === 'critical');
}

function unchanged(facts: HealthFacts, { posterior }: Weighing): Verdict {
  const worst = worstCostChange(facts);
  const rose = anyCostRose(facts) === true || clicksFell(facts);
  const byChance = !rose && worst !== null && worst > significantPct;
  const brief = rose && isBrief(facts);
  return {
    cause: 'no_change',
    confidence: Math.min(surest, Math.max(leastNamed, byChance || brief ? 0.85 * posterior.none : posterior.none)),
    confidence_reasoning: byChance
      ? 'With so few conversions, nobody can tell whether CPA really changed or only by chance.'
      : `Normal ups and downs: a change counts when it is over ${significantPct} % and lasts ${establishedDays} days.`,
    explanation: unchangedWords(facts, worst, { brief, byChance }),
    evidence: costEvidence(facts, true),
    abstention: byChance
      ? { reason: 'not_enough_data', wait_days: waitFor(facts, worst) }
      : brief
        ? { reason: 'not_enough_data', wait_days: Math.max(1, establishedDays - (facts.trend_days ?? 0)) }
        : { reason: 'no_change', wait_days: 1 },
  };
}

/** Days until a change of the seen size would be told from chance, from the conversions of a day. */
function waitFor({ current, metrics }: HealthFacts, change_pct: number): number {
  const conversions =
    current === null ? (metrics.conversions.value ?? 0) / week : current.conversions / Math.max(1, current.days);
  return conversions > 0 ? daysToTell(change_pct, conversions, week) : longestWait;
}

function unchangedWords(
  facts: HealthFacts,
  worst: number | null,
  { brief, byChance }: { readonly brief: boolean; readonly byChance: boolean },
): string {
  if (brief)
    return `The change has been seen on ${countWords(facts.trend_days ?? 0, 'day', 'days')} only; it counts as a trend from ${establishedDays} days on.`;
  if (byChance && worst !== null) {
    return `${movedSentence('CPA', facts.metrics.cpa.change_pct ?? worst, `, but with so few conversions it rises by ${chancePct(facts)} % by chance one time in twenty`)} No price changed by more than ${significantPct} %. It takes ${waitFor(facts, worst)} more days to tell.`;
  }
  return worst === null
    ? 'No cost is known to have changed.'
    : `No cost changed by more than ${significantPct} % against the week before (largest: ${signedPct(worst)}).`;
}
