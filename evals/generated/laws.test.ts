import { beforeAll, describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { rootCauseSchema, typedActionSchema } from '../../contracts/recommendation.ts';
import { generateCases } from './generate-cases.ts';
import { type CaseKind, caseKinds, type GeneratedCase } from './generated-case.ts';
import { splits } from './seeds.ts';

const seed = 'laws-of-the-tests';
let cases: readonly GeneratedCase[] = [];
beforeAll(() => {
  cases = generateCases({ seed, count: caseKinds.length });
});
const one = (kind: CaseKind): GeneratedCase => {
  const found = cases.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`There is no case of ${kind}.`);
  return found;
};
const plain = (each: GeneratedCase | undefined) => JSON.stringify([each?.case_id, each?.context, each?.truth]);

describe('a round of generated cases', () => {
  it('has every kind once, in the same order each round', () => {
    expect(cases.map(({ kind }) => kind)).toEqual([...caseKinds]);
    const next = generateCases({ seed, count: caseKinds.length + 1 }).at(-1);
    expect(next?.kind).toBe(caseKinds[0]);
    expect(next?.case_id).not.toBe(cases[0]?.case_id);
  });

  it('has an id for each case and a campaign for each case, of its own', () => {
    expect(new Set(cases.map(({ case_id }) => case_id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ context }) => context.campaign_id)).size).toBe(cases.length);
  });

  it.each([0, 1, 2])('is the same for the same seed, to the letter (case %d)', (place) => {
    expect(plain(generateCases({ seed, count: 3 })[place])).toBe(plain(cases[place]));
  });

  it.each(['laws-of-the-test', 'LAWS-OF-THE-TESTS', `${seed} `, ''])('is another for the seed "%s"', (other) => {
    const [first] = generateCases({ seed: other, count: 1 });
    expect(JSON.stringify(first?.context)).not.toBe(JSON.stringify(cases[0]?.context));
    expect(JSON.stringify(first?.truth)).not.toBe(JSON.stringify(cases[0]?.truth));
  });

  it.each(['mixed', 'pure_noise', 'too_little_data'] as const)('gives %s alone where only that is wanted', (kind) => {
    const alone = generateCases({ seed, count: caseKinds.length, kinds: [kind] });
    expect(alone.map(plain)).toEqual([plain(one(kind))]);
  });

  it('is empty where none or nothing is wanted', () => {
    expect(generateCases({ seed, count: 0 })).toEqual([]);
    expect(generateCases({ seed, count: caseKinds.length, kinds: [] })).toEqual([]);
  });

  it('has whole rounds in both splits, so that every kind weighs the same', () => {
    for (const { count } of Object.values(splits)) expect(count % caseKinds.length).toBe(0);
  });
});

describe.each(caseKinds)('a case of %s', (kind) => {
  it('is a context as the contract has it, unchanged by being written and read', () => {
    const { context } = one(kind);
    const read = campaignContextSchema.safeParse(JSON.parse(JSON.stringify(context)));
    expect(read.error).toBeUndefined();
    expect(read.data).toEqual(context);
  });

  it('has true causes that the contract knows, and accepts one of them', () => {
    const { truth } = one(kind);
    for (const cause of [...truth.causes, ...truth.accepted_causes])
      expect(rootCauseSchema.safeParse(cause).success).toBe(true);
    expect(truth.accepted_causes.length).toBeGreaterThan(0);
    expect(new Set(truth.accepted_causes).size).toBe(truth.accepted_causes.length);
  });

  it('has a best action that nothing beats, and doing nothing never costs', () => {
    const { truth, value_of } = one(kind);
    for (const { action, value, label } of truth.action_values) {
      expect(value, label).toBeLessThanOrEqual(truth.best.value);
      expect(typedActionSchema.safeParse(action).success, label).toBe(true);
    }
    expect(truth.action_values).toContainEqual(truth.best);
    expect(truth.best.value).toBeGreaterThanOrEqual(0);
    expect(value_of({ kind: 'none', recheck_after_hours: 24 })).toBe(0);
  });

  it('values every listed action as it is listed, in amounts of its currency', () => {
    const { truth, value_of, context } = one(kind);
    expect(truth.horizon_spend).toBeGreaterThan(0);
    expect(truth.horizon_days).toBe(14);
    for (const { action, value, label } of [truth.best, ...truth.action_values.slice(0, 3)]) {
      expect(value_of(action), label).toBe(value);
      if (context.currency === 'JPY') expect(Number.isInteger(value), label).toBe(true);
    }
  });

  it('names its cause in no id, name, keyword or signal that a reader sees', () => {
    const { context } = one(kind);
    const { historical_patterns: _, ...seen } = context;
    const read = textsOf(seen).join('\n').toLowerCase();
    const told = [...caseKinds, ...caseKinds.map((name) => name.replaceAll('_', ' ')), seed];
    expect(told.filter((secret) => read.includes(secret))).toEqual([]);
  });

  it('tells when it was seen, and shows no day that had not ended by then', () => {
    const { context } = one(kind);
    // A day may end at the campaign's own midnight, up to 14 hours before that of UTC.
    const latest = new Date(Date.parse(context.at ?? '') + 14 * 3_600_000).toISOString().slice(0, 10);
    const days = context.campaign_metrics?.days ?? [];
    for (const { dt } of days) expect(dt < latest).toBe(true);
    expect(days.map(({ dt }) => dt)).toEqual(days.map(({ dt }) => dt).toSorted());
    expect(new Set(days.map(({ dt }) => dt)).size).toBe(days.length);
  });

  it('counts no more of the rarer thing than of the commoner one', () => {
    const days = one(kind).context.campaign_metrics?.days ?? [];
    expect(days.filter(({ clicks, impressions }) => clicks > impressions)).toEqual([]);
    expect(days.filter((day) => Math.min(day.impressions, day.clicks, day.conversions, day.spend) < 0)).toEqual([]);
  });

  it('reports on each source once, and what failed says why and has no time', () => {
    const { context } = one(kind);
    const names = context.sources.map(({ source }) => source);
    expect(new Set(names).size).toBe(names.length);
    for (const report of context.sources) {
      const failed = context.missing_sources.includes(report.source);
      expect([report.source, report.fetched_at === null, report.reason !== null]).toEqual([
        ...[report.source, failed, failed],
      ]);
    }
  });

  it('may be answered within the limits that it states: running ads, spare creatives, positive amounts', () => {
    const { constraints, campaign_id } = one(kind).context;
    expect(constraints?.running_creatives.length).toBeGreaterThan(0);
    expect(constraints?.spare_creatives.length).toBeGreaterThan(0);
    for (const amount of [constraints?.current_bid, constraints?.daily_budget, constraints?.target_cpa])
      expect(amount).toBeGreaterThan(0);
    for (const { action } of one(kind).truth.action_values)
      if ('campaign_id' in action) expect(action.campaign_id).toBe(campaign_id);
  });
});

describe('what a kind means', () => {
  const causesOf = (kind: CaseKind) => one(kind).truth.causes;
  const plainKinds = caseKinds.filter((kind) => !['mixed', 'pure_noise', 'too_little_data'].includes(kind));

  it.each(plainKinds)('%s is played by the market as its one cause', (kind) => {
    expect(causesOf(kind)).toEqual([kind]);
  });

  it('two causes are at work when mixed, and none but chance otherwise', () => {
    expect(new Set(causesOf('mixed')).size).toBe(2);
    for (const kind of ['pure_noise', 'too_little_data'] as const) expect(causesOf(kind)).toEqual(['no_change']);
  });

  it('too little data is a few days at most, and every other kind brings five weeks', () => {
    for (const { kind, context } of cases) {
      const days = context.campaign_metrics?.days.length ?? 0;
      if (kind === 'too_little_data') expect(days).toBeLessThanOrEqual(3);
      else expect(days, kind).toBe(35);
    }
  });

  it.each(['no_change', 'pure_noise', 'too_little_data', 'seasonality', 'external_event', 'conversion_lag'] as const)(
    '%s asks for nothing to be done',
    (kind) => {
      expect(one(kind).truth.abstention_is_right).toBe(true);
    },
  );

  it.each(['tracking_break', 'creative_fatigue', 'budget_limited'] as const)('%s asks for something', (kind) => {
    const { truth } = one(kind);
    expect(truth.best.value).toBeGreaterThan(0.01 * truth.horizon_spend);
    expect(truth.best.action.kind).not.toBe('none');
  });

  it('a broken measurement must be named before anything that is read from it', () => {
    expect(one('tracking_break').truth.accepted_causes).toEqual(['tracking_break']);
  });
});

/** Every text in a value, without the names of its fields. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
