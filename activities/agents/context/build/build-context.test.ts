import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { campaignContextSchema, contextSources } from '../../../../contracts/reasoning/campaign-context.ts';
import { calendarEventSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { type CollectorDefinition, createCollector } from '../collector/collector.ts';
import { decideHealth } from '../collector/health-decision.ts';
import { outsideText } from '../collector/outside-text.ts';
import { buildContextOf, type ContextParts } from './build-context.ts';

const nothing: ContextParts = {
  ...{ campaign_metrics: null, creatives: null, competitors: null, audience: null, history: null, calendar: null },
  ...{ experiments: null, site_health: null, state: null, changes: null },
};
const { campaign, at } = subjectOf();
type Event = z.infer<typeof calendarEventSchema>;

/** A collector of events that does what the test says, and what it noted of its health. */
function stage(collect: CollectorDefinition<Event[]>['collect']) {
  const { timing, pass } = createManualTiming();
  const noted: string[] = [];
  const collector = createCollector<Event[]>(
    {
      ...{ timing, deadline_ms: 4500, log: { warn: () => undefined } },
      metrics: { cache: () => undefined, collected: (name, status) => void noted.push(`${name} ${status}`) },
      health: {
        succeeded: () => void noted.push('succeeded'),
        failed: (_, __, reason) => void noted.push(`failed ${reason.split(':')[0]}`),
        settled: async () => undefined,
      },
    },
    {
      ...{ name: 'calendar', source: 'calendar_events', schema: z.array(calendarEventSchema), cache_ttl_seconds: 300 },
      collect,
      probe: async () => [{ part: 'a', error: null }],
    },
  );
  return { collector, noted, pass };
}
const found = (data: Event[]) => async () => ({ data, fetched_at: at.toISOString() });
const event: Event = {
  ...{ name: 'Sale', kind: 'sale', starts_on: '2026-11-20', ends_on: '2026-11-20', expected_cpa_change_pct: null },
  source: 'person',
};

describe('a collector', () => {
  it.each([
    [
      'a text that is thrown',
      () => Promise.reject(new Error('password=hunter2 at db.ts:1')),
      'failed',
      'SOURCE_UNAVAILABLE: The source failed unexpectedly.',
    ],
    [
      'a known fault',
      () => Promise.reject(new CodedError('SOURCE_UNAVAILABLE', 'Gone.')),
      'failed',
      'SOURCE_UNAVAILABLE: Gone.',
    ],
    [
      'a hung source',
      () => new Promise<never>(() => undefined),
      'timed_out',
      'COLLECTOR_TIMED_OUT: There was no answer within 4.5 s.',
    ],
    [
      'nothing to ask',
      () => Promise.reject(new CodedError('SOURCE_NOT_CONFIGURED', 'No key.')),
      'skipped',
      'SOURCE_NOT_CONFIGURED: No key.',
    ],
    [
      'impossible data',
      found([{ ...event, starts_on: 'soon' }]),
      'failed',
      'SOURCE_ANSWER_INVALID: What was collected is not plausible',
    ],
  ] as const)('with %s reports it and never gives it as data', async (_, collect, status, reason) => {
    const { collector, noted, pass } = stage(collect);
    const asked = collector.collect(subjectOf());
    await pass(4500);
    const { report, data } = await asked;
    expect([data, report.status, report.reason]).toEqual([null, status, expect.stringContaining(reason)]);
    expect(JSON.stringify(report)).not.toContain('hunter2');
    expect(noted.toSorted()).toEqual(
      status === 'skipped' ? ['calendar skipped'] : [`calendar ${status}`, expect.stringMatching(/^failed /)],
    );
  });

  it('tells nothing apart from nobody: an empty answer is an answer', async () => {
    const { collector, noted } = stage(found([]));
    expect(await collector.collect(subjectOf())).toMatchObject({ data: [], report: { status: 'empty', reason: null } });
    expect([noted, await collector.health_check('t')]).toEqual([['calendar empty', 'succeeded'], true]);
  });
});

describe('how a collector stands', () => {
  const ok = { part: 'a', error: null };
  const bad = { part: 'b', error: 'no' };
  it.each([
    [[ok], 10, [], 'healthy'],
    [[ok], 3001, [], 'degraded'],
    [[ok], 10, [true, true, true, true, false], 'degraded'],
    [[ok], 10, [true, true, true, true, true, false], 'healthy'],
    [[ok, bad], 10, [], 'degraded'],
    [[bad], 10, [true], 'down'],
  ] as const)('after %j in %d ms with the calls %j is %s', (probed, response_ms, recent, status) => {
    expect(decideHealth({ probed, response_ms, recent })).toBe(status);
  });
});

describe('the context', () => {
  it('names every source once and whatever is missing, for any subset that fails', async () => {
    const calendar = await stage(found([event])).collector.collect(subjectOf());
    for (let subset = 0; subset < 2; subset += 1) {
      const context = buildContextOf(campaign, { ...nothing, calendar: subset === 0 ? null : calendar }, [], at);
      expect(campaignContextSchema.parse(context)).toEqual(context);
      expect(context.sources.map((each) => each.source)).toEqual(contextSources);
      expect(context.missing_sources.includes('calendar_events')).toBe(subset === 0);
      expect(context.calendar_events).toEqual(subset === 0 ? [] : [event]);
      expect(context.campaign_metrics).toBeNull();
    }
  });

  it('falls back to our own record where the platform did not answer', () => {
    const context = buildContextOf(
      { ...campaign, daily_budget_minor: 12_345, target_cpa_minor: 4500 },
      nothing,
      [],
      at,
    );
    expect(context.constraints).toMatchObject({
      daily_budget: 123.45,
      target_cpa: 45,
      current_bid: null,
      status: 'active',
    });
  });
});

describe('text from outside', () => {
  it.each([
    ['Boots\u200B\u202E\u2066 now', 'Boots now'],
    ['a\u{E0049}\u{E0067}b', 'ab'],
    ['line\nbreak\u2028two', 'line break two'],
    ['x\u0000\u001B[31my', 'x [31my'],
    ['\uFE0F\u{E0100}ok\u3164', 'ok'],
    ['日本語 – ok', '日本語 – ok'],
  ])('%j is %j', (text, clean) => expect(outsideText(text)).toBe(clean));

  it('is no longer than asked', () => {
    expect(outsideText('x'.repeat(10_000_000), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});
