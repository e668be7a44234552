import type { EntityState } from '../../../contracts/ad-platform.ts';
import { biddingAdSets, budgetHolders, cannot, lifetimeBudgetHolders } from '../live-campaign.ts';
import { scaleToHighest, shareOut } from '../share-out.ts';
import type { ProposedChange } from '../write/change-set.ts';
import type { OpenCampaign } from './open-campaign.ts';

type MoneyField = 'daily_budget_minor' | 'lifetime_budget_minor' | 'bid_amount_minor';

function wishes(
  { campaign_id }: OpenCampaign,
  entities: readonly EntityState[],
  field: MoneyField,
  amounts: readonly number[],
): readonly ProposedChange[] {
  return entities.map((entity, index) => ({ campaign_id, entity, field, after: amounts[index] ?? 0 }));
}

/** The wish for a daily budget: of the campaign where it holds one, else shared out among the ad sets that hold a part of it. */
export function dailyBudgetWishes(open: OpenCampaign, daily_budget_minor: number): readonly ProposedChange[] {
  const holders = budgetHolders(open.live);
  if (holders.length === 0) throw cannot(open.live, 'there is no daily budget to set; it may have a lifetime budget.');
  const present = holders.map((each) => each.daily_budget_minor ?? 0);
  return wishes(open, holders, 'daily_budget_minor', shareOut(daily_budget_minor, present));
}

/** The same for a budget for all of the campaign’s life. */
export function lifetimeBudgetWishes(open: OpenCampaign, lifetime_budget_minor: number): readonly ProposedChange[] {
  const holders = lifetimeBudgetHolders(open.live);
  if (holders.length === 0) throw cannot(open.live, 'there is no lifetime budget to set; it may have a daily budget.');
  const present = holders.map((each) => each.lifetime_budget_minor ?? 0);
  return wishes(open, holders, 'lifetime_budget_minor', shareOut(lifetime_budget_minor, present));
}

/** The wish that the highest bid of the ad sets becomes this amount, and the others keep their proportion to it. */
export function bidWishes(open: OpenCampaign, bid_amount_minor: number): readonly ProposedChange[] {
  const bidding = biddingAdSets(open.live);
  if (bidding.length === 0) throw cannot(open.live, 'no ad set bids an amount; the platform bids by itself.');
  const present = bidding.map((each) => each.bid_amount_minor ?? 0);
  return wishes(open, bidding, 'bid_amount_minor', scaleToHighest(bid_amount_minor, present));
}
