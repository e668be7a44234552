import type { Recommendation } from '../../../../contracts/recommendation.ts';
import type { AnomalyReport } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { workflowOf } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { LiveState } from '../diagnosis/diagnosis-input.ts';
import { actConfidence } from '../diagnosis/thresholds.ts';
import { leverFor, watch } from './lever.ts';
import { actionWords, causeWords, costOfNothing, impactWords } from './words.ts';

/** Version of the deterministic engine: thresholds, signs and levers together. */
export const engineVersion = 'rules-1';
const largestNumberOfCharts = 2;

/**
 * One recommendation from one diagnosis: the typed action, what it should bring, what can go wrong, and what was not
 * chosen. Under a confidence of 0.5 nothing but watching is proposed, and the wanted action becomes an alternative.
 * The confidence never exceeds the diagnosis's.
 */
export function propose(
  metrics: MetricsSummary,
  anomalies: AnomalyReport,
  diagnosis: Diagnosis,
  state: LiveState,
): Recommendation {
  const wanted = leverFor(diagnosis.cause, metrics, state);
  const doubtful = wanted.action.kind !== 'none' && diagnosis.confidence < actConfidence;
  const lever = doubtful ? watch(null) : wanted;
  const alternatives = [...diagnosis.rejected];
  if (doubtful) {
    alternatives.unshift({
      workflow: wanted.workflow,
      cause: diagnosis.cause,
      why_not_recommended: `The confidence of ${diagnosis.confidence} is under ${actConfidence}: ${actionWords(wanted.action, metrics.currency)}`,
      would_flip_if: 'a missing source confirmed the cause',
    });
  } else if (wanted.workflow !== workflowOf[diagnosis.cause]) {
    alternatives.unshift({
      workflow: workflowOf[diagnosis.cause],
      cause: diagnosis.cause,
      why_not_recommended: wanted.held_back ?? 'It would be the best cure, but no connected action can carry it out.',
      would_flip_if: 'an action for it were connected and possible here',
    });
  }
  return {
    recommended_workflow: lever.workflow,
    action: lever.action,
    specific_action: actionWords(lever.action, metrics.currency),
    reasoning: [`Cause: ${causeWords[diagnosis.cause]}.`, diagnosis.explanation, lever.held_back]
      .filter(Boolean)
      .join(' '),
    signal_analysis: `${anomalies.headline} Against the week before: ${diagnosis.signal_analysis}.`,
    root_cause: diagnosis.cause,
    evidence: diagnosis.evidence,
    series: chartsOf(anomalies),
    expected_impact: impactWords(lever, metrics),
    expected_effect: lever.expected_effect,
    cost_of_doing_nothing: costOfNothing(metrics, diagnosis.cause),
    risk_level: lever.risk_level,
    risk_factors: [...lever.risk_factors],
    alternative_actions: alternatives,
    success_metrics: [...lever.success_metrics],
    confidence: diagnosis.confidence,
    confidence_reasoning: diagnosis.confidence_reasoning,
    model_version: engineVersion,
    prompt_version: null,
    degraded: false,
    missing_sources: diagnosis.missing_sources,
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
