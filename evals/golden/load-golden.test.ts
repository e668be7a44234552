import { describe, expect, it } from 'vitest';
import { goldenExampleSchema } from '../../contracts/golden-example.ts';
import { rootCauseSchema, workflowTypeSchema } from '../../contracts/recommendation.ts';
import { loadGolden } from './load-golden.ts';

const golden = loadGolden();
const find = (example_id: string) => golden.find(({ example }) => example.example_id === example_id)?.example;

describe('the golden cases of the files', () => {
  it('are twenty and more, as the contract has them, five of them those with which it began', () => {
    expect(golden).toHaveLength(25);
    expect(new Set(golden.map(({ example }) => example.example_id)).size).toBe(25);
    for (const { example } of golden) expect(goldenExampleSchema.parse(example)).toEqual(example);
    expect(
      golden.filter(({ example }) => example.tags.includes('mvp')).map(({ example }) => example.example_id),
    ).toEqual(['gc-01', 'gc-02', 'gc-09', 'gc-14', 'gc-15']);
  });

  it('carry tags and clarity by the rules', () => {
    expect(find('gc-01')).toMatchObject({
      tags: ['high_cpa_increase', 'competitive_pressure', 'action_bid_adjustment', 'mvp'],
      confidence: 0.9,
    });
    expect(find('gc-04')).toMatchObject({ tags: ['action_continue_monitoring'], confidence: 0.5 });
  });

  it('say the same of a creative whose name gives orders as of one that does not', () => {
    const [plain, evil] = [find('gc-01'), find('gc-12')];
    expect(evil?.context.creative_metrics[0]?.creative_name).toContain('IGNORE');
    expect(evil?.human_decision).toBe(plain?.human_decision);
  });

  it('lie exactly at the limits where they should', () => {
    const limits = find('gc-11')?.context;
    expect(limits?.campaign_metrics?.cpa_change_pct).toBe(30);
    expect(limits?.creative_metrics[0]).toMatchObject({ creative_age_days: 30, average_frequency: 5 });
    expect(find('gc-13')?.context.competitor_signals?.activity_change_pct).toBe(20);
  });

  it('have every cause and every workflow among them', () => {
    const causes = new Set(golden.map(({ example }) => example.cause));
    expect(rootCauseSchema.options.filter((cause) => !causes.has(cause))).toEqual([]);
    const decisions = new Set(golden.map(({ example }) => example.human_decision));
    expect(workflowTypeSchema.options.filter((workflow) => !decisions.has(workflow))).toEqual([]);
  });

  it('say why in words, and ask for no confidence that cannot be', () => {
    for (const { expectation } of golden) {
      expect(expectation.human_reasoning.length, expectation.example_id).toBeGreaterThan(20);
      const { from_confidence, below_confidence } = expectation;
      expect(from_confidence ?? 0, expectation.example_id).toBeLessThan(below_confidence ?? 1);
    }
  });

  it.each(golden.map(({ example }) => [example.example_id, example] as const))(
    '%s has figures that agree with each other',
    (_, { context }) => {
      const { spend, conversions, clicks, impressions, cpa, ctr, previous_cpa, cpa_change_pct } =
        context.campaign_metrics ?? {};
      if (spend && conversions && cpa) expect(Math.abs(spend / conversions / cpa - 1)).toBeLessThan(0.02);
      if (clicks && impressions && ctr) expect(Math.abs(clicks / impressions / ctr - 1)).toBeLessThan(0.02);
      if (cpa && previous_cpa && cpa_change_pct != null)
        expect(Math.abs((cpa / previous_cpa - 1) * 100 - cpa_change_pct)).toBeLessThan(1);
    },
  );
});

describe('what makes a new case what it is', () => {
  const context = (example_id: string) => find(example_id)?.context;

  it.each<[string, string, (of: NonNullable<ReturnType<typeof context>>) => unknown, unknown]>([
    ['gc-16', 'all of the budget is spent', (of) => of.campaign_metrics?.budget_utilization, 1],
    ['gc-17', 'competitors are in a sale', (of) => of.competitor_signals?.promotions_count, 4],
    ['gc-18', 'the calendar knows of a holiday', (of) => of.calendar_events.map(({ kind }) => kind), ['holiday']],
    ['gc-19', 'it is so every year', (of) => of.historical_patterns?.patterns[0]?.period_days, 365],
    ['gc-20', 'the web analytics still count', (of) => of.site_health?.analytics_conversions, 94],
    ['gc-21', 'the page does not answer', (of) => of.site_health?.landing_page_ok, false],
    ['gc-22', 'no impression share is told', (of) => of.campaign_metrics?.impression_share, null],
    ['gc-23', 'four days are known', (of) => of.campaign_metrics?.days.length, 4],
    [
      'gc-24',
      'only the newest days are short',
      (of) => of.campaign_metrics?.days.slice(-4).map(({ conversions }) => conversions),
      [14, 10, 7, 3],
    ],
    ['gc-25', 'the currency is another one', (of) => of.campaign_metrics?.signals, ['currency_changed']],
  ])('%s: %s', (example_id, _, pick, expected) => {
    const found = context(example_id);
    expect(found === undefined ? null : pick(found)).toEqual(expected);
  });

  it('gc-22 has a fresh creative, so that it is no fatigue', () => {
    expect(context('gc-22')?.creative_metrics[0]).toMatchObject({ creative_age_days: 9, ctr_trend: 'stable' });
  });
});
