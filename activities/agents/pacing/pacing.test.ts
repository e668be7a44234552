import { assert, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionOf } from './correct.ts';
import { daysAfter, monthStart, type PaceFacts, paceOf } from './pace.ts';
import { paceReportSchema } from './pace-report.ts';
import { correctionSchema } from './propose-correction.action.ts';

/** Days before today, each with this spend; as the handler reads them. */
function facts(today: string, spent: number, more: Partial<PaceFacts> = {}): PaceFacts {
  const since = [monthStart(today), daysAfter(today, -7)].sort()[0] ?? today;
  const days = [];
  for (let dt = since; dt < today; dt = daysAfter(dt, 1)) days.push({ dt, spend_minor: spent });
  return {
    ...{ campaign_id: 'c', campaign_name: 'Sale', currency: 'USD', at: `${today}T09:00:00.000Z`, today, days },
    ...{ daily_budget_minor: 10_000, monthly_budget_minor: null, tolerance_pct: 5, ...more },
  };
}
const pace = (today: string, spent: number, more: Partial<PaceFacts> = {}) =>
  paceReportSchema.parse(paceOf(facts(today, spent, more)));
const live = { status: 'active', daily_budget_minor: 10_000 };

describe('the pace of a campaign', () => {
  it('is spend against the share of the plan that belongs to the days that are over, and a projection', () => {
    expect(pace('2026-11-21', 9000)).toEqual({
      ...{ campaign_id: 'c', campaign_name: 'Sale', currency: 'USD', at: '2026-11-21T09:00:00.000Z' },
      ...{ month: '2026-11', plan_minor: 300_000, plan_source: 'daily_budget', tolerance_pct: 5 },
      ...{ days_over: 20, days_left: 10, spent_minor: 180_000, planned_to_date_minor: 200_000, pace_pct: 90 },
      yesterday: { dt: '2026-11-20', spent_minor: 9000, of_daily_budget_pct: 90 },
      ...{ daily_budget_minor: 10_000, run_rate_minor: 9000, of_daily_budget_pct: 90 },
      ...{ projected_minor: 270_000, projected_pct: 90, status: 'under' },
      statement:
        '1800 USD were spent on 20 full days of 2026-11; at the pace of the last week it will be 2700 USD, 90 % of the plan of 3000 USD.',
    });
  });

  it.each([
    [9500, 'on_track'], // exactly the tolerance is still on track
    [10_500, 'on_track'],
    [9499, 'under'],
    [10_501, 'over'],
  ])('of %s a day is %s', (spent, status) => {
    expect(pace('2026-11-21', spent).status).toBe(status);
  });

  it('knows the lengths of months, the first day of one and the last', () => {
    expect(pace('2028-02-29', 10_000)).toMatchObject({ days_over: 28, days_left: 1, plan_minor: 290_000 });
    expect(pace('2026-12-31', 10_000)).toMatchObject({ month: '2026-12', days_over: 30, days_left: 1 });
    const first = pace('2026-12-01', 9000);
    expect(first).toMatchObject({
      days_over: 0,
      days_left: 31,
      spent_minor: 0,
      pace_pct: null,
      projected_minor: 279_000,
    });
  });

  it('plans a campaign that began within the month from its first day on', () => {
    const days = facts('2026-11-21', 10_000).days.slice(-5);
    const young = pace('2026-11-21', 0, { days });
    expect(young).toMatchObject({ days_over: 5, plan_minor: 150_000, spent_minor: 50_000, status: 'on_track' });
  });

  it('is not known with a gap in the days, without any day, or without a plan', () => {
    const gap = facts('2026-11-21', 10_000).days.filter((day) => day.dt !== '2026-11-10');
    expect(pace('2026-11-21', 0, { days: gap })).toMatchObject({
      status: 'unknown',
      statement: expect.stringContaining('1 of'),
    });
    expect(pace('2026-11-21', 0, { days: [] })).toMatchObject({
      status: 'unknown',
      yesterday: null,
      run_rate_minor: null,
    });
    const bare = pace('2026-11-21', 9000, { daily_budget_minor: null });
    expect(bare).toMatchObject({ status: 'unknown', plan_minor: null, of_daily_budget_pct: null });
    expect(bare.statement).toContain('Without a plan');
  });
});

describe('the corrected budget', () => {
  const correct = (monthly_budget_minor: number, spent: number, state = live) =>
    correctionSchema.parse(correctionOf(pace('2026-11-21', spent, { monthly_budget_minor }), state, 20));

  it('brings the month to its plan where the step allows it', () => {
    // 200,000 of 285,000 are spent; 8,500 a day are left for ten days.
    expect(correct(285_000, 10_000)).toMatchObject({
      ...{
        needed: true,
        direction: 'decrease',
        daily_budget_minor: 8500,
        change_pct: -15,
        projected_after_minor: 285_000,
      },
      specific_action: 'Lower the daily budget by 15 %, from 100 USD to 85 USD.',
      expected_impact: '2026-11 ends at about 2850 USD instead of 3000 USD; the plan is 2850 USD.',
    });
    expect(correct(318_000, 10_000)).toMatchObject({
      direction: 'increase',
      daily_budget_minor: 11_800,
      change_pct: 18,
    });
  });

  it('goes no further than the largest step, also where the plan is spent already', () => {
    expect(correct(150_000, 10_000)).toMatchObject({ daily_budget_minor: 8000, change_pct: -20 });
    expect(correct(600_000, 10_000)).toMatchObject({ daily_budget_minor: 12_000, change_pct: 20 });
  });

  it('lowers to what may be spent, where the budget itself was not reached', () => {
    // 9,500 of 10,000 a day are spent and 8,100 are left: a budget of 8,526, in proportion, could still be spent.
    expect(correct(271_000, 9500)).toMatchObject({ daily_budget_minor: 8100 });
  });

  it.each([
    ['a larger one would change nothing', correct(400_000, 8000)],
    ['on plan', correct(300_000, 10_000)],
    ['does not run', correct(250_000, 10_000, { ...live, status: 'paused' })],
    ['No daily budget', correctionOf(pace('2026-11-21', 12_000), { status: 'active', daily_budget_minor: null }, 20)],
    ['spends nothing', correct(300_000, 0)],
    [
      'days have no data',
      correctionOf(pace('2026-11-21', 0, { days: facts('2026-11-21', 1).days.slice(0, 3) }), live, 20),
    ],
    [
      'less than 1 %',
      correctionOf(
        pace('2026-11-02', 10_500, { tolerance_pct: 0, monthly_budget_minor: 314_900 }),
        { ...live, daily_budget_minor: 10_500 },
        20,
      ),
    ],
  ])('is none, because: %s', (why, made) => {
    expect(made).toMatchObject({
      needed: false,
      daily_budget_minor: null,
      specific_action: 'Leave the daily budget as it is.',
    });
    expect(made.reasoning).toContain(why);
  });

  it('is never further away than the step, is a whole positive amount, and goes the way that pace asks for', () => {
    const worlds = record({
      day: integer({ min: 1, max: 28 }),
      spent: integer({ min: 0, max: 1_000_000 }),
      budget: integer({ min: 1, max: 1_000_000 }),
      plan: option(integer({ min: 1, max: 30_000_000 })),
      step: integer({ min: 1, max: 100 }),
      currency: constantFrom('USD', 'JPY', 'KWD'),
    });
    assert(
      property(worlds, ({ day, spent, budget, plan, step, currency }) => {
        const today = `2026-02-${String(day).padStart(2, '0')}`;
        const report = pace(today, spent, { daily_budget_minor: budget, monthly_budget_minor: plan, currency });
        const made = correctionSchema.parse(correctionOf(report, { ...live, daily_budget_minor: budget }, step));
        expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity|undefined/);
        if (made.daily_budget_minor === null) return;
        expect(Math.abs(made.daily_budget_minor - budget)).toBeLessThanOrEqual((budget * step) / 100 + 1e-6);
        expect(made.direction).toBe(report.status === 'over' ? 'decrease' : 'increase');
        expect(Math.sign(made.daily_budget_minor - budget)).toBe(made.direction === 'increase' ? 1 : -1);
      }),
      { numRuns: 500 },
    );
  });
});
