import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { generateCases } from './generate-cases.ts';
import { caseKinds } from './generated-case.ts';
import { splits } from './seeds.ts';

const seed = 'of-the-tests';
const cases = generateCases({ seed, count: 45 });
const behind = new RegExp([...caseKinds, 'scenario', 'strand', 'plot'].join('|'));
const ofKind = (kind: (typeof caseKinds)[number]) => cases.filter((each) => each.kind === kind);

describe('generated cases', () => {
  it('are the same for the same seed, others for another, and a larger number only adds', () => {
    const told = (from: string, count: number) =>
      JSON.stringify(generateCases({ seed: from, count }).map(({ context, truth }) => ({ context, truth })));
    expect(told(seed, 3)).toBe(told(seed, 3));
    expect(told(seed, 3)).not.toBe(told('another', 3));
    expect(JSON.stringify(cases[2]?.context)).toBe(JSON.stringify(generateCases({ seed, count: 3 })[2]?.context));
    expect(generateCases({ seed, count: 15, kinds: ['no_change'] })[0]?.context).toEqual(cases[11]?.context);
  });

  it('come in every kind, in both splits of at least 200, of different seeds', () => {
    expect(new Set(cases.map((each) => each.kind))).toEqual(new Set(caseKinds));
    expect(Math.min(splits.train.count, splits.held_out.count)).toBeGreaterThanOrEqual(200);
    expect(splits.train.seed).not.toBe(splits.held_out.seed);
  });

  it('are contexts as the contract has them, and do not tell what is behind them', () => {
    for (const { context, case_id, kind } of cases) {
      expect(campaignContextSchema.parse(JSON.parse(JSON.stringify(context))), case_id).toEqual(context);
      // Past effects name the causes of earlier times; nothing else may name one.
      const { historical_patterns: _, ...seen } = context;
      expect(JSON.stringify(seen), case_id).not.toMatch(behind);
      expect(context.campaign_id, case_id).not.toContain(kind);
    }
  });

  it('differ in size, currency and platform', () => {
    const distinct = (pick: (each: (typeof cases)[number]) => unknown) => new Set(cases.map(pick)).size;
    expect(distinct(({ context }) => context.currency)).toBeGreaterThanOrEqual(4);
    expect(distinct(({ context }) => context.constraints?.platform)).toBeGreaterThanOrEqual(3);
    const conversions = cases.flatMap(({ context }) => context.campaign_metrics?.conversions ?? []);
    expect(Math.max(...conversions) / Math.max(1, Math.min(...conversions))).toBeGreaterThan(15);
  });

  it('lack a source now and then, and say which', () => {
    const blind = generateCases({ seed, count: 60 }).filter(({ context }) => context.missing_sources.length > 0);
    expect(blind.length).toBeGreaterThan(3);
    for (const { context } of blind) {
      const failed = context.sources.filter((source) => source.status === 'timed_out').map(({ source }) => source);
      expect(failed).toEqual(context.missing_sources);
    }
  });

  it('with late conversions show fewer on the newest days than there were', () => {
    for (const { context } of ofKind('conversion_lag')) {
      const days = context.campaign_metrics?.days ?? [];
      const rate = (some: typeof days) =>
        some.reduce((sum, day) => sum + day.conversions, 0) / some.reduce((sum, day) => sum + day.clicks, 0);
      expect(rate(days.slice(-2))).toBeLessThan(rate(days.slice(-21, -7)) * 0.75);
    }
  });
});

describe('the truth of a case', () => {
  it('is the value of every action: nothing earns nothing, and the best is the best of the list', () => {
    for (const { truth, value_of, case_id } of cases) {
      expect(truth.action_values.find(({ label }) => label === 'nothing')?.value, case_id).toBe(0);
      expect(truth.best.value).toBe(Math.max(...truth.action_values.map(({ value }) => value)));
      expect(value_of(truth.best.action), case_id).toBe(truth.best.value);
    }
  });

  it('values amounts between the listed ones between those', () => {
    const [pressed] = ofKind('auction_pressure');
    if (pressed === undefined) throw new Error('There is no such case.');
    const bid = (label: string) => pressed.truth.action_values.find((each) => each.label === label);
    const [five, ten] = [bid('bid +5 %'), bid('bid +10 %')];
    if (five?.action.kind !== 'set_bid' || ten?.action.kind !== 'set_bid') throw new Error('There is no such bid.');
    const between = Math.round((five.action.bid_amount_minor + ten.action.bid_amount_minor) / 2);
    const value = pressed.value_of({ ...five.action, bid_amount_minor: between });
    expect(value).toBeGreaterThanOrEqual(Math.min(five.value, ten.value));
    expect(value).toBeLessThanOrEqual(Math.max(five.value, ten.value));
  });

  it('calls nothing the right answer to chance, seasons, events, lag and too little data', () => {
    for (const kind of ['pure_noise', 'no_change', 'seasonality', 'external_event', 'conversion_lag'] as const) {
      for (const { truth } of ofKind(kind)) {
        expect(truth.abstention_is_right, kind).toBe(true);
        expect(truth.best.value / truth.horizon_spend, kind).toBeLessThan(0.08);
      }
    }
    for (const { truth } of ofKind('too_little_data')) expect(truth.accepted_causes).toEqual(['insufficient_data']);
  });

  it('has the remedy of the cause as the best action', () => {
    const best = (kind: (typeof caseKinds)[number]) => ofKind(kind).map(({ truth }) => truth.best.action.kind);
    expect(new Set(best('auction_pressure'))).toEqual(new Set(['set_bid']));
    expect(new Set(best('creative_fatigue'))).toEqual(new Set(['rotate_creative']));
    expect(new Set(best('poor_targeting'))).toEqual(new Set(['change_audiences']));
    expect(new Set(best('uneven_segments'))).toEqual(new Set(['reallocate_budget']));
    expect(new Set(best('budget_limited'))).toEqual(new Set(['set_daily_budget']));
    expect(new Set(best('tracking_break'))).toEqual(new Set(['pause']));
  });

  it('lets "not enough data" count where the decisive source is missing', () => {
    const all = generateCases({ seed: 'blind', count: 90, kinds: ['poor_targeting', 'uneven_segments'] });
    const blind = all.filter(({ context }) => context.missing_sources.includes('audience_analytics'));
    for (const { truth } of all)
      expect(truth.accepted_causes.includes('insufficient_data')).toBe(blind.some((each) => each.truth === truth));
  });
});
