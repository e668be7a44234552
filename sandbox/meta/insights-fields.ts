import { minorPerMajor } from '../../contracts/money.ts';
import type { Totals } from '../market/report.ts';
import { invalidParameter } from './reply.ts';

/** The numbers of one row and who they belong to. */
export type RowFacts = {
  readonly totals: Totals;
  readonly currency: string;
  readonly names: Readonly<Record<string, string>>;
  readonly hourly: boolean;
  readonly windows: readonly string[];
};

const ratio = (above: number, below: number) => (below === 0 ? undefined : (above / below).toFixed(6));

/** Minor units to the text in major units that reports carry: `12.34` for dollars, `1234` for yen. */
function major(minor: number, currency: string): string {
  const factor = minorPerMajor(currency);
  return (minor / factor).toFixed(Math.round(Math.log10(factor)));
}

/** Names under which one purchase is counted: each holds the same purchases, so they must not be added up. */
const purchaseNames = ['omni_purchase', 'purchase', 'offsite_conversion.fb_pixel_purchase'] as const;

function valued(facts: RowFacts, action_type: string, value: string) {
  const windows = Object.fromEntries(facts.windows.map((window) => [window, window === '7d_click' ? value : '0']));
  return { action_type, value, ...windows };
}

function purchases(facts: RowFacts, value: string | undefined) {
  if (facts.totals.conversions === 0 || value === undefined) return [];
  return purchaseNames.map((name) => valued(facts, name, value));
}

/** Plays of a video, as a list with the one action that they are; missing where nothing was played. */
function watched(facts: RowFacts, count: number) {
  return count === 0 ? undefined : [valued(facts, 'video_view', String(count))];
}

const orMissing = (list: readonly unknown[]) => (list.length === 0 ? undefined : list);

const fields: Readonly<Record<string, (facts: RowFacts) => unknown>> = {
  impressions: ({ totals }) => String(totals.impressions),
  clicks: ({ totals }) => String(totals.clicks),
  inline_link_clicks: ({ totals }) => String(totals.clicks),
  spend: ({ totals, currency }) => major(totals.spend_minor, currency),
  reach: ({ totals, hourly }) => (hourly ? undefined : String(totals.reach)),
  frequency: ({ totals, hourly }) => (hourly ? undefined : totals.frequency.toFixed(6)),
  cpm: ({ totals, currency }) => ratio((totals.spend_minor / minorPerMajor(currency)) * 1000, totals.impressions),
  cpc: ({ totals, currency }) => ratio(totals.spend_minor / minorPerMajor(currency), totals.clicks),
  ctr: ({ totals }) => ratio(totals.clicks * 100, totals.impressions),
  actions: (facts) =>
    orMissing([
      ...(facts.totals.clicks === 0 ? [] : [valued(facts, 'link_click', String(facts.totals.clicks))]),
      ...(facts.totals.engagements === 0 ? [] : [valued(facts, 'post_engagement', String(facts.totals.engagements))]),
      ...purchases(facts, String(facts.totals.conversions)),
    ]),
  action_values: (facts) => orMissing(purchases(facts, major(facts.totals.revenue_minor, facts.currency))),
  cost_per_action_type: (facts) =>
    orMissing(
      purchases(facts, ratio(facts.totals.spend_minor / minorPerMajor(facts.currency), facts.totals.conversions)),
    ),
  purchase_roas: (facts) =>
    orMissing(purchases(facts, ratio(facts.totals.revenue_minor, facts.totals.spend_minor)).slice(0, 1)),
  video_play_actions: (facts) => watched(facts, facts.totals.video_plays),
  video_p100_watched_actions: (facts) => watched(facts, facts.totals.video_completions),
  account_currency: ({ currency }) => currency,
};

const nameFields = [
  'account_id',
  'account_name',
  'campaign_id',
  'campaign_name',
  'adset_id',
  'adset_name',
  'ad_id',
  'ad_name',
  'objective',
  'date_start',
  'date_stop',
];

/** Refuses a field that insights do not have. There is no impression share on this platform. */
export function checkInsightFields(asked: readonly string[]): void {
  const unknown = asked.find((name) => !Object.hasOwn(fields, name) && !nameFields.includes(name));
  if (unknown === undefined) return;
  throw invalidParameter(
    `${unknown} is not valid for fields param. please check https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values`,
    { blame_fields: ['fields'] },
  );
}

/** The asked fields of one row; all numbers are texts; what does not exist is missing. */
export function readInsightFields(facts: RowFacts, asked: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const name of asked) {
    const value = nameFields.includes(name) ? facts.names[name] : fields[name]?.(facts);
    if (value !== undefined) row[name] = value;
  }
  return row;
}
