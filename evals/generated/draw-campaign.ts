import { minorPerMajor } from '../../contracts/money.ts';
import type { Plot } from '../../sandbox/market/plot.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import type { Draw } from './draw.ts';
import type { CaseKind } from './generated-case.ts';

const trades = [
  { industry: 'outdoor', keywords: ['hiking boots', 'rain jacket'] },
  { industry: 'kitchenware', keywords: ['cast iron pan', 'chef knife'] },
  { industry: 'software', keywords: ['invoice software', 'time tracking'] },
  { industry: 'fashion', keywords: ['linen shirt', 'wool coat'] },
] as const;
/** Currencies with what one of them is in dollars, roughly, so that campaigns are of like size everywhere. */
const currencies = [
  { currency: 'USD', per_dollar: 1 },
  { currency: 'EUR', per_dollar: 0.9 },
  { currency: 'GBP', per_dollar: 0.8 },
  { currency: 'JPY', per_dollar: 150 },
  { currency: 'SEK', per_dollar: 10 },
] as const;

/** Conversions a day: few and many; where a cause only shows in conversions, enough for it to show. */
const sizes: Partial<Record<CaseKind, readonly [number, number]>> = {
  tracking_break: [8, 80],
  conversion_lag: [30, 150],
  poor_targeting: [12, 80],
  seasonality: [14, 80],
  external_event: [14, 80],
  competitor_promotion: [14, 80],
  uneven_segments: [8, 80],
  pure_noise: [1.5, 6],
  too_little_data: [2, 30],
};

/** The campaign of a case with the currency and platform of its account. */
export function drawCampaign(draw: Draw, kind: CaseKind, plot: Plot, serial: number) {
  const { currency, per_dollar } = draw.pick('currency', currencies);
  const minor = minorPerMajor(currency) * per_dollar;
  const [fewest, most] = sizes[kind] ?? [4, 60];
  const conversions = draw.logBetween('conversions', fewest, most);
  const target_cpa_minor = Math.round(draw.logBetween('target', 10, 120) * minor);
  const cost_ratio = plot.cost_ratio ?? 0.9;
  const rate = draw.logBetween('rate', 0.015, 0.06);
  const bid_amount_minor = Math.max(5, Math.round(1.61 * rate * cost_ratio * target_cpa_minor));
  const spend = conversions * cost_ratio * target_cpa_minor;
  const { industry, keywords } = draw.pick('trade', trades);
  const id = (part: number) => `${part}77${String(serial).padStart(7, '0')}`;
  const campaign: CampaignSpec = {
    ...{ campaign_id: id(1), campaign_name: `${industry} ${serial}`, objective: 'OUTCOME_SALES', industry },
    ...{ keywords: [...keywords], daily_budget_minor: Math.round(spend / (plot.fill ?? 0.88)), target_cpa_minor },
    ...{ audience_size: draw.whole('audience', 50_000, 2_000_000), ad_set_id: id(2), bid_amount_minor },
    ads: [
      { ad_id: `${id(3)}1`, name: 'video', creative_id: `${id(4)}1` },
      { ad_id: `${id(3)}2`, name: 'carousel', creative_id: `${id(4)}2` },
    ],
    spare_creatives: [
      { creative_id: `${id(4)}3`, name: 'new video' },
      { creative_id: `${id(4)}4`, name: 'customer voice' },
    ],
    ...{ scenario: 'no_change', plot, budget_owner: 'campaign', lifetime_budget_minor: null },
    ...{ starts_at: null, ends_at: null, included_audience_ids: [], excluded_audience_ids: [], shared_budget_id: null },
  };
  const platform = draw.pick('platform', ['google_ads', 'meta_ads', 'meta_ads', 'tiktok_ads', 'linkedin_ads'] as const);
  const timezone = draw.pick('timezone', ['UTC', 'America/New_York', 'Asia/Tokyo'] as const);
  return { campaign, currency, platform, timezone };
}
