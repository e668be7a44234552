import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { toMajor } from '../../../contracts/money.ts';
import { withTenant } from '../../../db/connect.ts';
import { readMetricDays, readMetricHours, readMetricsOwner, readObservedPoints } from '../../../db/queries/metrics.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { dateIn, shiftDate } from './collect/period.ts';
import { dailySeries, hourlySeries, observedSeries } from './collect/series-of-days.ts';
import { summarise } from './collect/summarise.ts';
import { collectMetrics } from './collect-metrics.action.ts';

const day = 86_400_000;
/** Enough for the baseline (21 days) and for how much it usually errs (28 days), with some to spare. */
const hourlySpan = 52 * day;
/** Enough for 8 weeks of weekdays and as much again for the scale. */
const dailySpanDays = 120;

/** Reads stored metrics in one transaction; money leaves in major units of the account currency. */
export function createCollectMetricsHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: collectMetrics,
    run: ({ campaign_id, at }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const moment = at === null || at === undefined ? deps.clock.now() : new Date(at);
        const owner = await readMetricsOwner(tx, campaign_id);
        if (owner === null) {
          throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
        }
        const major = (minor: number | null) => (minor === null ? null : toMajor(minor, owner.currency));
        const today = dateIn(moment, owner.timezone);
        const since = new Date(moment.getTime() - hourlySpan);
        const stored = await readMetricDays(tx, campaign_id, shiftDate(today, -dailySpanDays), today);
        const hours = await readMetricHours(tx, campaign_id, since, moment);
        const observations = await readObservedPoints(tx, campaign_id, new Date(moment.getTime() - 120 * day), moment);
        const days = stored.map((row) => ({
          ...row,
          spend: toMajor(row.spend_minor, owner.currency),
          revenue: toMajor(row.revenue_minor, owner.currency),
        }));
        const summary = summarise(
          { ...owner, target_cpa: major(owner.target_cpa_minor), daily_budget: major(owner.daily_budget_minor) },
          days,
          moment,
        );
        const hourly = hours.map((row) => ({ ...row, spend: toMajor(row.spend_minor, owner.currency) }));
        const observed = observedSeries(observations).map((series) => newest(series, since));
        return { summary, series: [...dailySeries(days), ...hourlySeries(hourly), ...observed] };
      }),
  });
}

/** Hourly series keep what detection reads; a longer tail would only travel. */
function newest<Series extends { grain: 'hour' | 'day'; times: string[]; values: number[] }>(
  series: Series,
  since: Date,
): Series {
  if (series.grain === 'day') return series;
  const first = series.times.findIndex((time) => Date.parse(time) > since.getTime());
  return first <= 0 ? series : { ...series, times: series.times.slice(first), values: series.values.slice(first) };
}
