import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { sourceReportSchema } from '../../../../contracts/reasoning/campaign-context.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { createMemoryCache } from '../../../../tests/context/memory-cache.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { type CollectorDefinition, createCollector, type Found } from './collector.ts';
import { createSource } from './source.ts';

const fetched_at = '2026-11-21T11:58:00.000Z';
const found = (data: unknown, more: Partial<Found<number[]>> = {}) => ({ data, fetched_at, ...more });
const schema = z.array(z.number().nonnegative());

/** A collector that finds what the test says, with everything that it tells about itself. */
function stage(more: Partial<CollectorDefinition<number[]>>) {
  const { timing, pass, settle } = createManualTiming();
  const { cache } = createMemoryCache();
  const [warned, noted, counted]: [object[], string[], string[]] = [[], [], []];
  const deps = {
    ...{ timing, deadline_ms: 4_500, cache },
    log: { warn: (fields: object, message: string) => void warned.push({ ...fields, message }) },
    metrics: {
      cache: () => undefined,
      collected: (name: string, status: string, from_cache: boolean, ms: number) =>
        void counted.push(`${name} ${status} ${from_cache} ${ms}`),
    },
    health: {
      succeeded: (_: string, name: string) => void noted.push(`${name} succeeded`),
      failed: (_: string, name: string, reason: string) => void noted.push(`${name} failed: ${reason}`),
      settled: async () => undefined,
    },
  };
  const collector = createCollector<number[]>(deps, {
    ...{ name: 'history', source: 'historical_patterns', schema, cache_ttl_seconds: 300, probe: async () => [] },
    collect: async () => ({ data: [1], fetched_at }),
    ...more,
  });
  return { collector, deps, pass, settle, warned, noted, counted };
}

describe('the report of a collection', () => {
  it('says the source, when, over which days and whether from the cache', async () => {
    const period = { start: '2026-11-14', end: '2026-11-20' };
    const { collector } = stage({ collect: async () => ({ data: [1, 2], fetched_at, from_cache: true, period }) });
    const { report, data } = await collector.collect(subjectOf());
    expect([sourceReportSchema.parse(report), data]).toEqual([
      {
        ...{ source: 'historical_patterns', status: 'collected', fetched_at, from_cache: true, is_stub: false },
        ...{ period_start: '2026-11-14', period_end: '2026-11-20', response_ms: 0, reason: null },
      },
      [1, 2],
    ]);
  });

  it.each([
    ['nothing found', found([]), { status: 'empty', fetched_at }],
    [
      'no data',
      found(null, { reason: 'Nothing was delivered.' }),
      { status: 'empty', reason: 'Nothing was delivered.' },
    ],
    ['a stub', found([1], { is_stub: true }), { status: 'collected', is_stub: true }],
    ['a part lacking', found([1], { reason: 'No segments.' }), { status: 'collected', reason: 'No segments.' }],
    ['no days', found([1], { period: null }), { period_start: null, period_end: null }],
    ['days unsaid', found([1]), { period_start: null, period_end: null, from_cache: false }],
  ])('of %s says so', async (_, answer, said) => {
    const read = z.object({ data: schema.nullable(), fetched_at: z.string() }).loose();
    const { collector, warned } = stage({ collect: async () => read.parse(answer) });
    expect((await collector.collect(subjectOf())).report).toMatchObject(said);
    expect(warned).toEqual([]);
  });

  it('of data that are not plausible is a failure with what is wrong, and the data go nowhere', async () => {
    const { collector, noted } = stage({ collect: async () => ({ data: [3, -1], fetched_at }) });
    const { report, data } = await collector.collect(subjectOf());
    expect([data, report.status, report.fetched_at, report.period_start]).toEqual([null, 'failed', null, null]);
    expect(report.reason).toMatch(/^SOURCE_ANSWER_INVALID: .*1: /);
    expect(noted).toEqual([expect.stringContaining('history failed: SOURCE_ANSWER_INVALID')]);
  });

  it('of a strange error tells no more than that something went wrong', async () => {
    const { collector, warned } = stage({ collect: () => Promise.reject(new Error('password=hunter2')) });
    const { report } = await collector.collect(subjectOf());
    expect(report.status).toBe('failed');
    expect(report.reason).not.toContain('hunter2');
    expect(warned).toHaveLength(1);
  });
});

describe('what is noted of a collection', () => {
  it.each([
    ['found', async () => ({ data: [1], fetched_at }), ['history succeeded'], 0],
    ['taken from the cache', async () => ({ data: [1], fetched_at, from_cache: true }), [], 0],
    ['not configured', () => Promise.reject(new CodedError('SOURCE_NOT_CONFIGURED', 'No key.')), [], 0],
    [
      'refused',
      () => Promise.reject(new CodedError('SOURCE_UNAVAILABLE', 'Gone.')),
      ['history failed: SOURCE_UNAVAILABLE: Gone.'],
      1,
    ],
  ] as const)('that was %s: only a true look counts for its health', async (_, collect, health, lines) => {
    const { collector, noted, warned, counted } = stage({ collect });
    await collector.collect(subjectOf());
    expect([noted, warned.length, counted.length]).toEqual([health, lines, 1]);
  });

  it('is how long it took, however it ended', async () => {
    const { collector, pass, counted } = stage({ collect: () => new Promise(() => undefined) });
    const asked = collector.collect(subjectOf());
    await pass(4_500);
    expect((await asked).report).toMatchObject({ status: 'timed_out', response_ms: 4_500 });
    expect(counted).toEqual(['history timed_out false 4500']);
  });

  it('after the third attempt in vain is one line with the error and the campaign, and the result is null', async () => {
    let attempts = 0;
    const outer = stage({});
    const source = createSource<number[]>(outer.deps, {
      ...{ name: 'history.cases', external: true, ttl_seconds: 300, stale_seconds: 0, schema },
      keyOf: async () => null,
      fetch: async () => {
        attempts += 1;
        throw new CodedError('SOURCE_UNAVAILABLE', `Gone, ${attempts}.`);
      },
    });
    const { collector, pass, warned } = { ...outer, collector: collecting(outer.deps, source) };
    const asked = collector.collect(subjectOf({ campaign: { campaign_id: '777' } }));
    await pass(2_000);
    expect([attempts, warned]).toEqual([2, []]);
    await pass(2_000);
    expect(await asked).toMatchObject({ data: null, report: { status: 'failed', response_ms: 4_000 } });
    expect([attempts, warned]).toEqual([
      3,
      [
        {
          ...{ collector: 'history', campaign_id: '777', reason: 'SOURCE_UNAVAILABLE: Gone, 3.' },
          ...{ error: expect.stringContaining('Gone, 3.'), message: 'collector_failed' },
        },
      ],
    ]);
  });
});

describe('the health check', () => {
  const check = (probe: CollectorDefinition<number[]>['probe']) => stage({ probe }).collector.health_check('tenant');
  it.each([
    [true, 'nothing is behind it', async () => []],
    [true, 'all parts answer', async () => [{ part: 'one', error: null }]],
    [
      false,
      'one of two is silent',
      async () => [
        { part: 'one', error: null },
        { part: 'two', error: 'Gone.' },
      ],
    ],
    [false, 'asking throws', () => Promise.reject(new Error('refused'))],
  ])('is %s when %s', async (healthy, _, probe) => {
    expect(await check(probe)).toBe(healthy);
  });
});

function collecting(deps: ReturnType<typeof stage>['deps'], source: ReturnType<typeof createSource<number[]>>) {
  return createCollector<number[]>(deps, {
    ...{ name: 'history', source: 'historical_patterns', schema, cache_ttl_seconds: 300, probe: async () => [] },
    collect: async (subject, deadline) => {
      const { value: data, ...how } = await source.ask(subject, deadline);
      return { data, ...how };
    },
  });
}
