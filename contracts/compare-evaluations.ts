import type { EvaluationMetrics } from './evaluation-run.ts';

/** A fall of the agreement by so many points is an alert even above the gate. */
export const alertedFallPoints = 5;

/** The figures that are watched besides the agreement, as shares of 0–1, and whether more of them is better. */
const watched = [
  ['top-1 cause', 'top1_cause', true],
  ['regret', 'action_regret', false],
  ['right abstentions', 'abstention', true],
  ['false actions', 'false_positive_rate', false],
  ['actions on noise', 'acts_on_noise', false],
  ['ECE', 'ece', false],
] as const;

/** What of a run is compared. */
export type ComparedRun = {
  readonly metrics: Pick<EvaluationMetrics, 'agreement_rate' | 'figures' | 'cost_per_recommendation_usd'>;
  readonly results: readonly { readonly example_id: string; readonly passed: boolean }[];
};

/** How a later run stands to an earlier one. Differences are later minus earlier; null where one of them is unknown. */
export type Comparison = {
  readonly agreement_change_points: number;
  readonly top1_change_points: number | null;
  readonly regret_change_points: number | null;
  readonly ece_change: number | null;
  readonly cost_change_pct: number | null;
  /** Cases that both runs had and that turned. */
  readonly newly_failed: readonly string[];
  readonly newly_passed: readonly string[];
  /** A line for each figure that got worse by more than five points. */
  readonly alerts: readonly string[];
  /** True when quality fell: by five points or more, or in a case that had passed. */
  readonly regression: boolean;
};

const points = (before: number | null, after: number | null) =>
  before === null || after === null ? null : Math.round((after - before) * 10_000) / 100;

/** Compares two runs, the earlier first. Cases that only one of them has count for neither side. */
export function compareEvaluations(before: ComparedRun, after: ComparedRun): Comparison {
  const passed = new Map(before.results.map((result) => [result.example_id, result.passed]));
  const turned = (to: boolean) =>
    after.results
      .filter((result) => result.passed === to && passed.get(result.example_id) === !to)
      .map((result) => result.example_id);
  const agreement_change_points =
    Math.round((after.metrics.agreement_rate - before.metrics.agreement_rate) * 100) / 100;
  const newly_failed = turned(false);
  const [ece, earlierEce] = [after.metrics.figures.ece, before.metrics.figures.ece];
  const [cost, earlierCost] = [after.metrics.cost_per_recommendation_usd, before.metrics.cost_per_recommendation_usd];
  return {
    agreement_change_points,
    top1_change_points: points(before.metrics.figures.top1_cause, after.metrics.figures.top1_cause),
    regret_change_points: points(before.metrics.figures.action_regret, after.metrics.figures.action_regret),
    ece_change: ece === null || earlierEce === null ? null : Math.round((ece - earlierEce) * 10_000) / 10_000,
    cost_change_pct: earlierCost > 0 ? Math.round((cost / earlierCost - 1) * 1000) / 10 : null,
    newly_failed,
    newly_passed: turned(true),
    alerts: alertsOf(before.metrics, after.metrics, agreement_change_points),
    regression: agreement_change_points <= -alertedFallPoints || newly_failed.length > 0,
  };
}

function alertsOf(before: ComparedRun['metrics'], after: ComparedRun['metrics'], agreement_change: number): string[] {
  const worse = (name: string, change: number | null, moreIsBetter: boolean) =>
    change === null || (moreIsBetter ? -change : change) <= alertedFallPoints
      ? []
      : [`${name} got worse by ${Math.abs(change).toFixed(1)} points`];
  return [
    ...worse('agreement', agreement_change, true),
    ...watched.flatMap(([name, figure, moreIsBetter]) =>
      worse(name, points(before.figures[figure], after.figures[figure]), moreIsBetter),
    ),
  ];
}
