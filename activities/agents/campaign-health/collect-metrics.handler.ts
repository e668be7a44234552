import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { toMajor } from '../../../contracts/money.ts';
import { withTenant } from '../../../db/connect.ts';
import { readMetricHours, readObservedPoints } from '../../../db/queries/metrics.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createFactsReader } from './collect/read-facts.ts';
import { dailySeries, hourlySeries, observedSeries } from './collect/series-of-days.ts';
import { collectMetrics } from './collect-metrics.action.ts';

const day = 86_400_000;
/** Enough for the baseline (21 days) and for how much it usually errs (28 days), with some to spare. */
const hourlySpan = 52 * day;

/** Reads stored metrics; money leaves in major units of the account currency. */
export function createCollectMetricsHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  const facts = createFactsReader(deps);
  return bindRun({
    definition: collectMetrics,
    run: async ({ campaign_id, at }, { origin }) => {
      const moment = at === null || at === undefined ? deps.clock.now() : new Date(at);
      const { summary, days, currency } = await facts.read(origin.tenant_id, campaign_id, moment);
      const since = new Date(moment.getTime() - hourlySpan);
      return withTenant(deps.database, origin.tenant_id, async (tx) => {
        const hours = await readMetricHours(tx, campaign_id, since, moment);
        const past = new Date(moment.getTime() - 120 * day);
        const observations = await readObservedPoints(tx, campaign_id, past, moment);
        const hourly = hours.map((row) => ({ ...row, spend: toMajor(row.spend_minor, currency) }));
        const observed = observedSeries(observations).map((series) => newest(series, since));
        return { summary, series: [...dailySeries(days), ...hourlySeries(hourly), ...observed] };
      });
    },
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
