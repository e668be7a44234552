import type { EntityState } from '../../../contracts/ad-platform.ts';
import { moneyBehindMinor } from '../live-campaign.ts';
import { changeOf, type ProposedChange } from '../write/change-set.ts';
import { fieldValue } from '../write/field-value.ts';
import { isRaise } from '../write/more-careful.ts';
import type { OpenCampaign } from './open-campaign.ts';
import { whereWritable } from './where-writable.ts';

/**
 * The wish for a start, an end or both, on the campaign where the platform keeps it there, else on its ad sets. Time is money
 * that is spent: the whole budget counts as moved, once. What an ad set holds counts with the ad set, what the campaign holds
 * with the first change of all; and in either case with one that lets it run for longer, if there is such a one, because
 * only there the ledger counts it as exposed.
 */
export function scheduleWishes(
  open: OpenCampaign,
  schedule: { readonly starts_at?: string; readonly ends_at?: string },
): readonly ProposedChange[] {
  const { campaign_id, live } = open;
  const wishes = (['starts_at', 'ends_at'] as const).flatMap((field): readonly ProposedChange[] => {
    const after = schedule[field];
    if (after === undefined) return [];
    return whereWritable(open, field, ['campaign', 'ad_set']).map((entity) => ({ campaign_id, entity, field, after }));
  });
  const behind = new Map<ProposedChange | undefined, number>();
  const count = (of: readonly ProposedChange[], money_minor: number) => {
    const bearer = bearerOf(of);
    behind.set(bearer, (behind.get(bearer) ?? 0) + money_minor);
  };
  const owners = Map.groupBy(wishes, (wish) => wish.entity);
  const whole = owners.has(live.campaign);
  count(wishes, whole ? moneyBehindMinor(live) : budgetOf(live.campaign));
  if (!whole) for (const [ad_set, own] of owners) count(own, budgetOf(ad_set));
  return wishes.map((wish) => ({ ...wish, daily_money_behind_minor: behind.get(wish) ?? 0 }));
}

/** The change that carries the money: the first that lets something run for longer, else the first that changes anything. */
function bearerOf(wishes: readonly ProposedChange[]): ProposedChange | undefined {
  const real = wishes.filter((wish) => fieldValue(wish.entity, wish.field) !== wish.after);
  return real.find((wish) => isRaise(changeOf(wish))) ?? real[0];
}

function budgetOf({ daily_budget_minor, lifetime_budget_minor }: EntityState): number {
  return (daily_budget_minor ?? 0) + (lifetime_budget_minor ?? 0);
}
