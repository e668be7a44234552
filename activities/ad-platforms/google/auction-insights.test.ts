import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adsFailure, type GoogleReplay, openGoogleReplay, stream } from '../../../tests/ad-platforms/google-replay.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const reference = { account_id: '1', entity_type: 'campaign', entity_id: '111' } as const;
const range = { reference, since: '2026-11-14', until: '2026-11-20' };
const rival = (domain: string, metrics: object | null = null) => ({
  ...{ campaign: { resourceName: 'customers/1/campaigns/111' }, metrics },
  segments: { auctionInsightDomain: domain },
});

describe('insights into auctions', () => {
  it('name every other advertiser with what is told of it, and not ourselves', async () => {
    const shares = {
      auctionInsightSearchImpressionShare: 0.31,
      auctionInsightSearchOverlapRate: 0.44,
      auctionInsightSearchPositionAboveRate: 0.2,
      auctionInsightSearchOutrankingShare: 0.6,
    };
    replay.server.answerWith(
      stream(
        [rival('You', { auctionInsightSearchImpressionShare: 0.5 })],
        [rival('a.example', shares), rival('b.example')],
      ),
    );
    expect(await replay.adapter().readAuctionInsights?.(range)).toEqual([
      {
        domain: 'a.example',
        impression_share: 0.31,
        overlap_rate: 0.44,
        position_above_rate: 0.2,
        outranking_share: 0.6,
      },
      {
        domain: 'b.example',
        impression_share: null,
        overlap_rate: null,
        position_above_rate: null,
        outranking_share: null,
      },
    ]);
    expect(replay.sent()[0]?.json.query).toBe(
      'SELECT segments.auction_insight_domain, metrics.auction_insight_search_impression_share, ' +
        'metrics.auction_insight_search_overlap_rate, metrics.auction_insight_search_position_above_rate, ' +
        'metrics.auction_insight_search_outranking_share FROM campaign ' +
        "WHERE campaign.id = 111 AND segments.date BETWEEN '2026-11-14' AND '2026-11-20'",
    );
  });

  it('are missing for an account that they are not open for, which costs no access', async () => {
    const errorCode = { authorizationError: 'METRIC_ACCESS_DENIED' };
    replay.server.answerWith(adsFailure(403, { errorCode, message: 'The developer does not have access.' }));
    await expect(replay.adapter().readAuctionInsights?.(range)).rejects.toMatchObject({
      code: 'PLATFORM_CAPABILITY_MISSING',
      details: { google_code: 'authorizationError.METRIC_ACCESS_DENIED', mend: expect.stringContaining('import') },
    });
  });

  it.each([{ entity_id: "1' OR 1" }, { entity_id: '' }])('get no foreign text into a query: %j', async (wrong) => {
    const adapter = replay.adapter();
    const asked = adapter.readAuctionInsights?.({ ...range, reference: { ...reference, ...wrong } });
    await expect(asked).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
    expect(replay.sent()).toEqual([]);
  });

  it('with a row that names nobody are an answer that cannot be understood', async () => {
    replay.server.answerWith(stream([rival('')]));
    await expect(replay.adapter().readAuctionInsights?.(range)).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER_INVALID',
    });
  });
});

describe('reach', () => {
  it.each([
    ['campaign', 'campaign.id', 'campaign', { campaign: { id: '111' } }, '111'],
    ['ad', 'ad_group_ad.ad.id', 'ad_group_ad', { adGroupAd: { ad: { id: '7' } } }, '7'],
  ] as const)('of a %s is asked over all the days together', async (by, column, from, row, entity_id) => {
    replay.server.answerWith(stream([{ ...row, metrics: { impressions: '9000', uniqueUsers: '3000' } }]));
    expect(await replay.adapter().readReach?.({ ...range, by })).toEqual([
      { entity_id, impressions: 9000, reach: 3000, frequency: 3 },
    ]);
    expect(replay.sent()[0]?.json.query).toBe(
      `SELECT ${column}, metrics.impressions, metrics.unique_users FROM ${from} ` +
        "WHERE campaign.id = 111 AND segments.date BETWEEN '2026-11-14' AND '2026-11-20'",
    );
  });

  it('is no row where Google counts no people, as in search', async () => {
    replay.server.answerWith(stream([{ campaign: { id: '111' }, metrics: { impressions: '9000' } }]));
    expect(await replay.adapter().readReach?.({ ...range, by: 'campaign' })).toEqual([]);
  });
});

describe('a video', () => {
  const day = (metrics: object) => ({ campaign: { id: '111' }, segments: { date: '2026-11-14' }, metrics });
  it.each([
    [{ impressions: '1000', videoQuartileP100Rate: 0.1234, engagements: '88' }, 1000, 123, 88],
    [{ impressions: '1000', videoQuartileP100Rate: 0 }, 1000, 0, null],
    [{ videoQuartileP100Rate: 0.5 }, 0, 0, null],
    [{ impressions: '1000' }, null, null, null],
  ])('of %j was begun %s times and watched to the end %s times', async (metrics, views, ends, engagements) => {
    replay.server.answerWith(stream([day(metrics)]));
    expect(await replay.adapter().readInsights({ ...range, grain: 'day' })).toMatchObject([
      { video_views: views, video_completions: ends, engagements },
    ]);
  });

  it.each([
    ['nothing lost', { searchImpressionShare: 1 }, 0, 0],
    ['lost to the budget', { searchImpressionShare: 0.7, searchBudgetLostImpressionShare: 0.3 }, 0.3, 0],
    ['told in tenths only', { searchImpressionShare: 0.0999, searchRankLostImpressionShare: 0.9001 }, 0, 0.9001],
    ['no search campaign', {}, null, null],
  ])('and the shares of a day: %s', async (_, metrics, budget, rank) => {
    replay.server.answerWith(stream([day(metrics)]));
    expect(await replay.adapter().readInsights({ ...range, grain: 'day' })).toMatchObject([
      { impression_share_lost_budget: budget, impression_share_lost_rank: rank },
    ]);
  });
});
