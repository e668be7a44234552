import type { Plan } from '../../contracts/plan/index.ts';
import type { Reason } from './bound.ts';
import { mostUnder } from './forbidden.ts';
import { type Tally, times } from './tally.ts';
import { bothSides } from './tally-steps.ts';

const day = 86_400;
const endless = Number.POSITIVE_INFINITY;

/** The most that the writes of one plan move, in each unit; infinite where nothing limits it. */
export type Amounts = {
  readonly currency: number;
  readonly percent: number;
  readonly minor: number;
  readonly in_each: 'execution' | 'ad account';
  readonly reasons: readonly Reason[];
};

/**
 * Puts the guardrails over a tally. The limits of money and percent hold for any 24 hours, and an execution lives at most its
 * `timeout`: so they can be used up once for each such window. Changes that are under way at once are each measured before the
 * others are applied: so a window counts once for each of them. All of this is never more than every single change at its limit.
 */
export function limitTally(tally: Tally, plan: Plan, oneCampaign: boolean): Amounts {
  const rules = plan.guardrails;
  const windows = tally.width * (Math.floor(plan.timeout_seconds / day) + 1);
  const most = oneCampaign ? Math.min(tally.writes, mostWrites(tally, plan)) : tally.writes;

  const total = rules.max_total_change?.value ?? endless;
  const single = Math.min(total, mostUnder(rules.forbid_if, 'total_change'));
  const inTurn = times(most, single);
  const inWindows = times(windows, total);
  // A limit of money is one of an ad account: over several campaigns there may be several accounts.
  const perAccount = !oneCampaign && inTurn === endless;
  const currency = oneCampaign || perAccount ? Math.min(inTurn, inWindows) : inTurn;

  const budgetPct = rules.max_budget_change_pct?.value ?? endless;
  const ofOne =
    tally.unknowns > 0
      ? endless
      : times(Math.min(tally.wholes, most), 100) +
        times(Math.min(tally.exchanges, most), bothSides) +
        times(Math.min(windows, tally.budgets), budgetPct);
  const percent = oneCampaign ? Math.min(tally.percent, ofOne) : tally.percent;

  return {
    currency,
    percent,
    minor: tally.literal_minor,
    in_each: perAccount && currency < endless ? 'ad account' : 'execution',
    reasons: [...tally.reasons, ...(tally.writes === 0 ? [] : limitReasons(plan, tally, windows))],
  };
}

/** How often one campaign can be changed: `max_changes_per_day` for each calendar day touched, `cooldown_hours` between two. */
function mostWrites(tally: Tally, plan: Plan): number {
  const { max_changes_per_day, cooldown_hours } = plan.guardrails;
  // A day with a daylight-saving change has 23 hours.
  const days = Math.floor(plan.timeout_seconds / (day - 3_600)) + 2;
  const daily = max_changes_per_day === null ? endless : max_changes_per_day.value * days;
  const rested =
    cooldown_hours === null || cooldown_hours.value === 0
      ? endless
      : Math.floor(plan.timeout_seconds / (cooldown_hours.value * 3_600)) + 1;
  return times(tally.width, Math.min(daily, rested));
}

function limitReasons(plan: Plan, tally: Tally, windows: number): readonly Reason[] {
  const { max_total_change: total, max_budget_change_pct: percent, forbid_if } = plan.guardrails;
  const first = total ?? percent;
  const days = Math.floor(plan.timeout_seconds / day);
  const several = first !== null && windows > 1 && tally.writes > 1;
  const most = mostUnder(forbid_if, 'total_change');
  return [
    ...(total === null
      ? []
      : [{ line: total.line, text: `max_total_change: at most ${total.value} on an ad account in 24 hours` }]),
    ...(percent === null || tally.budgets === 0
      ? []
      : [{ line: percent.line, text: `max_budget_change_pct: a budget by at most ${percent.value} % in 24 hours` }]),
    ...(forbid_if === null || most === endless
      ? []
      : [{ line: forbid_if.line, text: `forbid_if: no single change above ${most}` }]),
    ...(several && days > 0
      ? [
          {
            line: first.line,
            text: `an execution may live ${days === 1 ? 'a day' : `${days} days`}, and a limit holds for 24 hours each time`,
          },
        ]
      : []),
    ...(several && tally.width > 1
      ? [
          {
            line: first.line,
            text: `up to ${tally.width} changes are under way at once, each measured before the others are applied`,
          },
        ]
      : []),
  ];
}
