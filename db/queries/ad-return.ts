import type { SQL } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { countFollowed, type FollowedOutcome, readFollowedOutcomes } from './followed-outcomes.ts';

/** What tells the return on ad spend: itself, or the cost of one result, at the same value of a result. */
const metrics = ['roas', 'cpa'];

/** The change of a return with its interval, percent. */
type Change = { readonly change: number; readonly low: number; readonly high: number };

/**
 * How the return on ad spend (revenue ÷ spend) changed where recommendations were followed, of outcomes measured in a time.
 * - `ad_return_change_pct` with `ad_return_low_pct` and `ad_return_high_pct`: against what was to be expected without the change,
 *   each recommendation weighted by what was spent on its measured days. Where only the cost per result was measured, the return
 *   is taken to change as its inverse. The interval (90 %) takes the recommendations' errors for independent.
 * - `ad_return_before`, `ad_return_after`: revenue ÷ spend as counted on as many days before the change and after it, of those
 *   with revenue on both sides; what else happened is in it.
 * - `ad_return_measured`, `ad_return_unmeasured`: followed recommendations that the change is known of, and those whose outcome
 *   cannot tell it: another metric, no revenue, confounded, or too few days.
 * Null where nothing was measured: that is not a change of nothing.
 */
export async function readAdReturn(tx: TenantTransaction, measured: SQL) {
  const outcomes = await readFollowedOutcomes(tx, measured, metrics);
  const told = outcomes.flatMap((outcome) => {
    const change = changeOf(outcome);
    return change === null || outcome.spend <= 0 ? [] : [{ ...change, spend: outcome.spend }];
  });
  const earning = outcomes.filter(
    (each) => each.spend > 0 && each.spend_before > 0 && each.revenue > 0 && each.revenue_before > 0,
  );
  return {
    ...combined(told),
    ad_return_before: over(earning, 'revenue_before', 'spend_before'),
    ad_return_after: over(earning, 'revenue', 'spend'),
    ad_return_measured: told.length,
    ad_return_unmeasured: (await countFollowed(tx, measured)) - told.length,
  };
}

function changeOf({ metric, effect_pct, low_pct, high_pct }: FollowedOutcome): Change | null {
  if (low_pct === null || high_pct === null) return null;
  if (metric === 'roas') return { change: effect_pct, low: low_pct, high: high_pct };
  if (low_pct <= -100) return null;
  return { change: inverse(effect_pct), low: inverse(high_pct), high: inverse(low_pct) };
}

/** Costs that fall by a fifth bring a quarter more for the same money. */
function inverse(change_pct: number): number {
  return (1 / (1 + change_pct / 100) - 1) * 100;
}

/** The mean by spend, with an interval to which each adds in the square what it is unsure of. */
function combined(told: readonly (Change & { readonly spend: number })[]) {
  const all = told.reduce((sum, { spend }) => sum + spend, 0);
  if (all === 0) return { ad_return_change_pct: null, ad_return_low_pct: null, ad_return_high_pct: null };
  const sum = (pick: (each: Change, weight: number) => number) =>
    told.reduce((total, each) => total + pick(each, each.spend / all), 0);
  const mean = sum(({ change }, weight) => weight * change);
  const below = Math.sqrt(sum(({ change, low }, weight) => (weight * (change - low)) ** 2));
  const above = Math.sqrt(sum(({ change, high }, weight) => (weight * (high - change)) ** 2));
  return {
    ad_return_change_pct: rounded(mean),
    ad_return_low_pct: rounded(mean - below),
    ad_return_high_pct: rounded(mean + above),
  };
}

type Money = 'spend' | 'revenue' | 'spend_before' | 'revenue_before';

function over(outcomes: readonly FollowedOutcome[], part: Money, whole: Money): number | null {
  const sum = (name: Money) => outcomes.reduce((total, each) => total + each[name], 0);
  return outcomes.length === 0 ? null : rounded(sum(part) / sum(whole));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
