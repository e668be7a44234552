import type { TypedAction } from '../../contracts/recommendation.ts';
import { wideBreadth } from '../../sandbox/market/breadth.ts';
import { type Decision, earningsOf, foresee } from '../../sandbox/market/foresee.ts';
import { plotOf, strandOf } from '../../sandbox/market/plot.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';

/** Days over which an action is valued: two weeks, in which whatever starts learning anew has learned. */
export const horizonDays = 14;
/** Shutting people out costs a fifteenth of the offers, and those who are left buy a little more. */
const refinedBreadth = { refined: true, offers: 14 / 15, conversion: 1.02 } as const;

/** The decision of the market that an action stands for; null when it changes nothing. */
function decisionOf(campaign: CampaignSpec, action: TypedAction, daily_spend_minor: number): Decision | null {
  switch (action.kind) {
    case 'none':
    case 'resume':
      return null;
    case 'set_bid':
      return { bid_factor: action.bid_amount_minor / campaign.bid_amount_minor };
    case 'set_daily_budget':
      return { budget_factor: action.daily_budget_minor / campaign.daily_budget_minor };
    case 'rotate_creative': {
      const position = campaign.ads.findIndex(({ ad_id }) => ad_id === action.ad_id);
      return position === -1 ? null : { fresh_ad: position };
    }
    case 'change_audiences':
      return { breadth: action.mode === 'expand' ? wideBreadth : refinedBreadth };
    case 'reallocate_budget': {
      const moved: Record<string, number> = {};
      for (const { from_entity_id, to_entity_id, amount_minor } of action.moves) {
        moved[from_entity_id] = (moved[from_entity_id] ?? 0) - amount_minor / daily_spend_minor;
        moved[to_entity_id] = (moved[to_entity_id] ?? 0) + amount_minor / daily_spend_minor;
      }
      return { breadth: { moved } };
    }
    case 'pause': {
      // "Until conversions are reported again" ends with the fault; any other pause lasts.
      const mended = strandOf(plotOf(campaign), 'tracking_break')?.until_days ?? horizonDays;
      return { paused_days: Math.min(horizonDays, Math.ceil(mended)) };
    }
  }
}

/** Tells what actions earn in the horizon against doing nothing, in minor units, from the laws of the market alone. */
export function createValuer(campaign: CampaignSpec, world: { readonly seed: string; readonly weekday: number }) {
  const asItIs = foresee(campaign, world, horizonDays);
  const nothing = earningsOf(campaign, asItIs);
  const spend_minor = asItIs.reduce((sum, day) => sum + day.spend_minor, 0);
  return {
    spend_minor,
    valueOf: (action: TypedAction) => {
      const decision = decisionOf(campaign, action, spend_minor / horizonDays);
      return decision === null ? 0 : earningsOf(campaign, foresee(campaign, world, horizonDays, decision)) - nothing;
    },
  };
}
