import type { CampaignSpec } from '../world/campaign-spec.ts';
import { auction, USUAL_BID_RATIO, winRate } from './auction.ts';
import { frequencyWear, ratioFor } from './audience.ts';
import { plotOf } from './plot.ts';
import type { Random } from './random.ts';
import { temperamentOf } from './scenario.ts';

/** What a campaign does in usual days; everything else is relative to this. Money in minor units. */
export type Usual = {
  readonly click_rate: number;
  readonly impression_price: number;
  readonly conversion_rate: number;
  readonly order_value: number;
  /** Impressions on offer in a usual day, won or not. */
  readonly daily_offers: number;
  readonly pool: number;
};

/** Derives the usual state from the campaign’s budget, bid, target and scenario. */
export function usualOf(campaign: CampaignSpec, random: Random): Usual {
  const temperament = temperamentOf(plotOf(campaign));
  const click_rate = 0.014 + 0.008 * random.uniform('click-rate', 0);
  const click_price = campaign.bid_amount_minor / USUAL_BID_RATIO;
  const impression_price = click_price * click_rate;
  const impressions = (temperament.fill * campaign.daily_budget_minor) / impression_price;
  return {
    click_rate,
    impression_price,
    conversion_rate: Math.min(0.5, click_price / (temperament.cost_ratio * campaign.target_cpa_minor)),
    order_value: campaign.target_cpa_minor * 2.6,
    daily_offers: impressions / winRate(USUAL_BID_RATIO),
    pool: Math.max(10, impressions / ratioFor(temperament.usual_frequency)),
  };
}

/** The situation of one ad at one moment; multipliers are relative to usual. */
export type Situation = {
  readonly relative_bid: number;
  readonly pressure: number;
  readonly overbid_price?: number;
  /** 0 fresh … 1 worn, and what being worn costs in click-through. */
  readonly wear: number;
  readonly wear_loss: number;
  readonly frequency: number;
  readonly creative_quality: number;
  readonly learning: boolean;
};

/** Rates of one ad at one moment, without noise: the causal heart of the market. */
export function ratesOf(usual: Usual, situation: Situation) {
  const tired = (1 - situation.wear_loss * situation.wear) * frequencyWear(situation.frequency);
  const relativeClicks = tired * situation.creative_quality;
  const outcome = auction(situation.relative_bid, relativeClicks, situation.pressure, situation.overbid_price);
  return {
    win_rate: outcome.win_rate,
    click_rate: usual.click_rate * relativeClicks,
    impression_price: usual.impression_price * outcome.price,
    conversion_rate: usual.conversion_rate * outcome.quality * (situation.learning ? 0.94 : 1),
  };
}

/** How much of the usual pool an ad still meets: a worn creative is shown to the same few people again and again. */
export function poolLeft(wear: number, wearLoss: number): number {
  return 1 - Math.min(0.6, 1.8 * wearLoss) * wear;
}
