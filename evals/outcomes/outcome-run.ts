import type { EvaluationReport, EvaluationResult } from '../../contracts/evaluation-run.ts';
import type { RootCause, WorkflowType } from '../../contracts/recommendation.ts';
import { metricsOf } from '../run/run-evaluation.ts';
import { outcomeMetrics } from '../scorers/outcomes.ts';

/** A recommendation that was decided, and what it brought where it was followed and measured. */
export type DecidedRecommendation = {
  readonly id: string;
  readonly recommended_workflow: WorkflowType;
  readonly root_cause: RootCause;
  readonly specific_action: string;
  readonly confidence: number;
  readonly model_version: string;
  readonly was_accepted: boolean;
  /** Percent by which the figure that mattered got better; null while nothing is measured. */
  readonly improvement_pct: number | null;
};

/** A run over what came of recommendations, or why there is none. */
export type OutcomeRun =
  | { readonly report: EvaluationReport; readonly reason: null }
  | { readonly report: null; readonly reason: string };

/**
 * How recommendations did in the world: each followed and measured one is a case, passed when things got better. There is
 * no run without such a case, as a share of nothing says nothing.
 */
export function outcomeRun(decided: readonly DecidedRecommendation[], period: string): OutcomeRun {
  const outcome = outcomeMetrics(
    decided.map(({ recommended_workflow, was_accepted, improvement_pct }) => ({
      ...{ recommended_workflow, was_accepted },
      outcome: improvement_pct === null ? null : { improvement_pct },
    })),
  );
  if ('error' in outcome) return { report: null, reason: outcome.error };
  const measured = decided.filter((each) => each.was_accepted && each.improvement_pct !== null);
  if (measured.length === 0)
    return { report: null, reason: 'No recommendation that was followed has been measured yet.' };
  const results = measured.map(resultOf);
  const answered_by = 'what was measured';
  const metrics = metricsOf(results, { run_type: 'outcome', answered_by, seed: null, cost_usd: 0 });
  const versions = [...new Set(measured.map(({ model_version }) => model_version))].sort();
  return {
    reason: null,
    report: {
      ...{ run_type: 'outcome', dataset_version: period, prompt_version: null, results },
      model_version: versions.join('+').slice(0, 50),
      metrics: {
        ...metrics,
        agreement_rate: Math.round((metrics.passed_count / results.length) * 10_000) / 100,
        // Nobody timed these, and what people measured is told, not gated.
        ...{ latency_p50_ms: null, latency_p95_ms: null, gates: [], outcome },
      },
    },
  };
}

function resultOf(followed: DecidedRecommendation): EvaluationResult {
  const { id, recommended_workflow, root_cause, specific_action, confidence, improvement_pct } = followed;
  const passed = (improvement_pct ?? 0) > 0;
  return {
    ...{ example_id: id, kind: recommended_workflow, passed },
    expected: { workflow: recommended_workflow, causes: [], best_action: null, best_value: null },
    actual: {
      ...{ workflow: recommended_workflow, cause: root_cause, action: specific_action },
      ...{ value: improvement_pct, confidence },
    },
    scores: {
      ...{ cause_right: passed, abstained: recommended_workflow === 'Continue Monitoring', abstention_is_right: false },
      ...{ regret: null, best: null, latency_ms: 0, critical: false, judge: null },
    },
  };
}
