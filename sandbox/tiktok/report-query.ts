import { z } from 'zod';
import type { Call } from '../door/call.ts';
import { daysBetween } from '../market/report.ts';
import { badParameter } from './envelope.ts';
import { advertiser, idSchema, paging, parametersOf } from './parameters.ts';

/** What rows are about: the dimension that each data level needs. */
const idDimensions = {
  AUCTION_ADVERTISER: 'advertiser_id',
  AUCTION_CAMPAIGN: 'campaign_id',
  AUCTION_ADGROUP: 'adgroup_id',
  AUCTION_AD: 'ad_id',
} as const;
/** A level at which rows can be asked for. */
export type DataLevel = keyof typeof idDimensions;
/** Longest ranges, in days: split by hour, by day, and not at all. */
const longest = { stat_time_hour: 1, stat_time_day: 30, none: 365 } as const;

const filterSchema = z.strictObject({
  field_name: z.enum(['campaign_ids', 'adgroup_ids', 'ad_ids']),
  filter_type: z.literal('IN'),
  /** A JSON-encoded list of ids inside the JSON. */
  filter_value: z.string(),
});
const querySchema = z.strictObject({
  ...advertiser,
  report_type: z.literal('BASIC', { error: 'Only BASIC is played here' }),
  service_type: z.literal('AUCTION').optional(),
  data_level: z.enum(['AUCTION_ADVERTISER', 'AUCTION_CAMPAIGN', 'AUCTION_ADGROUP', 'AUCTION_AD']),
  dimensions: z.array(z.string()).min(1).max(2),
  metrics: z.array(z.string()).min(1).default(['spend', 'impressions']),
  start_date: z.iso.date(),
  end_date: z.iso.date(),
  filtering: z.array(filterSchema).default([]),
  order_field: z.string().optional(),
  order_type: z.enum(['ASC', 'DESC']).optional(),
  ...paging(1000),
});

/** A question for a report, checked. Dates are days of the account's time zone, both ends included. */
export type ReportQuery = z.infer<typeof querySchema> & {
  readonly id_dimension: (typeof idDimensions)[DataLevel];
  readonly time_dimension: 'stat_time_day' | 'stat_time_hour' | null;
  /** Ids to which rows are limited, by the field of the filter. */
  readonly ids: Readonly<Partial<Record<'campaign_ids' | 'adgroup_ids' | 'ad_ids', readonly string[]>>>;
};

function readIds(value: string): readonly string[] {
  try {
    return z.array(idSchema).min(1).max(100).parse(JSON.parse(value));
  } catch {
    throw badParameter('filtering: filter_value must be a JSON-encoded list of ids');
  }
}

/** Checks the parameters of `GET report/integrated/get/`: dimensions that fit the level, and a range that is not too long. */
export function readReportQuery(call: Call): ReportQuery {
  const query = parametersOf(call, querySchema);
  const id_dimension = idDimensions[query.data_level];
  const [time, ...more] = query.dimensions.filter((dimension) => dimension !== id_dimension);
  const isTime = time === undefined || time === 'stat_time_day' || time === 'stat_time_hour';
  if (!query.dimensions.includes(id_dimension) || !isTime || more.length > 0) {
    throw badParameter(
      `dimensions: ${query.data_level} needs ${id_dimension} and at most one of stat_time_day, stat_time_hour`,
    );
  }
  const days = daysBetween(query.start_date, query.end_date);
  const most = longest[time ?? 'none'];
  if (days < 1) throw badParameter('end_date: Must not lie before start_date');
  if (days > most) throw badParameter(`end_date: The range must not be longer than ${most} days`);
  const ids = Object.fromEntries(query.filtering.map((filter) => [filter.field_name, readIds(filter.filter_value)]));
  return { ...query, id_dimension, time_dimension: time ?? null, ids };
}
