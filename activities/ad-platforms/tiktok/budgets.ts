import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { AdGroupWire } from './schemas.ts';
import { minorFromWire } from './wire-money.ts';

/** The field of ours that a budget mode stands for; null where the budget is held elsewhere or there is none. */
export function budgetFieldOf(mode: string | null | undefined): 'daily_budget_minor' | 'lifetime_budget_minor' | null {
  // A dynamic daily budget is an average over seven days: it is set like a daily one.
  if (mode === 'BUDGET_MODE_DAY' || mode === 'BUDGET_MODE_DYNAMIC_DAILY_BUDGET') return 'daily_budget_minor';
  return mode === 'BUDGET_MODE_TOTAL' ? 'lifetime_budget_minor' : null;
}

/** The budget of a campaign or ad group: under its mode, and none where TikTok shows 0 because the other level holds it. */
export function budgetOf(
  wire: { readonly budget?: number | null | undefined; readonly budget_mode?: string | null | undefined },
  currency: string,
): Pick<EntityState, 'daily_budget_minor' | 'lifetime_budget_minor'> {
  const field = budgetFieldOf(wire.budget_mode);
  const none = { daily_budget_minor: null, lifetime_budget_minor: null };
  return field === null || !wire.budget ? none : { ...none, [field]: minorFromWire(wire.budget, currency) };
}

/** Goals that are paid by conversion where the billing event does not say: their bid is a target cost per conversion. */
const conversionGoals: ReadonlySet<string> = new Set([
  'CONVERT',
  'INSTALL',
  'IN_APP_EVENT',
  'LEAD_GENERATION',
  'VALUE',
]);

/**
 * Which field holds the bid of an ad group: clicks, impressions and views are bid for by `bid_price`, optimised delivery (OCPM)
 * by `conversion_bid_price`. Null where TikTok bids by itself, or for a return on ad spend, which is no amount of money.
 */
export function bidFieldOf(wire: AdGroupWire): 'bid_price' | 'conversion_bid_price' | null {
  if (wire.bid_type === 'BID_TYPE_NO_BID' || wire.deep_bid_type === 'VO_MIN_ROAS') return null;
  if (wire.billing_event === 'OCPM') return 'conversion_bid_price';
  if (wire.billing_event) return 'bid_price';
  return conversionGoals.has(wire.optimization_goal ?? '') ? 'conversion_bid_price' : 'bid_price';
}

/** The bid of an ad group in minor units. */
export function bidOf(wire: AdGroupWire, currency: string): number | null {
  const field = bidFieldOf(wire);
  const amount = field === null ? null : wire[field];
  return amount ? minorFromWire(amount, currency) : null;
}
