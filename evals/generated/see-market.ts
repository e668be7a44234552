import type { CompetitorSignals } from '../../contracts/reasoning/market-signals.ts';
import { usualBreadth } from '../../sandbox/market/breadth.ts';
import { plotOf, presenceOf, strandOf } from '../../sandbox/market/plot.ts';
import { conditionsAt } from '../../sandbox/market/scenario.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import type { Draw } from './draw.ts';

const rounded = (value: number) => Math.round(value * 10) / 10 + 0;

/**
 * What sources that watch competitors tell, with their errors: they see about one and a half times the pressure as
 * activity, sometimes much too little of it, and now and then a stir that has nothing to do with this campaign.
 */
export function seeMarket(draw: Draw, campaign: CampaignSpec, at: string): CompetitorSignals {
  const plot = plotOf(campaign);
  const pressure = strandOf(plot, 'auction_pressure');
  const promotion = strandOf(plot, 'competitor_promotion');
  const raised =
    pressure === undefined ? 0 : (conditionsAt({ ...plot, strands: [pressure] }, 0, usualBreadth).pressure - 1) * 100;
  const sale = promotion === undefined ? 0 : presenceOf(promotion, 0) * promotion.size;
  const sharpness = draw.chance('blind', 0.08) ? 0.35 : draw.between('sharpness', 0.85, 1.25);
  const stir = draw.chance('stir', 0.12) ? draw.between('stir size', 8, 17) : 0;
  return {
    ...{ industry: campaign.industry, keywords: [...campaign.keywords] },
    active_competitors_count: 8 + draw.count('active', 5) + (sale > 0 ? 1 : 0),
    new_competitors_count: draw.count('new', 0.3 + raised / 18),
    activity_change_pct: rounded(raised * 1.6 * sharpness + stir + sale * 16 + draw.normal('activity', 0, 5)),
    avg_bid_increase_pct: rounded(raised * 0.95 * sharpness + sale * 5 + draw.normal('bids', 0, 3)),
    top_competitor_bids: [],
    new_ads_count: 3 + draw.count('ads', 3 + sale * 9),
    creative_refreshes: draw.count('refreshes', 2),
    promotions_count: sale > 0.2 ? 1 + draw.count('promotions', sale) : draw.chance('other sale', 0.05) ? 1 : 0,
    analysis_period_days: 7,
    sources: ['auction_insights', 'ad_library'],
    is_stub: false,
    last_updated: at,
  };
}
