import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { createMetaAdapter } from './index.ts';

function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}

const campaign: EntityReference = { account_id: 'act_1', entity_type: 'campaign', entity_id: '120211000000000001' };

let server: ReplayServer;
let adapter: AdPlatformAdapter;
let first: number;

beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  first = server.received.length;
  adapter = createMetaAdapter({
    base_url: `${server.url}/`,
    api_version: 'v26.0',
    access_token: 'a-token',
    account_id: 'act_1',
    currency: 'USD',
    application_id: '777',
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
});
const sent = () => server.received.slice(first);

describe('reading insights', () => {
  const range = { reference: campaign, since: '2026-11-01', until: '2026-11-02' };
  it('days come as numbers; overlapping action types are counted once', async () => {
    server.answerWith({ body: recorded('insights-daily') });
    expect(await adapter.readInsights({ ...range, grain: 'day' })).toEqual([
      {
        entity_id: '120211000000000001',
        date: '2026-11-01',
        hour: null,
        impressions: 120_034,
        clicks: 2101,
        spend_minor: 41_237,
        conversions: 41,
        revenue_minor: 369_050,
        reach: 80_011,
        frequency: 1.500218,
        ...{ engagements: null, video_views: null, video_completions: null },
      },
      expect.objectContaining({ date: '2026-11-02', impressions: 10, clicks: 0, conversions: 0, reach: null }),
    ]);
    expect(sent()[0]?.query).toMatchObject({
      level: 'campaign',
      time_range: '{"since":"2026-11-01","until":"2026-11-02"}',
      time_increment: '1',
    });
  });
  it('hours come by the advertiser’s time zone and without reach', async () => {
    server.answerWith({ body: recorded('insights-hourly') });
    const [row] = await adapter.readInsights({ ...range, grain: 'hour' });
    expect(row).toMatchObject({ date: '2026-11-01', hour: 13, spend_minor: 1718, reach: null, frequency: null });
    expect(sent()[0]?.query.breakdowns).toBe('hourly_stats_aggregated_by_advertiser_time_zone');
    expect(sent()[0]?.query.fields).not.toContain('reach');
  });
});

describe('reading the change history', () => {
  it('events come in our terms, and only our app’s are ours', async () => {
    server.answerWith({ body: recorded('activities') });
    const found = await adapter.readChanges({ reference: campaign, since: '2026-11-20' });
    expect(found.map((each) => [each.field, each.before, each.after, each.ours])).toEqual([
      ['daily_budget_minor', 40_000, 46_000, false],
      ['bid_amount_minor', 250, 288, true],
      ['status', 'active', 'paused', false],
      ['other', null, null, false],
    ]);
    expect(found[0]).toMatchObject({ at: '2026-11-20T09:14:02.000Z', actor: 'A person' });
    expect(sent()[0]?.query).toMatchObject({ oid: '120211000000000001', add_children: 'true', since: '2026-11-20' });
  });
});
