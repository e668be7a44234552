import type { Recommendation } from '../../../../contracts/recommendation.ts';
import type { AnomalyReport } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { workflowOf } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { LiveState } from '../diagnosis/diagnosis-input.ts';
import { actConfidence } from '../diagnosis/thresholds.ts';
import { leverFor, watch } from './lever.ts';
import { recommendationOf } from './recommendation-of.ts';
import { actionWords } from './words.ts';

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
  return recommendationOf(lever, { ...diagnosis, alternatives }, { metrics, anomalies, ...diagnosis });
}
