import type { CampaignSpec } from '../world/campaign-spec.ts';
import type { World } from '../world/world.ts';
import { DAY } from './calendar.ts';
import { ratesOf, usualOf } from './delivery.ts';
import { wearOf } from './fatigue.ts';
import { plotOf } from './plot.ts';
import { createRandom } from './random.ts';
import { conditionsAt, creativeAtBirth, temperamentOf } from './scenario.ts';
import { settingsAt } from './settings.ts';

const remedies = {
  auction_pressure: 'set_bid',
  competitor_promotion: 'set_bid',
  creative_fatigue: 'rotate_creative',
  audience_saturation: 'change_audiences',
  poor_targeting: 'change_audiences',
  uneven_segments: 'reallocate_budget',
  budget_limited: 'set_daily_budget',
  tracking_break: 'pause',
  seasonality: 'none',
  external_event: 'none',
  conversion_lag: 'none',
  no_change: 'none',
} as const;

/** Noise-free daily state of the campaign’s first ad when bid and creative are as given. */
function steady(world: World, campaign: CampaignSpec, bidFactor: number, freshCreative: boolean) {
  const { seed, born_at } = world.birth();
  const now = world.clock.now();
  const settings = settingsAt(campaign, world.timeline, now);
  const usual = usualOf(campaign, createRandom(seed, campaign.campaign_id));
  const days = (now - born_at) / DAY;
  const plot = plotOf(campaign);
  const { age_days, fatigue } = creativeAtBirth(plot, 0);
  const replaced = freshCreative || settings.ads[0]?.creative_since !== null;
  const conditions = conditionsAt(plot, days, settings.breadth);
  const rates = ratesOf(usual, {
    relative_bid: (settings.bid_minor * bidFactor) / campaign.bid_amount_minor,
    pressure: conditions.pressure,
    overbid_price: plot.overbid_price,
    wear: replaced ? 0 : wearOf(age_days + days, fatigue),
    wear_loss: fatigue.loss,
    frequency: temperamentOf(plot).usual_frequency,
    creative_quality: 1,
    learning: false,
  });
  const impressions = usual.daily_offers * conditions.demand * rates.win_rate;
  const wanted = impressions * rates.impression_price;
  const served = Math.min(1, settings.budget_minor / wanted);
  return {
    impressions: impressions * served,
    spend_minor: wanted * served,
    conversions:
      impressions * served * rates.click_rate * rates.conversion_rate * conditions.conversion * conditions.tracked,
    impression_share: rates.win_rate * served,
    lost_to_budget: rates.win_rate * (1 - served),
  };
}

type State = ReturnType<typeof steady>;
const percent = (after: number, before: number) => Math.round((after / before - 1) * 1000) / 10;

function effect(before: State, after: State) {
  const cpa = (state: State) => state.spend_minor / state.conversions;
  return {
    impressions_pct: percent(after.impressions, before.impressions),
    spend_pct: percent(after.spend_minor, before.spend_minor),
    conversions_pct: percent(after.conversions, before.conversions),
    cpa_pct: percent(cpa(after), cpa(before)),
  };
}

/** The truth about a campaign, for evaluations only: its cause, the right remedy, and what some actions would do. */
export function truthOf(world: World, campaign: CampaignSpec) {
  const now = steady(world, campaign, 1, false);
  const main = plotOf(campaign).strands[0]?.cause ?? campaign.scenario;
  return {
    campaign_id: campaign.campaign_id,
    cause: main,
    causes: plotOf(campaign).strands.map(({ cause }) => cause),
    remedy: remedies[main],
    impression_share: now.impression_share,
    lost_to_budget: now.lost_to_budget,
    effects: {
      bid_plus_15_pct: effect(now, steady(world, campaign, 1.15, false)),
      bid_minus_15_pct: effect(now, steady(world, campaign, 0.85, false)),
      new_creative_on_first_ad: effect(now, steady(world, campaign, 1, true)),
    },
  };
}
