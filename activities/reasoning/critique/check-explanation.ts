import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../contracts/recommendation.ts';
import type { Reasoned } from '../reason.ts';
import { causeWords } from '../wording/cause-words.ts';
import { unknownNumbers } from '../wording/number-check.ts';
import { checked } from './check.ts';

/** Two causes whose probabilities are closer than this are rivals. */
const closeRace = 0.15;

/**
 * Whether a reader can follow: every number is a number of the context or follows from it (the engine computes it anew), at
 * least one observation supports the cause, an alternative is named with its reason, success can be measured by a date.
 */
export function explanationChecks(
  context: CampaignContext,
  recommendation: Recommendation,
  again: Reasoned,
): readonly CheckResult[] {
  const {
    evidence,
    recommended_workflow: workflow,
    alternative_actions,
    success_criteria,
    success_metrics,
  } = recommendation;
  const acting = workflow !== 'Continue Monitoring';
  const facts = `${JSON.stringify(context)} ${JSON.stringify(again.recommendation)} ${JSON.stringify(recommendation.evidence.map((each) => [each.value, each.baseline, each.change_pct]))}`;
  const invented = unknownNumbers(
    [recommendation.reasoning, recommendation.specific_action, recommendation.expected_impact, ...success_metrics].join(
      ' ',
    ),
    facts,
  );
  const [first, second] = recommendation.hypotheses;
  return [
    checked('evidence_there', !acting || evidence.some((each) => each.supports), 'CRITICAL', [
      'Nothing that was observed supports the cause.',
      'Name the observation, or watch.',
    ]),
    checked('numbers_known', invented.length === 0, 'CRITICAL', [
      `Numbers that the context does not have: ${invented.slice(0, 5).join(', ')}.`,
      'Quote only what was measured or follows from it.',
    ]),
    checked(
      'alternatives_there',
      alternative_actions.some((each) => each.why_not_recommended !== ''),
      'major',
      ['No alternative was considered.', 'Name at least one with the reason against it.'],
    ),
    checked(
      'success_measurable',
      success_criteria.some((each) => each.primary) && success_metrics.length > 0,
      'major',
      ['How one would see that it worked is not measurable.', 'Name a metric, a value and a date.'],
    ),
    checked(
      'impact_dated',
      !acting ||
        recommendation.expected_effect !== null ||
        workflow === 'Campaign Pause' ||
        /\d+ days/.test(recommendation.expected_impact),
      'minor',
      ['The time of the expected impact is vague.', 'Say the number of days.'],
    ),
    checked('risk_named', recommendation.risk_factors.length > 0, 'major', [
      'No risk is named.',
      'Say what can go wrong.',
    ]),
    checked(
      'no_close_rival',
      !acting || first === undefined || second === undefined || first.probability - second.probability >= closeRace,
      'major',
      [
        `Two causes are about as probable: ${[first, second].map((each) => (each === undefined ? 'none' : causeWords[each.cause])).join(', and ')}.`,
        'Look for what tells them apart, or watch.',
      ],
    ),
    checked(
      'confidence_allowed',
      recommendation.confidence <= Math.max(again.analysis.confidence, 0) + 1e-9,
      'CRITICAL',
      [
        `A confidence of ${Math.round(recommendation.confidence * 1000) / 10} % is more than the analysis allows (${Math.round(again.analysis.confidence * 1000) / 10} %).`,
        'Lower it.',
      ],
    ),
  ];
}
