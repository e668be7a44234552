import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GoogleReplay, openGoogleReplay, stream } from '../../../tests/ad-platforms/google-replay.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const range = { since: '2026-11-01', until: '2026-11-02', grain: 'day' } as const;
const reference = { account_id: '1', entity_type: 'campaign', entity_id: '111' } as const;
const day = (date: string, metrics: object | null, hour?: number) => ({
  ...{ campaign: { id: '111' }, metrics },
  segments: { date, ...(hour === undefined ? {} : { hour }) },
});

describe('reading insights', () => {
  it('days come as numbers from every chunk; a metric without events is 0', async () => {
    const whole = {
      ...{
        impressions: '120034',
        clicks: '2101',
        costMicros: '412371234',
        conversions: 41.5,
        conversionsValue: 3690.5,
      },
      ...{ ctr: 0.0175, searchImpressionShare: 0.42, searchRankLostImpressionShare: 0.58 },
    };
    replay.server.answerWith(stream([day('2026-11-01', whole)], [day('2026-11-02', { impressions: '10' })]));
    expect(await replay.adapter().readInsights({ reference, ...range })).toEqual([
      {
        ...{ entity_id: '111', date: '2026-11-01', hour: null, impressions: 120_034, clicks: 2_101 },
        ...{ spend_minor: 41_237, conversions: 41.5, revenue_minor: 369_050, reach: null, frequency: null },
        // What was lost to nothing is left out by Google; what has no share at all is not known.
        ...{ impression_share: 0.42, impression_share_lost_budget: 0, impression_share_lost_rank: 0.58 },
        ...{ engagements: null, video_views: null, video_completions: null },
      },
      {
        ...{ entity_id: '111', date: '2026-11-02', hour: null, impressions: 10, clicks: 0 },
        ...{ spend_minor: 0, conversions: 0, revenue_minor: 0, reach: null, frequency: null },
        ...{ impression_share: null, impression_share_lost_budget: null, impression_share_lost_rank: null },
        ...{ engagements: null, video_views: null, video_completions: null },
      },
    ]);
  });
  it('hours come with their day', async () => {
    replay.server.answerWith(stream([day('2026-11-01', { costMicros: '17180000' }, 13), day('2026-11-01', null, 0)]));
    const rows = await replay.adapter().readInsights({ reference, ...range, grain: 'hour' });
    expect(rows.map((row) => [row.hour, row.spend_minor])).toEqual([
      [13, 1_718],
      [0, 0],
    ]);
    expect(replay.sent()[0]?.json.query).toContain(
      'SELECT campaign.id, segments.date, segments.hour, metrics.impressions',
    );
  });
  it.each([
    ['campaign', 'campaign.id', 'campaign'],
    ['ad_set', 'ad_group.id', 'ad_group'],
    ['ad', 'ad_group_ad.ad.id', 'ad_group_ad'],
  ] as const)('those of a %s are asked of its own resource', async (entity_type, column, from) => {
    replay.server.answerWith(stream());
    await replay.adapter().readInsights({ reference: { ...reference, entity_type }, ...range });
    const shares =
      from === 'campaign'
        ? ', metrics.search_impression_share, metrics.search_budget_lost_impression_share, metrics.search_rank_lost_impression_share'
        : '';
    expect(replay.sent()[0]?.json.query).toBe(
      `SELECT ${column}, segments.date, metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions, ` +
        `metrics.conversions_value, metrics.engagements, metrics.video_quartile_p100_rate${shares} FROM ${from} WHERE ${column} = 111 AND segments.date BETWEEN '2026-11-01' AND '2026-11-02' ` +
        'ORDER BY segments.date',
    );
  });
  it('a creative has none, and a date with quotes gets into no query', async () => {
    const adapter = replay.adapter();
    const creative = { ...reference, entity_type: 'creative', entity_id: 'mbi-0123456789abcdef' } as const;
    await expect(adapter.readInsights({ reference: creative, ...range })).rejects.toMatchObject({
      code: 'PLATFORM_CAPABILITY_MISSING',
    });
    await expect(adapter.readInsights({ reference, ...range, since: "2026' OR" })).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
    });
    expect(replay.sent()).toEqual([]);
  });
  it.each([
    ['a date that is none', day('20-11-2026', {})],
    ['an hour that does not exist', day('2026-11-01', {}, 24)],
    ['a count that is none', day('2026-11-01', { clicks: '1,234' })],
  ])('%s does not fit', async (_name, row) => {
    replay.server.answerWith(stream([row]));
    await expect(replay.adapter().readInsights({ reference, ...range })).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER_INVALID',
    });
  });
});
