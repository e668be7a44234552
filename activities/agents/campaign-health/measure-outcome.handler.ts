import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { toMajor } from '../../../contracts/money.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { readMetricDays, readMetricsOwner } from '../../../db/queries/metrics.ts';
import { findOutcome, type OutcomeRow, recordOutcome } from '../../../db/queries/outcomes.ts';
import { recordRecommendationOutcome } from '../../../db/queries/recommendations.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { dateIn, shiftDate } from './collect/period.ts';
import { measureOutcome } from './measure-outcome.action.ts';
import { judgeEffect, measureEffect } from './outcome/counterfactual.ts';
import { dayValues } from './outcome/day-values.ts';

const historyDays = 90;
const daySeconds = 86_400;

/**
 * Measures from stored full days and writes the result to the outcome and to its recommendation. Measuring again gives
 * the same as long as the days do not change. Throws NOT_FOUND for an outcome that this tenant does not have.
 */
export function createMeasureOutcomeHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: measureOutcome,
    run: ({ outcome_id }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const outcome = await findOutcome(tx, outcome_id);
        if (outcome === null) throw new CodedError('NOT_FOUND', `There is no outcome ${outcome_id}.`, { outcome_id });
        const effect = await effectOf(tx, outcome);
        const direction = outcome.direction === 'increase' ? 'increase' : 'decrease';
        const verdict = judgeEffect(effect, direction, outcome.minimum_effect_pct);
        const measured_at = deps.clock.now();
        const { expected: _, ...figures } = effect;
        await recordOutcome(tx, outcome_id, { ...figures, verdict, measured_at });
        if (outcome.recommendation_id !== null) {
          await recordRecommendationOutcome(tx, {
            id: outcome.recommendation_id,
            outcome_metrics: outcomeMetrics(outcome.metric, effect, verdict),
            recorded_at: measured_at,
          });
        }
        return { outcome_id, verdict, ...figures };
      }),
  });
}

async function effectOf(tx: TenantTransaction, outcome: OutcomeRow) {
  const owner = await readMetricsOwner(tx, outcome.campaign_id);
  if (owner === null) {
    throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${outcome.campaign_id}.`, {
      campaign_id: outcome.campaign_id,
    });
  }
  const window_days = Math.round(outcome.window_seconds / daySeconds);
  const end = dateIn(outcome.measure_at, owner.timezone);
  const changed_on = shiftDate(end, -window_days);
  const stored = await readMetricDays(tx, outcome.campaign_id, shiftDate(changed_on, -historyDays), end);
  const days = stored.map((day) => ({
    ...day,
    spend: toMajor(day.spend_minor, owner.currency),
    revenue: toMajor(day.revenue_minor, owner.currency),
  }));
  return measureEffect(dayValues(days, outcome.metric), changed_on, window_days);
}

/** What is stored with the recommendation: plain before and after, the floored improvement, and the signed effect beside it. */
function outcomeMetrics(metric: string, effect: Awaited<ReturnType<typeof effectOf>>, verdict: string) {
  const { before, after } = effect;
  const change = before === null || after === null || before === 0 ? null : round(((after - before) / before) * 100);
  return {
    [`${metric}_before`]: before,
    [`${metric}_after`]: after,
    [`${metric}_change_pct`]: change,
    improvement_pct: change === null ? null : Math.max(0, -change),
    success: verdict === 'positive',
    effect_pct: effect.effect_pct,
    low_pct: effect.low_pct,
    high_pct: effect.high_pct,
    verdict,
    method: effect.method,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
