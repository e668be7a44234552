import type { Comparison } from '../../../contracts/compare-evaluations.ts';
import type { EvaluationReport } from '../../../contracts/evaluation-run.ts';

/** What is said of a run, and whether anybody has to hear it. */
export type RunWords = {
  readonly regression: boolean;
  readonly alerts: string[];
  readonly worth_telling: boolean;
  readonly title: string;
  readonly text: string;
};

/** Words about a run, held against the one before; null where there was none. */
export function tellOfRun({ metrics }: Pick<EvaluationReport, 'metrics'>, comparison: Comparison | null): RunWords {
  const missed = metrics.gates.filter((gate) => !gate.passed);
  const regression = comparison?.regression ?? false;
  const alerts = [...(comparison?.alerts ?? [])];
  const worth_telling = missed.length > 0 || regression || alerts.length > 0;
  const { agreement_rate, passed_count, total_count } = metrics;
  return {
    ...{ regression, alerts, worth_telling },
    title: worth_telling
      ? 'The reasoning answers known cases worse'
      : 'The reasoning answers known cases as well as before',
    text: [
      `Agreement ${agreement_rate.toFixed(1)} % (${passed_count} of ${total_count} cases).`,
      ...missed.map(({ gate, value, limit }) => `Under its gate: ${gate} is ${value ?? 'unknown'}, wanted ${limit}.`),
      ...alerts.map((alert) => `Since the run before: ${alert}.`),
      ...(comparison?.newly_failed ?? []).map((id) => `Passed before and fails now: ${id}.`),
    ].join('\n'),
  };
}
