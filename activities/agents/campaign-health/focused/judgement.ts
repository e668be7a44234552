import type { Evidence, Recommendation } from '../../../../contracts/recommendation.ts';
import type { AnomalyReport } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { LiveState } from '../diagnosis/diagnosis-input.ts';
import { actConfidence } from '../diagnosis/thresholds.ts';
import { type Lever, watch } from '../proposal/lever.ts';
import { type Grounds, recommendationOf } from '../proposal/recommendation-of.ts';

/** What a judgement looks at. */
export type Case = {
  readonly metrics: MetricsSummary;
  readonly diagnosis: Diagnosis;
  readonly state?: LiveState;
};

/** A lever with its grounds. What is left out of the grounds is the diagnosis's. */
export type Judgement = { readonly lever: Lever } & Partial<Grounds> & { readonly expected_impact?: string };

/** Looks for one thing only, such as waste, and answers with one lever: the one it knows, or watching. */
export type Judge = (look: Case & { readonly state: NonNullable<LiveState> }) => Judgement;

/**
 * The recommendation of a judge, under the rules that hold for every proposal: without the live state nothing changes,
 * and neither does it under a confidence of 0.5.
 */
export function judged(judge: Judge, anomalies: AnomalyReport, look: Case): Recommendation {
  const { metrics, diagnosis, state } = look;
  const judgement = state
    ? judge({ metrics, diagnosis, state })
    : { lever: watch('The live state could not be read, so nothing is proposed that would change it.') };
  const grounds = { ...diagnosis, alternatives: diagnosis.rejected, ...judgement };
  const doubtful = judgement.lever.action.kind !== 'none' && grounds.confidence < actConfidence;
  const lever = doubtful
    ? watch(`The confidence of ${grounds.confidence} is under ${actConfidence}.`)
    : judgement.lever;
  const made = recommendationOf(lever, grounds, { metrics, anomalies, ...diagnosis });
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
