import { z } from 'zod';
import { dateOf } from '../market/calendar.ts';
import { nestedOf, type Parameters, textOf, textsOf } from './parameters.ts';
import { invalidParameter } from './reply.ts';
import type { View } from './view.ts';

/** Levels at which rows can be asked for. */
export type Level = 'account' | 'campaign' | 'adset' | 'ad';

/** A question for insights, checked. Dates are days of the account’s time zone, both ends included. */
export type InsightsQuery = {
  readonly level: Level;
  readonly fields: readonly string[];
  readonly since: string;
  readonly until: string;
  /** Days per row; null for one row over the whole range. */
  readonly increment: number | null;
  readonly hourly: boolean;
  readonly windows: readonly string[];
};

/** The only breakdown that this sandbox plays. */
export const HOURLY_BREAKDOWN = 'hourly_stats_aggregated_by_advertiser_time_zone';

const isoDate = z.iso.date();
const rangeSchema = z.object({ since: isoDate, until: isoDate });
const presets: Readonly<Record<string, readonly [number, number]>> = {
  today: [0, 0],
  yesterday: [-1, -1],
  last_3d: [-3, -1],
  last_7d: [-7, -1],
  last_14d: [-14, -1],
  last_28d: [-28, -1],
  last_30d: [-30, -1],
  last_90d: [-90, -1],
  maximum: [-400, 0],
};

function rangeOf(parameters: Parameters, view: View): { readonly since: string; readonly until: string } {
  const today = view.world.markets().calendar(view.account.timezone)(view.at).day;
  if (parameters.time_range !== undefined) {
    const parsed = rangeSchema.safeParse(nestedOf(parameters, 'time_range'));
    if (!parsed.success || parsed.data.since > parsed.data.until) {
      throw invalidParameter('Must be a valid time range: {"since":"YYYY-MM-DD","until":"YYYY-MM-DD"}', {
        error_subcode: 1487056,
        blame_fields: ['time_range'],
      });
    }
    return parsed.data;
  }
  const preset = textOf(parameters, 'date_preset') ?? 'last_30d';
  const days = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (days === undefined)
    throw invalidParameter(`param date_preset must be one of {${Object.keys(presets).join(', ')}}`);
  return { since: dateOf(today + days[0]), until: dateOf(today + days[1]) };
}

function isLevel(text: string): text is Level {
  return ['account', 'campaign', 'adset', 'ad'].includes(text);
}

/** Checks the parameters of a call for insights; `ownLevel` is the level of the thing that is asked. */
export function readInsightsQuery(parameters: Parameters, view: View, ownLevel: Level): InsightsQuery {
  const level = textOf(parameters, 'level') ?? ownLevel;
  if (!isLevel(level)) throw invalidParameter('param level must be one of {ad, adset, campaign, account}');
  const increment = textOf(parameters, 'time_increment') ?? 'all_days';
  const days = Number(increment);
  if (increment !== 'all_days' && !(Number.isInteger(days) && days >= 1 && days <= 90)) {
    throw invalidParameter('param time_increment must be all_days or an integer from 1 to 90');
  }
  const breakdowns = textsOf(parameters, 'breakdowns');
  const foreign = breakdowns.find((breakdown) => breakdown !== HOURLY_BREAKDOWN);
  if (foreign !== undefined) throw invalidParameter(`breakdown ${foreign} is not played by this sandbox`);
  const asked = textsOf(parameters, 'fields');
  return {
    level,
    fields: asked.length === 0 ? ['account_id', 'campaign_id', 'impressions', 'spend'] : asked,
    ...rangeOf(parameters, view),
    increment: increment === 'all_days' ? null : days,
    hourly: breakdowns.length > 0,
    windows: textsOf(parameters, 'action_attribution_windows'),
  };
}
