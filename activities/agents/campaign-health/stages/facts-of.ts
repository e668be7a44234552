import type { Recommendation } from '../../../../contracts/recommendation.ts';

/** The facts that a wording may use, in a stable order. */
export function factsOf(campaign_name: string, made: Recommendation): string {
  return JSON.stringify({
    campaign_name,
    specific_action: made.specific_action,
    reasoning: made.reasoning,
    signal_analysis: made.signal_analysis,
    evidence: made.evidence.map((each) => each.statement),
    expected_impact: made.expected_impact,
    cost_of_doing_nothing: made.cost_of_doing_nothing,
    risk_factors: made.risk_factors,
  });
}
