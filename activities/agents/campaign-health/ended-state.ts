import type { JsonObject, JsonValue } from '../../../contracts/canonical-json.ts';
import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../contracts/recommendation.ts';
import { shortJson } from '../../../contracts/short-json.ts';
import { findingsOf } from './stages/proposal-of.ts';

/** What is known of a run when it ends; null is what it did not come to. */
type EndedRun = {
  readonly campaign_id: string;
  readonly context: CampaignContext | null;
  readonly recommendation: Recommendation | null;
};

/**
 * The state in which a run of the agent ended, in the names of requirement 2.3: every name is there, also when the run failed.
 * What a source gave is cut where it is large; the whole of it and the whole recommendation lie with the recommendation.
 */
export function endedState({ campaign_id, context, recommendation: made }: EndedRun): JsonObject {
  // What is not known is left out, so that what is known is not cut for its sake.
  const known = (_: string, member: unknown) => (member === null ? undefined : member);
  const short = (part: unknown): JsonValue =>
    part == null ? null : shortJson(JSON.parse(JSON.stringify(part, known)));
  const issues = made?.critique?.issues ?? [];
  return {
    campaign_id,
    campaign_metrics: short(context?.campaign_metrics),
    creative_metrics: short(context?.creative_metrics ?? []),
    competitor_signals: short(context?.competitor_signals),
    audience_analytics: short(context?.audience_analytics),
    historical_patterns: short(context?.historical_patterns),
    signal_analysis: made?.signal_analysis ?? null,
    root_cause_hypothesis: made?.root_cause ?? null,
    confidence_score: made?.confidence ?? null,
    recommended_workflow: made?.recommended_workflow ?? null,
    reasoning: made?.reasoning ?? null,
    expected_impact: made?.expected_impact ?? null,
    risk_level: made?.risk_level ?? null,
    alternatives: short(made?.alternative_actions ?? []),
    validation_passed: made?.validation?.passed ?? null,
    critique_feedback: issues.length === 0 ? null : findingsOf(issues).join('\n'),
    first_pass_feedback: [...(made?.critique?.first_pass ?? [])],
    citations: made?.citations.map((citation) => citation.source_id) ?? [],
    missing_sources: [...(made?.missing_sources ?? context?.missing_sources ?? [])],
    iteration_count: made?.iteration_count ?? 0,
    degraded: made?.degraded ?? false,
  };
}
