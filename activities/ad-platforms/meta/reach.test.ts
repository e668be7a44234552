import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { createMetaAdapter } from './index.ts';
import { insightFromWire } from './insights.ts';
import { insightWire } from './schemas.ts';

let server: ReplayServer;
let adapter: AdPlatformAdapter;
beforeEach(async () => {
  server = await startReplayServer();
  adapter = createMetaAdapter({
    ...{ base_url: server.url, api_version: 'v26.0', access_token: 't', account_id: 'act_1', currency: 'USD' },
  });
});
afterEach(() => server.stop());

const reference = { account_id: 'act_1', entity_type: 'campaign', entity_id: '12' } as const;
const span = { since: '2026-11-14', until: '2026-11-20' };
const answer = (...data: readonly object[]) => ({ body: { data, paging: {} } });

describe('reach of days together', () => {
  it.each([
    ['campaign', { campaign_id: '12', impressions: '9000', reach: '3000', frequency: '3.1' }, '12'],
    ['ad', { ad_id: '77', impressions: '9000', reach: '3000', frequency: '3.1' }, '77'],
  ] as const)('is Meta’s own figure, by %s and without splitting the days', async (by, row, entity_id) => {
    server.answerWith(answer(row));
    expect(await adapter.readReach?.({ reference, by, ...span })).toEqual([
      { entity_id, impressions: 9000, reach: 3000, frequency: 3.1 },
    ]);
    const [request] = server.received;
    expect(request?.path).toBe('/v26.0/12/insights');
    expect(request?.query).toMatchObject({ level: by, time_range: '{"since":"2026-11-14","until":"2026-11-20"}' });
    expect(request?.query).not.toHaveProperty('time_increment');
  });

  it('follows from impressions where no frequency is told, and is no row where nobody was reached', async () => {
    server.answerWith(
      answer(
        { ad_id: '1', impressions: '50', reach: '20' },
        { ad_id: '2', reach: '0' },
        { impressions: '5', reach: '5' },
      ),
    );
    expect(await adapter.readReach?.({ reference, by: 'ad', ...span })).toEqual([
      { entity_id: '1', impressions: 50, reach: 20, frequency: 2.5 },
    ]);
  });
});

describe('what was done with an ad', () => {
  const list = (action_type: string, value: string) => [{ action_type, value }];
  const told = (more: object) => {
    const { engagements, video_views, video_completions } = insightFromWire(
      insightWire.parse({ date_start: '2026-11-20', ...more }),
      '1',
      'USD',
    );
    return [engagements, video_views, video_completions];
  };
  const plays = { video_play_actions: list('video_view', '600') };
  it.each([
    ['nothing', {}, [null, null, null]],
    ['engagement alone', { actions: list('post_engagement', '88') }, [88, null, null]],
    ['other actions only', { actions: list('link_click', '88') }, [null, null, null]],
    ['plays and ends', { ...plays, video_p100_watched_actions: list('video_view', '150') }, [null, 600, 150]],
    ['plays that nobody ended', plays, [null, 600, 0]],
    ['an empty list of plays', { video_play_actions: [] }, [null, null, null]],
  ])('of which %s is told', (_, more, expected) => {
    expect(told(more)).toEqual(expected);
  });
});
