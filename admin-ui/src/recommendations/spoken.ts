import type { RecommendationDetails } from './recommendation-details.ts';

/** The whole argument with every sentence made readable; numbers, ids and dates that are data stay as they are. */
export function spoken(details: RecommendationDetails, say: (text: string) => string): RecommendationDetails {
  return {
    ...details,
    specific_action: say(details.specific_action),
    reasoning: say(details.reasoning),
    signal_analysis: say(details.signal_analysis),
    expected_impact: details.expected_impact === null ? null : say(details.expected_impact),
    cost_of_doing_nothing: say(details.cost_of_doing_nothing),
    confidence_reasoning: say(details.confidence_reasoning),
    risk_factors: details.risk_factors.map(say),
    success_metrics: details.success_metrics.map(say),
    dissent: details.dissent.map(say),
    evidence: details.evidence.map((each) => ({ ...each, statement: say(each.statement) })),
    alternative_actions: details.alternative_actions.map((each) => ({
      ...each,
      why_not_recommended: say(each.why_not_recommended),
      would_flip_if: say(each.would_flip_if),
    })),
  };
}
