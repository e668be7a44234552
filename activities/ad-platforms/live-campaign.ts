import type { AdPlatformAdapter, EntityReference, EntityState } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';

/** A campaign as the platform shows it now, with everything below it. */
export type LiveCampaign = {
  readonly campaign: EntityState;
  readonly ad_sets: readonly EntityState[];
  readonly ads: readonly EntityState[];
};

/** Reads a campaign, its ad sets and, if wanted, their ads, without those that are archived or deleted. */
export async function readLiveCampaign(
  adapter: AdPlatformAdapter,
  account_id: string,
  campaign_id: string,
  depth: 'ad_sets' | 'ads',
): Promise<LiveCampaign> {
  const reference: EntityReference = { account_id, entity_type: 'campaign', entity_id: campaign_id };
  const [campaign, ad_sets] = await Promise.all([
    adapter.readEntity(reference),
    adapter.listChildren(reference).then(withoutGone),
  ]);
  if (depth === 'ad_sets') return { campaign, ad_sets, ads: [] };
  const ads = await Promise.all(
    ad_sets.map((each) =>
      adapter.listChildren({ account_id, entity_type: 'ad_set', entity_id: each.entity_id }).then(withoutGone),
    ),
  );
  return { campaign, ad_sets, ads: ads.flat() };
}

function withoutGone(states: readonly EntityState[]): readonly EntityState[] {
  return states.filter((state) => state.status !== 'archived' && state.status !== 'deleted');
}

/** The ad sets that count: the active ones, or all of them when none is active. */
export function countingAdSets(live: LiveCampaign): readonly EntityState[] {
  const active = live.ad_sets.filter((each) => each.status === 'active');
  return active.length > 0 ? active : live.ad_sets;
}

/** Which entities hold the campaign’s daily budget: the campaign itself or its ad sets; none when it has no daily budget. */
export function budgetHolders(live: LiveCampaign): readonly EntityState[] {
  if (live.campaign.daily_budget_minor !== null) return [live.campaign];
  return countingAdSets(live).filter((each) => each.daily_budget_minor !== null);
}

/** The campaign’s daily budget in minor units, wherever it is held; null when there is none, such as with a lifetime budget. */
export function dailyBudgetMinor(live: LiveCampaign): number | null {
  const holders = budgetHolders(live);
  return holders.length === 0 ? null : holders.reduce((sum, each) => sum + (each.daily_budget_minor ?? 0), 0);
}

/** Which entities hold a budget for all of the campaign’s life: the campaign itself or its ad sets; none with daily budgets. */
export function lifetimeBudgetHolders(live: LiveCampaign): readonly EntityState[] {
  if (live.campaign.lifetime_budget_minor !== null) return [live.campaign];
  return countingAdSets(live).filter((each) => each.lifetime_budget_minor !== null);
}

/** All lifetime budgets of the campaign in minor units; null when it has none. */
export function lifetimeBudgetMinor(live: LiveCampaign): number | null {
  const holders = lifetimeBudgetHolders(live);
  return holders.length === 0 ? null : holders.reduce((sum, each) => sum + (each.lifetime_budget_minor ?? 0), 0);
}

/** The money that stands behind a campaign: what it may spend on a day, or in all its life where that is what is held. */
export function moneyBehindMinor(live: LiveCampaign): number {
  return (dailyBudgetMinor(live) ?? 0) + (lifetimeBudgetMinor(live) ?? 0);
}

/** The ad sets that bid an amount. */
export function biddingAdSets(live: LiveCampaign): readonly EntityState[] {
  return countingAdSets(live).filter((each) => each.bid_amount_minor !== null);
}

/** The campaign’s bid in minor units: the highest of its ad sets; null when the platform bids by itself. */
export function bidAmountMinor(live: LiveCampaign): number | null {
  const bids = biddingAdSets(live).map((each) => each.bid_amount_minor ?? 0);
  return bids.length === 0 ? null : Math.max(...bids);
}

/** Whether any counting ad set is in its learning phase; null when the platform does not say of any. */
export function isInLearning(live: LiveCampaign): boolean | null {
  const known = countingAdSets(live).flatMap((each) => (each.in_learning === null ? [] : [each.in_learning]));
  return known.length === 0 ? null : known.includes(true);
}

/** The error for a campaign that cannot be changed in the asked way. */
export function cannot(live: LiveCampaign, reason: string): CodedError {
  const { entity_id, name } = live.campaign;
  return new CodedError('PLATFORM_CAPABILITY_MISSING', `${name}: ${reason}`, { campaign_id: entity_id });
}
