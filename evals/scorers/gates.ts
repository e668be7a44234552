import type { EvaluationMetrics, EvaluationResult, Gate } from '../../contracts/evaluation-run.ts';
import { caseFigures } from './case-figures.ts';

function gate(name: string, value: number | null, comparator: Gate['comparator'], limit: number): Gate {
  const passed = value !== null && (comparator === 'at_least' ? value >= limit : value <= limit);
  return { gate: name, value, comparator, limit, passed };
}

/** The agreement, percent, under which a change is not merged. */
export const agreementGatePct = 70;

/** What a run over golden cases must reach, by the cases that a person judged without the agent's help. */
export function goldenGates(agreement_rate: number | null): readonly Gate[] {
  return [gate('agreement_rate', agreement_rate, 'at_least', agreementGatePct)];
}

/** What a run over generated cases must reach; a figure that cannot be computed passes no gate. */
export function generatedGates(results: readonly EvaluationResult[]): readonly Gate[] {
  const all = caseFigures(results);
  const measurement = caseFigures(results.filter(({ kind }) => kind === 'tracking_break' || kind === 'conversion_lag'));
  return [
    gate('top1_cause', all.top1_cause, 'at_least', 0.85),
    gate('top1_cause of tracking break and conversion lag', measurement.top1_cause, 'at_least', 0.95),
    gate('action_regret', all.action_regret, 'at_most', 0.15),
    gate('acts_on_noise', all.acts_on_noise, 'at_most', 0.05),
    gate('ece', all.ece, 'at_most', 0.05),
  ];
}

/** What a release is measured by besides: the figures of the release before it, null for the first. */
export type ReleaseBefore = Pick<EvaluationMetrics, 'cost_per_recommendation_usd'> & { readonly ece: number | null };

/** What of a run decides about a deployment. */
export type ReleaseFigures = Pick<
  EvaluationMetrics,
  'agreement_rate' | 'critical_failures' | 'latency_p95_ms' | 'cost_per_recommendation_usd'
> & { readonly figures: Pick<EvaluationMetrics['figures'], 'ece'> };

const slowestMs = 30_000;
const dearerPct = 20;

/**
 * What must hold before a deployment: agreement, no critical failure, p95 under 30 seconds, no more than a fifth dearer than
 * the release before, and confidences no worse calibrated.
 */
export function deploymentGates(metrics: ReleaseFigures, before: ReleaseBefore | null): readonly Gate[] {
  const { ece } = metrics.figures;
  const dearest = before === null ? null : before.cost_per_recommendation_usd * (1 + dearerPct / 100);
  return [
    gate('agreement_rate', metrics.agreement_rate, 'at_least', agreementGatePct),
    gate('critical_failures', metrics.critical_failures, 'at_most', 0),
    gate('latency_p95_ms', metrics.latency_p95_ms, 'at_most', slowestMs),
    ...(dearest === null
      ? []
      : [gate('cost_per_recommendation_usd', metrics.cost_per_recommendation_usd, 'at_most', dearest)]),
    ...(before === null || before.ece === null ? [] : [gate('ece', ece, 'at_most', before.ece)]),
  ];
}
