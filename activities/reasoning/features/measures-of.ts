import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import { mean, significant } from '../series/robust-statistics.ts';
import type { DayFigures } from './days.ts';
import { countDeviation, type Measure, type MeasuredMetric, measureDays, measuredMetrics } from './measure.ts';

type Figure = number | null;
type Given = {
  readonly value?: Figure | undefined;
  readonly before?: Figure | undefined;
  readonly change_pct?: Figure | undefined;
};

const unknown: Measure = { value: null, before: null, change_pct: null, deviation: null };
const ratioOf = (change: Figure) => (change === null ? null : 1 + change / 100);
const pctOf = (ratio: number) => significant((ratio - 1) * 100, 8);

/** The first that is known. */
export function known(...values: readonly (number | null | undefined)[]): Figure {
  return values.find((value) => value != null && Number.isFinite(value)) ?? null;
}

function average(values: readonly (number | null | undefined)[]): Figure {
  const there = values.filter((value) => value != null);
  return there.length === 0 ? null : mean(there);
}

/** What the context says outright of each metric; the days are asked for what it does not say. */
function givenOf(context: CampaignContext): Readonly<Record<MeasuredMetric, Given>> {
  const { campaign_metrics: metrics, audience_analytics: audience } = context;
  const running = context.creative_metrics.filter((creative) => creative.running);
  const stable = running.length > 0 && running.every((creative) => creative.ctr_trend === 'stable');
  return {
    cpa: { value: metrics?.cpa, before: metrics?.previous_cpa, change_pct: metrics?.cpa_change_pct },
    cpc: { value: metrics?.cpc, change_pct: metrics?.cpc_change_pct },
    cpm: {
      value: known(metrics?.cpm, audience?.cpm),
      change_pct: known(metrics?.cpm_change_pct, audience?.cpm_change_pct),
    },
    ctr: {
      value: metrics?.ctr,
      before: metrics?.previous_ctr,
      change_pct: known(
        metrics?.ctr_change_pct,
        average(running.map((each) => each.ctr_change_pct)),
        stable ? 0 : null,
      ),
    },
    conversion_rate: { value: metrics?.conversion_rate, change_pct: metrics?.conversion_rate_change_pct },
    spend: { value: metrics?.spend, change_pct: metrics?.spend_change_pct },
    impressions: { value: metrics?.impressions, change_pct: metrics?.impressions_change_pct },
    clicks: { value: metrics?.clicks, change_pct: metrics?.clicks_change_pct },
    conversions: {
      ...{ value: metrics?.conversions, before: metrics?.previous_conversions },
      change_pct: metrics?.conversions_change_pct,
    },
    reach: { value: audience?.reach, change_pct: audience?.reach_change_pct },
    frequency: {
      value: known(audience?.frequency, average(running.map((each) => each.average_frequency))),
      ...{ before: audience?.previous_frequency, change_pct: audience?.frequency_change_pct },
    },
    impression_share: {
      value: known(metrics?.impression_share, audience?.impression_share),
      before: known(metrics?.previous_impression_share, audience?.previous_impression_share),
      change_pct: audience?.impression_share_change_pct,
    },
  };
}

/**
 * Every metric now and before: what the context says outright first, then what its days say, then what follows from the
 * identities CPC = CPM / 1000 / CTR and CPA = CPC / conversion rate. A change that has no baseline is not known.
 */
export function measuresOf(
  context: CampaignContext,
  days: readonly DayFigures[],
): Readonly<Record<MeasuredMetric, Measure>> {
  const given = givenOf(context);
  const noBaseline = context.campaign_metrics?.signals.includes('no_baseline') === true;
  const of = (metric: MeasuredMetric): Measure => {
    const counted = days.length === 0 ? unknown : (measureDays(days, metric) ?? unknown);
    const { value, before, change_pct } = given[metric];
    const now = known(value, counted.value);
    const then = known(before, counted.before);
    const computed = now !== null && then !== null && then > 0 ? pctOf(now / then) : null;
    const change = known(change_pct, known(before) !== null ? computed : counted.change_pct, computed);
    const told = metric === 'cpa' && noBaseline ? null : change;
    const earlier = then ?? (now !== null && told !== null && told > -100 ? now / (1 + told / 100) : null);
    return { value: now, before: earlier, change_pct: told, deviation: counted.deviation };
  };
  const all = Object.fromEntries(measuredMetrics.map((metric) => [metric, of(metric)]));
  const read = (metric: MeasuredMetric): Measure => all[metric] ?? unknown;
  return withIdentities(
    withCounts({
      ...{ cpa: read('cpa'), cpc: read('cpc'), cpm: read('cpm'), ctr: read('ctr') },
      ...{ conversion_rate: read('conversion_rate'), spend: read('spend'), impressions: read('impressions') },
      ...{ clicks: read('clicks'), conversions: read('conversions'), reach: read('reach') },
      ...{ frequency: read('frequency'), impression_share: read('impression_share') },
    }),
  );
}

type Measures = Readonly<Record<MeasuredMetric, Measure>>;

/** Where only the totals of two periods are known, they still say what chance does to rates. */
function withCounts(measures: Measures): Measures {
  const between = (counts: Measure) => countDeviation(counts.before ?? 0, counts.value ?? 0);
  const fill = (measure: Measure, counts: Measure): Measure => ({
    ...measure,
    deviation: measure.deviation ?? between(counts),
  });
  return {
    ...measures,
    cpa: fill(measures.cpa, measures.conversions),
    conversion_rate: fill(measures.conversion_rate, measures.conversions),
    ctr: fill(measures.ctr, measures.clicks),
  };
}

function withIdentities(measures: Measures): Measures {
  const [cpm, cpc, ctr, cpa, rate] = [
    measures.cpm,
    measures.cpc,
    measures.ctr,
    measures.cpa,
    measures.conversion_rate,
  ].map((measure) => ratioOf(measure.change_pct));
  const follow = (measure: Measure, ratio: number | null): Measure =>
    measure.change_pct !== null || ratio === null || !Number.isFinite(ratio)
      ? measure
      : { ...measure, change_pct: pctOf(ratio) };
  const priceOfClick = cpc ?? (cpm != null && ctr != null && ctr > 0 ? cpm / ctr : null);
  const priceOfThousand = cpm ?? (cpc != null && ctr != null ? cpc * ctr : null);
  const converting = rate ?? (priceOfClick !== null && cpa != null && cpa > 0 ? priceOfClick / cpa : null);
  return {
    ...measures,
    cpc: follow(measures.cpc, priceOfClick),
    cpm: follow(measures.cpm, priceOfThousand),
    conversion_rate: follow(measures.conversion_rate, converting),
  };
}
