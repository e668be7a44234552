import type { Foretold } from './effects.ts';
import { middleHalf } from './effects.ts';
import type { Outlook, Standing } from './standing.ts';

/** What a step may lead to: when it goes badly, as expected, and when it goes well. The two ends are the middle half. */
export type Outlooks = { readonly low: Outlook; readonly expected: Outlook; readonly high: Outlook };
/** How a campaign answers a step of so many percent. */
export type Response = (change_pct: number) => Outlooks;

/** What each percent of a bid beyond what the auction asks for adds to the price, percent. */
const overbidPrice = 0.8;
/** Twice the money brings 2 to this power times the conversions: half as much more at worst, just as much at best. */
const returns = { low: 0.5, expected: 0.8, high: 1 } as const;

/** What the auction asks for, and how far a bid may go at once, percent: the foretold effect is that of the smaller one. */
export type Asked = { readonly need_pct: number; readonly limit_pct: number };
/** A larger step than the usual one wins back at most the whole rise, of which the usual one leaves a fifth. */
const wholeRise = 1.25;

/**
 * How a campaign answers a step of its bid. Up to the step that the auction asks for it wins back in proportion; beyond it, it
 * pays more for the same. More bid spends more, as far as the daily budget goes. Less bid buys less at the same price.
 */
export function bidResponse(standing: Standing, foretold: Foretold, { need_pct, limit_pct }: Asked): Response {
  const most = standing.daily_budget === null ? Number.POSITIVE_INFINITY : standing.daily_budget / standing.spend;
  const half = middleHalf * foretold.deviation_pct;
  const usual_pct = Math.min(need_pct, limit_pct);
  const top = Math.min(need_pct / usual_pct, wholeRise);
  return (change_pct) => {
    const spend = Math.max(0.01, Math.min(1 + change_pct / 100, Math.max(1, most)));
    const reached = Math.min(top, Math.max(0, change_pct / usual_pct));
    const over = Math.max(0, change_pct - need_pct) / 100;
    const outlook = (effect_pct: number): Outlook => {
      const cpa = Math.max(0.05, 1 + (effect_pct * reached) / 100) * (1 + overbidPrice * over);
      return { spend, conversions: spend / cpa };
    };
    return {
      low: outlook(foretold.mean_pct + half),
      expected: outlook(foretold.mean_pct),
      high: outlook(foretold.mean_pct - half),
    };
  };
}

/** How a campaign that uses up its budget answers a step of it: by a power of the money, which is cautious about what is left to buy. */
export function budgetResponse(): Response {
  return (change_pct) => {
    const spend = Math.max(0.01, 1 + change_pct / 100);
    const outlook = (power: number): Outlook => ({ spend, conversions: spend ** power });
    const [low, expected, high] = [outlook(returns.low), outlook(returns.expected), outlook(returns.high)];
    // Less money loses fewest conversions where the last ones were the dearest.
    return change_pct < 0 ? { low: high, expected, high: low } : { low, expected, high };
  };
}
