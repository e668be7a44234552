import type { Evidence, Recommendation, RootCause } from '../../../../contracts/recommendation.ts';
import type { AnomalyReport } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import type { Lever } from './lever.ts';
import { actionWords, causeWords, costOfNothing, impactWords } from './words.ts';

/** Version of the deterministic engine: thresholds, signs and levers together. */
export const engineVersion = 'rules-1';
const largestNumberOfCharts = 2;

/** Why a lever is pulled or left: the cause, how sure that is, and the observations behind it. Confidence 0–1. */
export type Grounds = {
  readonly cause: RootCause;
  /** Other words for the cause, where what is judged is not a change. */
  readonly cause_words?: string;
  readonly confidence: number;
  readonly confidence_reasoning: string;
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
  readonly alternatives: Recommendation['alternative_actions'];
};

/** What a recommendation is written from besides the lever and its grounds. */
export type Picture = {
  readonly metrics: MetricsSummary;
  readonly anomalies: AnomalyReport;
  /** The changes against the week before, as diagnosis says them. */
  readonly signal_analysis: string;
  readonly missing_sources: readonly string[];
};

/** Writes a recommendation: every sentence is made from the lever, the grounds and the figures, and adds none of its own. */
export function recommendationOf(lever: Lever, grounds: Grounds, picture: Picture): Recommendation {
  const { metrics, anomalies } = picture;
  return {
    ...{ campaign_id: metrics.campaign_id, generated_at: metrics.at, typed_action: null, hypotheses: [] },
    ...{ daily_cost_of_waiting_minor: null, success_criteria: [], raw_confidence: grounds.confidence },
    ...{ confidence_record: null, abstention: null, validation: null, critique: null, dissent: [], claims: [] },
    iteration_count: 0,
    recommended_workflow: lever.workflow,
    action: lever.action,
    specific_action: actionWords(lever.action, metrics.currency),
    reasoning: [`Cause: ${grounds.cause_words ?? causeWords[grounds.cause]}.`, grounds.explanation, lever.held_back]
      .filter(Boolean)
      .join(' '),
    signal_analysis: `${anomalies.headline} Against the week before: ${picture.signal_analysis}.`,
    root_cause: grounds.cause,
    evidence: [...grounds.evidence],
    series: chartsOf(anomalies),
    expected_impact: impactWords(lever, metrics),
    expected_effect: lever.expected_effect,
    cost_of_doing_nothing: costOfNothing(metrics, grounds.cause),
    risk_level: lever.risk_level,
    risk_factors: [...lever.risk_factors],
    alternative_actions: grounds.alternatives,
    success_metrics: [...lever.success_metrics],
    confidence: grounds.confidence,
    confidence_reasoning: grounds.confidence_reasoning,
    model_version: engineVersion,
    prompt_version: null,
    degraded: false,
    missing_sources: [...picture.missing_sources],
  };
}

/** The charts worth showing: raised ones first, the strongest on top, then CPA and CPC. */
function chartsOf(anomalies: AnomalyReport): Recommendation['series'] {
  const weight = (metric: string) => (metric === 'cpa' ? 2 : metric === 'cpc' ? 1 : 0);
  return [...anomalies.findings]
    .sort(
      (left, right) =>
        Number(right.raised) - Number(left.raised) ||
        Math.abs(right.strongest?.score ?? 0) - Math.abs(left.strongest?.score ?? 0) ||
        weight(right.metric) - weight(left.metric),
    )
    .slice(0, largestNumberOfCharts)
    .map((finding) => finding.chart);
}
