import { amount } from './pace.ts';
import type { PaceReport } from './pace-report.ts';
import type { Correction } from './propose-correction.action.ts';

/** Below this share of its budget a campaign is limited by something else than the budget, percent. */
const budgetBoundPct = 90;
const smallestStepPct = 1;

type LiveBudget = { readonly status: string; readonly daily_budget_minor: number | null };

/**
 * The budget with which the rest of the month spends what is left of the plan, at most `max_change_pct` away from the
 * live one. A campaign that does not spend the budget it has gets no larger one: that would change nothing but the most
 * it can cost. Rounded towards the live budget, so that a step is never above its limit.
 */
export function correctionOf(pace: PaceReport, state: LiveBudget, max_change_pct: number): Correction {
  const live = state.daily_budget_minor;
  const leave = (why: string) => left(pace, live, why);
  if (pace.status === 'unknown') return leave(pace.statement);
  if (pace.status === 'on_track') return leave('The month is on plan.');
  if (state.status !== 'active') return leave('The campaign does not run at present.');
  if (live === null || live <= 0) return leave('No daily budget is known that could be changed.');
  const { plan_minor, run_rate_minor, spent_minor, days_left } = pace;
  if (plan_minor === null || run_rate_minor === null || run_rate_minor <= 0)
    return leave('The campaign spends nothing, which no budget mends.');
  const under = pace.status === 'under';
  const used_pct = Math.round((run_rate_minor / live) * 100);
  if (under && used_pct < budgetBoundPct)
    return leave(`It spends ${used_pct} % of the daily budget that it has, so a larger one would change nothing.`);
  const needed = (plan_minor - spent_minor) / days_left;
  const scaled = (live * needed) / run_rate_minor;
  const wished = under ? scaled : Math.min(scaled, needed);
  const next = under
    ? Math.floor(Math.min(wished, live * (1 + max_change_pct / 100)))
    : Math.max(1, Math.ceil(Math.max(wished, live * (1 - max_change_pct / 100))));
  const change_pct = Math.round(((next - live) / live) * 10_000) / 100;
  if (Math.abs(change_pct) < smallestStepPct) return leave('What would have to change is less than 1 %.');
  return corrected(pace, { live, next, change_pct, run_rate_minor, plan_minor });
}

type Step = {
  readonly live: number;
  readonly next: number;
  readonly change_pct: number;
  readonly run_rate_minor: number;
  readonly plan_minor: number;
};

function corrected(pace: PaceReport, step: Step): Correction {
  const { live, next, change_pct, run_rate_minor, plan_minor } = step;
  const price = (minor: number) => `${amount(minor, pace.currency)} ${pace.currency}`;
  const up = next > live;
  const daily = up ? (run_rate_minor * next) / live : Math.min(run_rate_minor, next);
  const projected_after_minor = pace.spent_minor + Math.round(daily * pace.days_left);
  return {
    needed: true,
    direction: up ? 'increase' : 'decrease',
    daily_budget_minor: next,
    current_daily_budget_minor: live,
    change_pct,
    projected_after_minor,
    recommended_workflow: 'Budget Reallocation',
    specific_action: `${up ? 'Raise' : 'Lower'} the daily budget by ${Math.abs(change_pct)} %, from ${price(live)} to ${price(next)}.`,
    reasoning: pace.statement,
    expected_impact: `${pace.month} ends at about ${price(projected_after_minor)} instead of ${price(pace.projected_minor ?? 0)}; the plan is ${price(plan_minor)}.`,
    evidence: evidenceOf(pace),
    risk_level: 'low',
    risk_factors: [
      up
        ? 'The additional conversions may cost more than the present ones.'
        : 'Fewer conversions, until the plan grows.',
    ],
  };
}

function left(pace: PaceReport, live: number | null, why: string): Correction {
  return {
    needed: false,
    direction: 'none',
    daily_budget_minor: null,
    current_daily_budget_minor: live,
    change_pct: 0,
    projected_after_minor: pace.projected_minor,
    recommended_workflow: 'Continue Monitoring',
    specific_action: 'Leave the daily budget as it is.',
    reasoning: why,
    expected_impact: 'No change is expected from watching.',
    evidence: evidenceOf(pace),
    risk_level: 'low',
    risk_factors: [],
  };
}

function evidenceOf(pace: PaceReport): Correction['evidence'] {
  const common = { source: 'metrics.daily', observed_at: pace.at, supports: pace.status !== 'on_track' };
  const used = pace.of_daily_budget_pct;
  return [
    {
      ...{ statement: pace.statement, metric: 'projected_spend_pct', value: pace.projected_pct, baseline: 100 },
      ...{
        change_pct: pace.projected_pct === null ? null : Math.round((pace.projected_pct - 100) * 100) / 100,
        ...common,
      },
    },
    {
      statement:
        used === null ? 'No share of the daily budget is known.' : `A full day spends ${used} % of its budget.`,
      ...{ metric: 'of_daily_budget_pct', value: used, baseline: 100, change_pct: null, ...common },
    },
  ];
}
