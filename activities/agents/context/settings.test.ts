import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectorConfig } from '../../../contracts/config/index.ts';
import { startTextServer } from '../../../tests/context/text-server.ts';
import { analyticsSource, competitorSources, createTtlOf } from './settings.ts';

let server: Awaited<ReturnType<typeof startTextServer>>;
beforeAll(async () => {
  server = await startTextServer(() => ({ status: 403, text: '' }));
});
afterAll(() => server.stop());

const configOf = (settings: Record<string, string> = {}) => collectorConfig.parse(settings);
const ga4 = { GA4_PROPERTY_ID: '1', GA4_ACCESS_TOKEN: 'ga4-key' };
const mixpanel = { MIXPANEL_PROJECT_ID: '2', MIXPANEL_SERVICE_ACCOUNT: 'user:mixpanel-key' };
const amplitude = { AMPLITUDE_KEYS: 'key:amplitude-key' };

describe('how long an answer is good', () => {
  it('is one time for all collectors but those that have their own', () => {
    const ttlOf = createTtlOf(configOf({ MBI_COLLECTOR_CACHE_OVERRIDES: 'competitors=3600,history=0' }));
    expect(['competitors', 'history', 'calendar'].map(ttlOf)).toEqual([3600, 0, 300]);
    expect(createTtlOf(configOf({ MBI_COLLECTOR_CACHE_SECONDS: '60' }))('competitors')).toBe(60);
  });

  it.each([['competitors'], ['competitors=soon'], ['competitors=1,'], ['a=1;b=2']])(
    'is refused at the start when it is no such list: %s',
    (list) => {
      expect(collectorConfig.safeParse({ MBI_COLLECTOR_CACHE_OVERRIDES: list }).success).toBe(false);
    },
  );
});

describe('a source', () => {
  it('without its key is not asked at all', () => {
    expect(competitorSources(configOf(), fetch)).toEqual([]);
    expect(analyticsSource(configOf(), fetch)).toBeNull();
  });

  it.each([
    [{ SEMRUSH_API_KEY: 'k' }, ['semrush']],
    [{ SPYFU_API_KEY: 'k' }, ['spyfu']],
    [{ META_AD_LIBRARY_TOKEN: 'k' }, ['meta_ad_library']],
    [{ SEMRUSH_API_KEY: 'k', SPYFU_API_KEY: 'k', META_AD_LIBRARY_TOKEN: 'k' }, ['semrush', 'spyfu', 'meta_ad_library']],
  ])('is there with its key: %j', (keys, names) => {
    expect(competitorSources(configOf(keys), fetch).map((each) => each.name)).toEqual(names);
  });

  it('of web analytics needs every part of its access', () => {
    for (const part of [{ GA4_PROPERTY_ID: '1' }, { GA4_ACCESS_TOKEN: 'k' }, { MIXPANEL_PROJECT_ID: '2' }])
      expect(analyticsSource(configOf(part), fetch)).toBeNull();
  });

  it.each([
    [{ ...ga4, ...mixpanel, ...amplitude }, 'ga4'],
    [{ ...mixpanel, ...amplitude }, 'mixpanel'],
    [amplitude, 'amplitude'],
  ])('of web analytics is the first that is configured: %#', (keys, name) => {
    expect(analyticsSource(configOf(keys), fetch)?.name).toBe(name);
  });

  it('is asked where the settings say, and its refusal does not tell its key', async () => {
    const addresses = {
      ...{ SEMRUSH_BASE_URL: server.url, SPYFU_BASE_URL: server.url, META_AD_LIBRARY_BASE_URL: server.url },
      ...{ GA4_BASE_URL: server.url, MIXPANEL_BASE_URL: server.url, AMPLITUDE_BASE_URL: server.url },
    };
    const keys = { SEMRUSH_API_KEY: 'rival-key', SPYFU_API_KEY: 'rival-key', META_AD_LIBRARY_TOKEN: 'rival-key' };
    const rivals = competitorSources(configOf({ ...addresses, ...keys }), fetch);
    const analytics = [ga4, mixpanel, amplitude].flatMap(
      (each) => analyticsSource(configOf({ ...addresses, ...each }), fetch) ?? [],
    );
    const calls = [
      ...rivals.map(({ name, check }) => ({ name, call: check })),
      ...analytics.map(({ name, readConversions }) => ({
        name,
        call: () => readConversions({ campaign_name: 'Boots', since: '2026-11-01', until: '2026-11-07' }),
      })),
    ];
    expect(calls).toHaveLength(6);
    for (const { name, call } of calls) {
      const before = server.asked.length;
      const refused = await call().then(
        () => 'answered',
        (error: unknown) => error,
      );
      expect(server.asked.length, name).toBeGreaterThan(before);
      expect(refused, name).toMatchObject({ code: 'SOURCE_UNAVAILABLE', details: { status: 403 } });
      expect(`${refused}${JSON.stringify(refused)}`, name).not.toMatch(/-key/);
    }
    for (const each of analytics) expect([each.name, await each.health_check()]).toEqual([each.name, false]);
  });
});
