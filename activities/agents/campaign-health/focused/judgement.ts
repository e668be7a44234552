import type { Evidence, Recommendation } from '../../../../contracts/recommendation.ts';
import {
  type Analysis,
  type AnomalyReport,
  actConfidence,
  groundsOf,
  type HealthFacts,
  type Lever,
  type Reasons,
  recommendationOf,
  watch,
} from '../../../reasoning/index.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { contextOfMetrics } from '../collect/context-of-metrics.ts';
import type { LiveState } from '../collect/live-state.ts';

/** What a judgement looks at. */
export type Case = {
  readonly metrics: MetricsSummary;
  readonly diagnosis: Analysis;
  readonly state?: LiveState;
};

/** A lever with its reasons. What is left out of the reasons is the diagnosis's. */
export type Judgement = { readonly lever: Lever } & Partial<Reasons> & { readonly expected_impact?: string };

/** Looks for one thing only, such as waste, and answers with one lever: the one it knows, or watching. */
export type Judge = (look: Case & { readonly state: NonNullable<LiveState>; readonly facts: HealthFacts }) => Judgement;

/**
 * The recommendation of a judge, under the rules that hold for every proposal: without the live state nothing changes,
 * and neither does it under a confidence of 0.5.
 */
export function judged(judge: Judge, anomalies: AnomalyReport, look: Case): Recommendation {
  const { metrics, diagnosis, state } = look;
  const grounds = groundsOf(contextOfMetrics(metrics, state, null));
  const judgement = state
    ? judge({ metrics, diagnosis, state, facts: grounds.facts })
    : { lever: watch('The live state could not be read, so nothing is proposed that would change it.') };
  const reasons = { ...diagnosis, alternatives: diagnosis.rejected, ...judgement };
  const doubtful = judgement.lever.action.kind !== 'none' && reasons.confidence < actConfidence;
  const lever = doubtful
    ? watch(
        `The confidence is ${Math.round(reasons.confidence * 100)} %; nothing is changed under ${actConfidence * 100} %.`,
      )
    : judgement.lever;
  const made = recommendationOf(lever, reasons, { ...grounds, analysis: diagnosis }, { anomalies });
  const { expected_impact } = judgement;
  return expected_impact === undefined || doubtful ? made : { ...made, expected_impact };
}

/** One observation of the last 7 full days. */
export function observed(
  metrics: MetricsSummary,
  fields: Pick<Evidence, 'statement' | 'metric' | 'supports'> & Partial<Evidence>,
): Evidence {
  return { value: null, baseline: null, change_pct: null, source: 'metrics.daily', observed_at: metrics.at, ...fields };
}
