import { roundHalfAway, toMajor } from '../../../contracts/money.ts';
import type { PaceReport } from './pace-report.ts';

const dayLength = 86_400_000;
const runRateDays = 7;

/** One full day of spend, minor units. */
export type SpentDay = { readonly dt: string; readonly spend_minor: number };

/** What pace is computed from. `today` is the account's date; `days` are full days before it, oldest first. */
export type PaceFacts = {
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly currency: string;
  readonly at: string;
  readonly today: string;
  readonly daily_budget_minor: number | null;
  readonly monthly_budget_minor: number | null;
  readonly tolerance_pct: number;
  readonly days: readonly SpentDay[];
};

/** The first day of the month of an ISO date. */
export function monthStart(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** The ISO date so many days after another one. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayLength);
}

function percentOf(part: number, whole: number | null): number | null {
  return whole === null || whole <= 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

/**
 * Spend against plan, for the month so far and projected to its end with the mean of the last 7 full days. A campaign that
 * began within the month is planned from its first day on. A day without data between days with data makes the answer
 * `unknown`, because a missing day is not a day without spend.
 */
export function paceOf(facts: PaceFacts): PaceReport {
  const { today, currency, daily_budget_minor, tolerance_pct } = facts;
  const first = facts.days[0]?.dt ?? today;
  const start = [first, monthStart(today)].sort().at(-1) ?? today;
  const next = monthStart(daysAfter(monthStart(today), 31));
  const [days_over, days_left] = [daysBetween(start, today), daysBetween(today, next)];
  const spent_minor = facts.days.filter((day) => day.dt >= start).reduce((sum, day) => sum + day.spend_minor, 0);
  const recent = facts.days.slice(-runRateDays);
  const run_rate_minor =
    recent.length === 0 ? null : roundHalfAway(recent.reduce((sum, day) => sum + day.spend_minor, 0) / recent.length);
  const whole = days_over + days_left;
  const plan_minor = facts.monthly_budget_minor ?? (daily_budget_minor === null ? null : daily_budget_minor * whole);
  const planned_to_date_minor = plan_minor === null ? null : roundHalfAway((plan_minor * days_over) / whole);
  const projected_minor = run_rate_minor === null ? null : spent_minor + run_rate_minor * days_left;
  const projected_pct = projected_minor === null ? null : percentOf(projected_minor, plan_minor);
  const missing = daysBetween(first, today) - facts.days.length;
  const yesterday = facts.days.findLast((day) => day.dt === daysAfter(today, -1));
  const { campaign_id, campaign_name, at } = facts;
  const report = {
    ...{ campaign_id, campaign_name, currency, at, month: today.slice(0, 7), plan_minor, tolerance_pct },
    plan_source: facts.monthly_budget_minor === null ? ('daily_budget' as const) : ('given' as const),
    ...{ days_over, days_left, spent_minor, planned_to_date_minor, daily_budget_minor, run_rate_minor },
    pace_pct: percentOf(spent_minor, planned_to_date_minor),
    yesterday:
      yesterday === undefined
        ? null
        : {
            dt: yesterday.dt,
            spent_minor: yesterday.spend_minor,
            of_daily_budget_pct: percentOf(yesterday.spend_minor, daily_budget_minor),
          },
    of_daily_budget_pct: run_rate_minor === null ? null : percentOf(run_rate_minor, daily_budget_minor),
    ...{
      projected_minor,
      projected_pct,
      status: missing > 0 ? ('unknown' as const) : statusOf(projected_pct, tolerance_pct),
    },
  };
  return { ...report, statement: words(report, missing) };
}

function statusOf(projected_pct: number | null, tolerance_pct: number): PaceReport['status'] {
  if (projected_pct === null) return 'unknown';
  if (projected_pct > 100 + tolerance_pct) return 'over';
  return projected_pct < 100 - tolerance_pct ? 'under' : 'on_track';
}

type Unworded = Omit<PaceReport, 'statement'>;

function words(report: Unworded, missing: number): string {
  const { currency, plan_minor, projected_minor, projected_pct } = report;
  if (missing > 0) return `${missing} of the days have no data, so no pace can be told.`;
  if (plan_minor === null || projected_minor === null || projected_pct === null)
    return 'Without a plan or without a day of data no pace can be told.';
  const price = (minor: number) => `${amount(minor, currency)} ${currency}`;
  return `${price(report.spent_minor)} were spent on ${report.days_over} full days of ${report.month}; at the pace of the last week it will be ${price(projected_minor)}, ${projected_pct} % of the plan of ${price(plan_minor)}.`;
}

/** An amount of minor units as people write it. */
export function amount(minor: number, currency: string): string {
  return toMajor(minor, currency).toLocaleString('en-US', { maximumFractionDigits: 2, useGrouping: false });
}
