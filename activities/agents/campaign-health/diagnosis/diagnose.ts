import type { RootCause, WorkflowType } from '../../../../contracts/recommendation.ts';
import type { Diagnosis } from './diagnosis.ts';
import { gates } from './gates.ts';
import type { HealthFacts } from './health-facts.ts';
import { type CauseScore, confidenceOf, scoreCauses } from './score-causes.ts';
import { actConfidence, causeScore } from './thresholds.ts';
import { changeWords, confidenceWords, costEvidence, evidence, signEvidence, type Verdict } from './verdict.ts';

/** Which workflow answers which cause. */
export const workflowOf: Readonly<Record<RootCause, WorkflowType>> = {
  auction_pressure: 'Bid Adjustment',
  competitor_promotion: 'Bid Adjustment',
  creative_fatigue: 'Creative Refresh',
  audience_saturation: 'Audience Expansion',
  poor_targeting: 'Audience Expansion',
  uneven_segments: 'Budget Reallocation',
  budget_limited: 'Budget Reallocation',
  tracking_break: 'Campaign Pause',
  external_event: 'Continue Monitoring',
  seasonality: 'Continue Monitoring',
  conversion_lag: 'Continue Monitoring',
  no_change: 'Continue Monitoring',
  insufficient_data: 'Continue Monitoring',
};

/**
 * Names one cause among the fixed list. Deterministic: gates in order first, then the share of signs of each cause.
 * Every rejected cause comes with the one fact that would have turned the choice.
 */
export function diagnose(facts: HealthFacts): Diagnosis {
  const scores = scoreCauses(facts);
  const verdict = firstVerdict(facts) ?? weigh(facts, scores);
  const interventions = facts.interventions.slice(0, 3).map((change) =>
    evidence(facts, {
      statement: `${change.ours ? 'This product' : 'Somebody'} changed ${change.field} at ${change.at}, which may be part of the reason.`,
      metric: change.field,
      source: 'platform.changes',
      observed_at: change.at,
      supports: false,
    }),
  );
  return {
    cause: verdict.cause,
    confidence: verdict.confidence,
    confidence_reasoning: verdict.confidence_reasoning,
    explanation: verdict.explanation,
    signal_analysis: [
      changeWords('CPA', facts.cpa_change_pct),
      changeWords('CPC', facts.cpc_change_pct),
      changeWords('CPM', facts.cpm_change_pct),
      changeWords('CTR', facts.ctr_change_pct),
      changeWords('frequency', facts.frequency_change_pct),
      changeWords('reach', facts.reach_change_pct),
    ].join(', '),
    evidence: [...verdict.evidence, ...interventions],
    rejected: rejectedCauses(verdict.cause, facts, scores),
    scores: scores.map(({ cause, score, coverage }) => ({ cause, score, coverage })),
    missing_sources: [...facts.missing_sources],
  };
}

function firstVerdict(facts: HealthFacts): Verdict | null {
  for (const gate of gates) {
    const verdict = gate(facts);
    if (verdict !== null) return verdict;
  }
  return null;
}

function weigh(facts: HealthFacts, scores: readonly CauseScore[]): Verdict {
  const [best, rival] = scores;
  if (best === undefined || best.score < causeScore) {
    return {
      cause: 'insufficient_data',
      confidence: 0.3,
      confidence_reasoning: 'No cause shows half of its signs.',
      explanation: 'Cost rose, but the signs point to no cause: watching costs less than a guess.',
      evidence: costEvidence(facts, true),
    };
  }
  const confidence = confidenceOf(best, rival, facts);
  const present = best.signs.filter((sign) => sign.present === true).map((sign) => sign.statement);
  return {
    cause: best.cause,
    confidence,
    confidence_reasoning: confidenceWords(confidence, best, rival),
    explanation: present.join(' '),
    evidence: [...costEvidence(facts, true), ...signEvidence(facts, best)],
  };
}

function rejectedCauses(chosen: RootCause, facts: HealthFacts, scores: readonly CauseScore[]): Diagnosis['rejected'] {
  const weighed = scores
    .filter((scored) => scored.cause !== chosen)
    .map((scored) => {
      const against =
        scored.signs.find((sign) => sign.present === false) ?? scored.signs.find((sign) => sign.present === null);
      return {
        workflow: workflowOf[scored.cause],
        cause: scored.cause,
        why_not_recommended:
          `${Math.round(scored.score * 100)} % of its known signs are there. ${against?.statement ?? ''}`.trim(),
        would_flip_if: against?.flips_if ?? 'more of its signs were known',
      };
    });
  const others: Diagnosis['rejected'] = [];
  if (chosen !== 'tracking_break') {
    others.push({
      workflow: 'Campaign Pause',
      cause: 'tracking_break',
      why_not_recommended: 'Conversions did not stop while people went on clicking.',
      would_flip_if: 'conversions fell to under a fifth of what the clicks should bring',
    });
  }
  if (workflowOf[chosen] !== 'Continue Monitoring') {
    others.push({
      workflow: 'Continue Monitoring',
      cause: 'no_change',
      why_not_recommended:
        facts.cpa_change_pct === null
          ? 'Waiting would let it go on.'
          : `CPA changed by ${facts.cpa_change_pct} % against the week before; waiting would let it go on.`,
      would_flip_if: `the confidence were under ${actConfidence}`,
    });
  }
  return [...weighed, ...others];
}
