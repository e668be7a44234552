import { z } from 'zod';
import { currencySchema } from '../../../../contracts/money.ts';
import { metricSeriesSchema } from '../../../reasoning/index.ts';

const figure = z.number().nullable();

/** The figures of a period. Money in major units of the account currency, ratios 0–1; null where there is nothing to divide by. */
export const periodFiguresSchema = z.object({
  start: z.string(),
  end: z.string().describe('last day, inclusive'),
  days: z.int().describe('days with data'),
  spend: z.number(),
  impressions: z.number(),
  clicks: z.number(),
  conversions: z.number(),
  cpa: figure,
  ctr: figure,
  cpc: figure,
  cpm: figure,
  conversion_rate: figure,
  frequency: figure,
  reach: figure,
  impression_share: figure,
  impression_share_lost_budget: figure.default(null),
  impression_share_lost_rank: figure.default(null),
});
/** The figures of a period. */
export type PeriodFigures = z.infer<typeof periodFiguresSchema>;

/** The metrics whose change from period to period is stated. */
export const comparedMetrics = [
  'spend',
  'impressions',
  'clicks',
  'conversions',
  'cpa',
  'ctr',
  'cpc',
  'cpm',
  'conversion_rate',
  'frequency',
  'reach',
  'impression_share',
] as const;
/** A metric whose change is stated. */
export type ComparedMetric = (typeof comparedMetrics)[number];

/** One full day as reported. Spend in major units. */
export const dayFiguresSchema = z.object({
  dt: z.string(),
  spend: z.number(),
  impressions: z.number(),
  clicks: z.number(),
  conversions: z.number(),
});
/** One full day. */
export type DayFigures = z.infer<typeof dayFiguresSchema>;

/** What is known of a campaign at a moment, in numbers: the last 7 full days against the 7 before. */
export const metricsSummarySchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string(),
  currency: currencySchema,
  at: z.string(),
  target_cpa: figure,
  audience_size: figure,
  daily_budget: figure,
  protected: z.boolean().describe('never to be paused by a recommendation'),
  current: periodFiguresSchema.nullable(),
  previous: periodFiguresSchema.nullable(),
  change_pct: z.object({
    spend: figure,
    impressions: figure,
    clicks: figure,
    conversions: figure,
    cpa: figure,
    ctr: figure,
    cpc: figure,
    cpm: figure,
    conversion_rate: figure,
    frequency: figure,
    reach: figure,
    impression_share: figure,
  }),
  cpa_rising_days: z.int().describe('full days in a row on which the CPA was above the day before'),
  cpa_falling_days: z.int().default(0).describe('full days in a row on which the CPA was below the day before'),
  cpa_raised_days: z.int().describe('of the last 7 full days, how many had a CPA more than 10 % above the week before'),
  budget_utilization: figure.describe('mean of spend of a full day per daily budget, last 7 full days'),
  recent_days: z.array(dayFiguresSchema).describe('the last 21 full days, oldest first'),
  recurrence: z
    .object({ period_days: z.int(), seen: z.int(), of: z.int(), typical_change_pct: z.number() })
    .nullable()
    .describe('the same change of CPA in earlier rounds of a cycle'),
  creatives: z.array(
    z.object({ creative_id: z.string(), name: z.string(), state: z.enum(['active', 'spare']), age_days: figure }),
  ),
  missing: z.array(z.object({ source: z.string(), reason: z.string() })),
});
/** What is known of a campaign at a moment. */
export type MetricsSummary = z.infer<typeof metricsSummarySchema>;

/** The answer of `collect_metrics`: the figures, and apart from them the long series for anomaly detection. */
export const collectedMetricsSchema = z.object({
  summary: metricsSummarySchema,
  series: z.array(metricSeriesSchema),
});
/** The answer of `collect_metrics`. */
export type CollectedMetrics = z.infer<typeof collectedMetricsSchema>;
