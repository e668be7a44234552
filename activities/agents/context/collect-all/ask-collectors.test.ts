import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collectorNames } from '../../../../contracts/collector.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import {
  type ContextSource,
  campaignContextSchema,
  type SourceReport,
} from '../../../../contracts/reasoning/campaign-context.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { buildContextOf } from '../build/build-context.ts';
import { createCollector } from '../collector/collector.ts';
import { type AskedCollectors, askCollectors } from './ask-collectors.ts';

type Name = keyof AskedCollectors;
const sourceOf: Readonly<Record<Name, ContextSource>> = {
  campaign_metrics: 'campaign_metrics',
  creatives: 'creative_metrics',
  competitors: 'competitor_signals',
  audience: 'audience_analytics',
  history: 'historical_patterns',
  calendar: 'calendar_events',
  experiments: 'experiments',
  site_health: 'site_health',
};
type Answer = { readonly report: SourceReport; readonly data: null };
const answerOf = (name: Name, status: SourceReport['status'] = 'empty'): Answer => ({
  data: null,
  report: {
    ...{ source: sourceOf[name], status, fetched_at: null, from_cache: false, is_stub: false, response_ms: 1 },
    ...{ period_start: null, period_end: null, reason: status === 'failed' ? 'SOURCE_UNAVAILABLE: Gone.' : null },
  },
});

/** Eight collectors that do what the test says. */
function collectors(collect: (name: Name) => Promise<Answer>): AskedCollectors {
  const one = (name: Name) => ({ collect: () => collect(name) });
  return {
    ...{ campaign_metrics: one('campaign_metrics'), creatives: one('creatives'), competitors: one('competitors') },
    ...{ audience: one('audience'), history: one('history'), calendar: one('calendar') },
    ...{ experiments: one('experiments'), site_health: one('site_health') },
  };
}
const subject = subjectOf();
const platformWord = { state: null, changes: null, platform_reasons: { state: null, changes: null } };
const contextOf = (parts: Awaited<ReturnType<typeof askCollectors>>) =>
  buildContextOf(subject.campaign, { ...parts, ...platformWord }, [], subject.at);

describe('asking the collectors', () => {
  it('has all eight under way before any has answered', async () => {
    const under_way: Name[] = [];
    const release: (() => void)[] = [];
    const asked = askCollectors(
      collectors((name) => {
        under_way.push(name);
        return new Promise((answer) => release.push(() => answer(answerOf(name))));
      }),
      subject,
    );
    expect(under_way.toSorted()).toEqual([...collectorNames].toSorted());
    for (const each of release) each();
    expect(Object.keys(await asked).toSorted()).toEqual([...collectorNames].toSorted());
  });

  it('puts each answer in its own place, in whatever order they come', async () => {
    const release = new Map<Name, () => void>();
    const asked = askCollectors(
      collectors((name) => new Promise((answer) => release.set(name, () => answer(answerOf(name))))),
      subject,
    );
    for (const name of [...release.keys()].toReversed()) release.get(name)?.();
    const parts = await asked;
    for (const name of collectorNames) expect(parts[name].report.source).toBe(sourceOf[name]);
  });

  it('with two that never answer takes less than five seconds, and the other six are there', async () => {
    const { timing, pass } = createManualTiming();
    const warned: object[] = [];
    const hung: ReadonlySet<Name> = new Set(['competitors', 'site_health']);
    const bounded = (name: Name) =>
      createCollector<null>(
        {
          ...{ timing, deadline_ms: 4500 },
          log: { warn: (fields, message) => void warned.push({ ...fields, message }) },
          metrics: { cache: () => undefined, collected: () => undefined },
          health: { succeeded: () => undefined, failed: () => undefined, settled: async () => undefined },
        },
        {
          ...{ name, source: sourceOf[name], schema: z.null(), cache_ttl_seconds: 300, probe: async () => [] },
          collect: () =>
            hung.has(name)
              ? new Promise<never>(() => undefined)
              : Promise.resolve({ data: null, fetched_at: subject.at.toISOString() }),
        },
      );
    let done_at: number | null = null;
    const asked = askCollectors(
      collectors(async (name) => ({ ...(await bounded(name).collect(subject)), data: null })),
      subject,
    ).then((parts) => {
      done_at = timing.elapsedMs();
      return parts;
    });
    await pass(4499);
    expect(done_at).toBeNull();
    await pass(1);
    const parts = await asked;
    expect(done_at).toBeLessThan(5000);
    for (const name of collectorNames) expect(parts[name].report.status).toBe(hung.has(name) ? 'timed_out' : 'empty');
    expect(warned).toHaveLength(2);
    expect(warned).toEqual(
      expect.arrayContaining(
        [...hung].map((collector) => ({
          ...{ collector, campaign_id: '100', message: 'collector_failed' },
          reason: 'COLLECTOR_TIMED_OUT: There was no answer within 4.5 s.',
          error: expect.stringContaining('There was no answer'),
        })),
      ),
    );
  });
});

describe('a failure', () => {
  it('is logged with the collector, the campaign and what went wrong, and gets into no data', async () => {
    const { timing } = createManualTiming();
    const warned: object[] = [];
    const collector = createCollector<null>(
      {
        ...{ timing, deadline_ms: 4500 },
        log: { warn: (fields, message) => void warned.push({ ...fields, message }) },
        metrics: { cache: () => undefined, collected: () => undefined },
        health: { succeeded: () => undefined, failed: () => undefined, settled: async () => undefined },
      },
      {
        ...{ name: 'history', source: 'historical_patterns', schema: z.null(), cache_ttl_seconds: 300 },
        probe: async () => [],
        collect: () => Promise.reject(new CodedError('SOURCE_UNAVAILABLE', 'Gone.')),
      },
    );
    expect(await collector.collect(subjectOf({ campaign: { campaign_id: '777' } }))).toMatchObject({ data: null });
    expect(warned).toEqual([
      {
        ...{ collector: 'history', campaign_id: '777', reason: 'SOURCE_UNAVAILABLE: Gone.' },
        ...{ error: expect.stringContaining('Gone.'), message: 'collector_failed' },
      },
    ]);
  });
});

describe('every subset of missing collectors', () => {
  const subsets = [...Array(256).keys()].map((bits) => collectorNames.filter((_, index) => (bits >> index) & 1));
  const missingOf = async (failing: readonly Name[]) => {
    const parts = await askCollectors(
      collectors(async (name) => answerOf(name, failing.includes(name) ? 'failed' : 'collected')),
      subject,
    );
    const context = contextOf(parts);
    expect(campaignContextSchema.parse(context)).toEqual(context);
    return context.missing_sources.filter((each) => !each.startsWith('platform_'));
  };

  it('is a legal context that names exactly what is missing', async () => {
    for (const failing of subsets)
      expect((await missingOf(failing)).toSorted()).toEqual(failing.map((name) => sourceOf[name]).toSorted());
  });

  it('never names less when one more is missing', async () => {
    for (const failing of subsets) {
      const named = await missingOf(failing);
      for (const more of collectorNames.filter((name) => !failing.includes(name))) {
        expect(await missingOf([...failing, more])).toEqual(expect.arrayContaining(named));
      }
    }
  });

  it.each(['timed_out', 'skipped', 'failed'] as const)('counts a collector that %s as missing', async (status) => {
    const parts = await askCollectors(
      collectors(async (name) => answerOf(name, name === 'audience' ? status : 'empty')),
      subject,
    );
    expect(contextOf(parts).missing_sources).toEqual(['audience_analytics', 'platform_state', 'platform_changes']);
  });
});
