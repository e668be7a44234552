import { toMinor } from '../../../contracts/money.ts';
import type { PastEffect } from '../../../contracts/reasoning/campaign-past.ts';
import type { SteppedLever } from '../../../contracts/reasoning/step-values.ts';
import type { RootCause } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { foretell, riseOf } from './effects.ts';
import { bidResponse, budgetResponse } from './response.ts';
import { standingOf } from './standing.ts';
import { bidLimitPct, bidNeedPct, budgetLimitPct, budgetRoomPct, smallestStepPct } from './step.ts';
import type { Limit, Stepping } from './value-steps.ts';

type Asked = { readonly facts: HealthFacts; readonly cause: RootCause };

/** What the steps of a bid or a budget are weighed with; null where nothing tells what they are worth. */
export function steppingOf(lever: SteppedLever, asked: Asked, past: readonly PastEffect[]): Stepping | null {
  return lever === 'bid' ? bidStepping(asked, past) : budgetStepping(asked);
}

/** The raise that the cause asks for, percent. Buyers who are lost to a sale come back by no bid: there a small step keeps the place. */
export function neededPct({ facts, cause }: Asked): number {
  return cause === 'competitor_promotion' ? smallestStepPct : bidNeedPct(facts);
}

function bidStepping(asked: Asked, past: readonly PastEffect[]): Stepping | null {
  const { facts, cause } = asked;
  const standing = standingOf(facts);
  const bid = facts.constraints?.current_bid ?? null;
  if (standing === null || bid === null || bid <= 0) return null;
  const foretold = foretell('Bid Adjustment', cause, riseOf(facts), past);
  const need = neededPct(asked);
  return {
    ...{ lever: 'bid', current_minor: toMinor(bid, facts.currency), currency: facts.currency, standing },
    response: bidResponse(standing, foretold, { need_pct: need, limit_pct: bidLimitPct(facts) }),
    limit: within(bidLimitPct(facts)),
    basis: `the auction asks for about ${need} % more; ${foretold.basis}`,
  };
}

function budgetStepping({ facts }: Asked): Stepping | null {
  const standing = standingOf(facts);
  const { daily_budget } = facts;
  if (standing === null || daily_budget === null || daily_budget <= 0) return null;
  const [limit, room] = [budgetLimitPct(facts), budgetRoomPct(facts)];
  const limited = within(limit);
  return {
    ...{
      lever: 'daily_budget',
      current_minor: toMinor(daily_budget, facts.currency),
      currency: facts.currency,
      standing,
    },
    response: budgetResponse(),
    limit: (pct) =>
      limited(pct) ??
      (pct > room ? `CPA is ${room} % under its target, and the budget goes up by no more than that.` : null),
    basis:
      'a rule of thumb: more money buys less well than the present money; twice the budget brings about 1.74 times the conversions',
  };
}

const within =
  (limit_pct: number): Limit =>
  (change_pct) =>
    Math.abs(change_pct) > limit_pct + 1e-9 ? `One step is at most ${limit_pct} %.` : null;
