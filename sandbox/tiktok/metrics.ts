import { minorPerMajor } from '../../contracts/money.ts';
import type { Totals } from '../market/report.ts';
import { badParameter } from './envelope.ts';
import { majorText } from './money.ts';

/** The numbers of one row, the currency, and the names that the row may carry. */
export type RowFacts = {
  readonly totals: Totals;
  readonly currency: string;
  readonly names: Readonly<Record<string, string>>;
};

const ratio = (above: number, below: number, digits = 2) => (below === 0 ? 0 : above / below).toFixed(digits);
const major = ({ totals, currency }: RowFacts) => totals.spend_minor / minorPerMajor(currency);
const none = () => '0';

/** The metrics of this platform, all of them texts; rates are percentages. There is no impression share. */
const metrics: Readonly<Record<string, (facts: RowFacts) => string>> = {
  spend: ({ totals, currency }) => majorText(totals.spend_minor, currency),
  impressions: ({ totals }) => String(totals.impressions),
  clicks: ({ totals }) => String(totals.clicks),
  ctr: ({ totals }) => ratio(totals.clicks * 100, totals.impressions),
  cpc: (facts) => ratio(major(facts), facts.totals.clicks),
  cpm: (facts) => ratio(major(facts) * 1000, facts.totals.impressions),
  reach: ({ totals }) => String(totals.reach),
  frequency: ({ totals }) => totals.frequency.toFixed(2),
  conversion: ({ totals }) => String(totals.conversions),
  cost_per_conversion: (facts) => ratio(major(facts), facts.totals.conversions, 3),
  conversion_rate: ({ totals }) => ratio(totals.conversions * 100, totals.clicks),
  total_purchase_value: ({ totals, currency }) => majorText(totals.revenue_minor, currency),
  complete_payment_roas: ({ totals }) => ratio(totals.revenue_minor, totals.spend_minor),
  // Reactions are told apart here and nowhere as one figure; clicks are none of them.
  likes: ({ totals }) => String(totals.engagements - totals.clicks),
  comments: none,
  shares: none,
  follows: none,
  video_play_actions: ({ totals }) => String(totals.video_plays),
  video_watched_2s: none,
  video_watched_6s: none,
  video_views_p25: none,
  video_views_p50: none,
  video_views_p75: none,
  video_views_p100: ({ totals }) => String(totals.video_completions),
  average_video_play: none,
  campaign_name: ({ names }) => names.campaign_name ?? '',
  adgroup_name: ({ names }) => names.adgroup_name ?? '',
  ad_name: ({ names }) => names.ad_name ?? '',
  currency: ({ currency }) => currency,
};

/** Refuses a metric that this platform does not have. */
export function checkMetrics(asked: readonly string[]): void {
  const unknown = asked.find((name) => !Object.hasOwn(metrics, name));
  if (unknown !== undefined) throw badParameter(`metrics: ${unknown} is not a metric`);
}

/** The asked metrics of a row. */
export function readMetrics(facts: RowFacts, asked: readonly string[]): Record<string, string> {
  return Object.fromEntries(asked.map((name) => [name, metrics[name]?.(facts) ?? '']));
}
