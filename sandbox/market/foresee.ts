import type { CampaignSpec } from '../world/campaign-spec.ts';
import { frequencyOf } from './audience.ts';
import { type Breadth, usualBreadth } from './breadth.ts';
import { poolLeft, ratesOf, usualOf } from './delivery.ts';
import { usualFatigue, wearOf } from './fatigue.ts';
import { plotOf } from './plot.ts';
import { createRandom } from './random.ts';
import { conditionsAt, creativeAtBirth, temperamentOf } from './scenario.ts';
import { seasonOf } from './seasonality.ts';

/** Something that could be done at birth; whatever is left out stays as it is. */
export type Decision = {
  readonly bid_factor?: number;
  readonly budget_factor?: number;
  /** Position of the ad that gets a fresh creative. */
  readonly fresh_ad?: number;
  readonly breadth?: Partial<Breadth>;
  /** Paused for so many days, then resumed. */
  readonly paused_days?: number;
};

/** What the campaign does on one day to come, without chance; conversions with all that are reported late. */
export type ForeseenDay = {
  readonly impressions: number;
  readonly spend_minor: number;
  readonly conversions: number;
  readonly impression_share: number;
  readonly lost_to_budget: number;
};

const LEARNING_DAYS = 7;
const LEARNING_CONVERSIONS = 50;
const LARGE_CHANGE = 0.2;

function restartsLearning(decision: Decision): boolean {
  const far = (factor: number | undefined) => factor !== undefined && Math.abs(factor - 1) > LARGE_CHANGE + 1e-9;
  const targeting = decision.breadth?.offers !== undefined || decision.breadth?.refined === true;
  return far(decision.bid_factor) || far(decision.budget_factor) || decision.fresh_ad !== undefined || targeting;
}

/**
 * The days from birth on as the laws of the market have them, with everything random left out: what a decision made at
 * birth brings. `weekday` is that of the first day, 0 is Sunday.
 */
export function foresee(
  campaign: CampaignSpec,
  world: { readonly seed: string; readonly weekday: number; readonly first_day?: number },
  days: number,
  decision: Decision = {},
): readonly ForeseenDay[] {
  const plot = plotOf(campaign);
  const usual = usualOf(campaign, createRandom(world.seed, campaign.campaign_id));
  const temperament = temperamentOf(plot);
  const breadth = { ...usualBreadth, ...decision.breadth };
  const weights = campaign.ads.map((_, index) => 0.7 * 0.43 ** index);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const budget = campaign.daily_budget_minor * (decision.budget_factor ?? 1);
  let learned = restartsLearning(decision) ? 0 : Number.POSITIVE_INFINITY;
  let frequency = temperament.usual_frequency;
  return Array.from({ length: days + 1 }, (_, index) => index - 1).flatMap((index): ForeseenDay[] => {
    const day = (world.first_day ?? 0) + index;
    const conditions = conditionsAt(plot, day + 0.5, breadth);
    const season = seasonOf(
      (((world.weekday + index) % 7) + 7) % 7,
      Math.floor(day) - temperament.season_shift,
      temperament.season_depth,
    );
    const paused = index >= 0 && index < (decision.paused_days ?? 0);
    const learning = index >= 0 && index < LEARNING_DAYS && learned < LEARNING_CONVERSIONS;
    const offers = usual.daily_offers * season.demand * conditions.demand * breadth.offers;
    const ads = campaign.ads.map((_ad, position) => {
      const { age_days, fatigue } = creativeAtBirth(plot, position);
      const fresh = decision.fresh_ad === position && index >= 0;
      const wear = fresh ? wearOf(index, usualFatigue) : wearOf(age_days + day, fatigue);
      const loss = fresh ? usualFatigue.loss : fatigue.loss;
      const rates = ratesOf(usual, {
        relative_bid: index >= 0 ? (decision.bid_factor ?? 1) : 1,
        ...{
          pressure: conditions.pressure,
          overbid_price: plot.overbid_price,
          wear,
          wear_loss: loss,
          frequency,
          creative_quality: 1,
          learning,
        },
      });
      const share = (weights[position] ?? 0) / weightSum;
      const impressions = paused ? 0 : offers * share * rates.win_rate;
      const buyers = rates.conversion_rate * (position === 0 ? 1.02 : 0.95) * season.conversion;
      return {
        impressions,
        spend: impressions * rates.impression_price,
        conversions:
          impressions * rates.click_rate * buyers * conditions.conversion * breadth.conversion * conditions.tracked,
        win_rate: rates.win_rate * share,
        pool: poolLeft(wear, loss) * share,
      };
    });
    const sum = (pick: (ad: (typeof ads)[number]) => number) => ads.reduce((total, ad) => total + pick(ad), 0);
    const wanted = sum((ad) => ad.spend);
    const served = wanted > budget ? budget / wanted : 1;
    const impressions = sum((ad) => ad.impressions) * served;
    const pool = usual.pool * conditions.pool * Math.max(1, breadth.offers) * sum((ad) => ad.pool);
    if (impressions > 0) frequency = frequencyOf(impressions / pool);
    const conversions = sum((ad) => ad.conversions) * served;
    if (index < 0) return [];
    learned += conversions;
    const win_rate = sum((ad) => ad.win_rate);
    return [
      {
        ...{ impressions, spend_minor: wanted * served, conversions },
        ...{ impression_share: win_rate * served, lost_to_budget: win_rate * (1 - served) },
      },
    ];
  });
}

/**
 * The share of the order value that is left after goods and shipping: what a conversion is worth to the owner. With an
 * order value of 2.6 times the target CPA this is 1.56 times the target, so a campaign at its target earns money.
 */
export const CONTRIBUTION_MARGIN = 0.6;

/** What some days earn, in minor units: conversions at their contribution, less the spend. */
export function earningsOf(campaign: CampaignSpec, days: readonly ForeseenDay[]): number {
  const worth = campaign.target_cpa_minor * 2.6 * CONTRIBUTION_MARGIN;
  return days.reduce((sum, day) => sum + day.conversions * worth - day.spend_minor, 0);
}
