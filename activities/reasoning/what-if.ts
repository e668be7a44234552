import { changedBy } from '../../contracts/money.ts';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { PctRange, SteppedLever } from '../../contracts/reasoning/step-values.ts';
import type { StoppingGuardrail, WhatIf } from '../../contracts/reasoning/what-if.ts';
import type { Recommendation, TypedAction } from '../../contracts/recommendation.ts';
import { steppingOf } from './actions/stepping-of.ts';
import { type Stepping, stepValuesOf, worthOf } from './actions/value-steps.ts';
import { guardrailChecks } from './critique/check-guardrails.ts';
import { gatherFacts } from './features/gather-facts.ts';

/** How far a slider goes either way, percent: further than any guardrail allows, so that one sees where it stops. */
const sliderPct = 30;

/** The limits of the playbook that made the recommendation, as far as one change by itself can break them; null is no limit. */
export type PlaybookLimits = {
  readonly max_bid_change_pct: number | null;
  readonly max_budget_change_pct: number | null;
  /** Daily money that may be moved, in major units of the account currency. */
  readonly max_total_change: number | null;
};
const unlimited: PlaybookLimits = { max_bid_change_pct: null, max_budget_change_pct: null, max_total_change: null };

/** The amounts of an action that has a size, in minor units. */
type Sized = { readonly lever: SteppedLever; readonly current_minor: number; readonly recommended_minor: number };

/**
 * What another amount than the recommended one would bring, and which guardrails would stop it: worked out anew on the context
 * that the recommendation was made on. Null where the recommendation changes neither a bid nor a budget, or where the context
 * does not tell what a step is worth (no spend, no CPA, nothing like a target). Pure. `amount_minor` is absolute.
 */
export function whatIf(
  context: CampaignContext,
  { action, root_cause }: Pick<Recommendation, 'action' | 'root_cause'>,
  amount_minor: number,
  limits: PlaybookLimits = unlimited,
): WhatIf | null {
  const sized = sizeOf(action);
  if (sized === null) return null;
  const facts = gatherFacts(context);
  const past = context.historical_patterns?.past_effects ?? [];
  const known = steppingOf(sized.lever, { facts, cause: root_cause }, past);
  if (known === null) return null;
  // The amounts of the action are those that people were shown: the context may have had them rounded.
  const stepping: Stepping = { ...known, current_minor: sized.current_minor };
  const { lever, current_minor, recommended_minor } = sized;
  const pctOf = (minor: number) => stepOf(current_minor, minor);
  const change_pct = pctOf(amount_minor);
  const value = worthOf(stepping, change_pct);
  const { low, expected, high } = stepping.response(change_pct);
  const range = (pick: (outlook: typeof low) => number): PctRange => {
    const [one, middle, other] = [low, expected, high].map((each) => tenth((pick(each) - 1) * 100));
    const ends = [one ?? 0, other ?? 0];
    return { low: Math.min(...ends), expected: middle ?? 0, high: Math.max(...ends) };
  };
  const { steps, basis, horizon_days } = stepValuesOf(stepping, pctOf(recommended_minor));
  return {
    ...{ lever, currency: context.currency, horizon_days, current_minor, recommended_minor, amount_minor },
    change_pct: tenth(change_pct),
    slider: {
      from_minor: Math.max(1, changedBy(current_minor, -sliderPct)),
      to_minor: Math.max(2, changedBy(current_minor, sliderPct)),
    },
    value,
    against_recommended_minor: value.expected_minor - worthOf(stepping, pctOf(recommended_minor)).expected_minor,
    cpa_pct: range((outlook) => outlook.spend / outlook.conversions),
    conversions_pct: range((outlook) => outlook.conversions),
    spend_pct: range((outlook) => outlook.spend),
    stopped_by: stopsOf(context, edited(action, amount_minor, change_pct), { stepping, change_pct, limits }),
    ...{ steps, basis },
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10 + 0;

/** The step from an amount to another, percent: the whole number where the amount is what such a step is rounded to. */
function stepOf(current_minor: number, minor: number): number {
  const pct = (minor / current_minor - 1) * 100;
  const whole = Math.round(pct);
  return changedBy(current_minor, whole) === minor ? whole : pct;
}

function sizeOf(action: TypedAction): Sized | null {
  if (action.kind === 'set_bid' && action.current_bid_amount_minor > 0)
    return {
      ...{ lever: 'bid', current_minor: action.current_bid_amount_minor },
      recommended_minor: action.bid_amount_minor,
    };
  return action.kind === 'set_daily_budget' && action.current_daily_budget_minor > 0
    ? {
        ...{ lever: 'daily_budget', current_minor: action.current_daily_budget_minor },
        recommended_minor: action.daily_budget_minor,
      }
    : null;
}

function edited(action: TypedAction, amount_minor: number, change_pct: number): TypedAction {
  if (action.kind === 'set_bid') return { ...action, bid_amount_minor: amount_minor, change_pct };
  return action.kind === 'set_daily_budget' ? { ...action, daily_budget_minor: amount_minor, change_pct } : action;
}

/** Everything that would stop the amount: the checks of the reasoning, what the cause leaves room for, and the playbook's limits. */
function stopsOf(
  context: CampaignContext,
  action: TypedAction,
  { stepping, change_pct, limits }: { stepping: Stepping; change_pct: number; limits: PlaybookLimits },
): StoppingGuardrail[] {
  const size = Math.abs(change_pct);
  const broken = guardrailChecks(context, { action })
    .filter((check) => !check.passed && check.check !== 'within_limits')
    .map((check) => ({ guardrail: check.check, statement: check.issue }));
  const own = stepping.limit(change_pct);
  const max = stepping.lever === 'bid' ? limits.max_bid_change_pct : limits.max_budget_change_pct;
  const name = stepping.lever === 'bid' ? 'max_bid_change_pct' : 'max_budget_change_pct';
  const moved = stepping.lever === 'bid' ? 0 : (stepping.standing.daily_budget ?? 0) * (size / 100);
  return [
    ...(own === null ? [] : [{ guardrail: 'within_limits', statement: own }]),
    ...broken,
    ...(max !== null && size > max + 1e-9
      ? [{ guardrail: name, statement: `The playbook allows ${max} % in 24 hours.` }]
      : []),
    ...(limits.max_total_change !== null && moved > limits.max_total_change + 1e-9
      ? [{ guardrail: 'max_total_change', statement: `The playbook moves at most ${limits.max_total_change} a day.` }]
      : []),
  ];
}
