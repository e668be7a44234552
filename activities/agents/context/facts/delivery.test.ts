import { describe, expect, it } from 'vitest';
import type { EntityState, InsightRow } from '../../../../contracts/ad-platform.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { createMemoryCache } from '../../../../tests/context/memory-cache.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { startDeadline } from '../collector/deadline.ts';
import { createDeliverySource, heldDay, type Part, sumsOf } from './delivery.ts';

const day = (date: string, more: Partial<InsightRow> = {}): InsightRow => ({
  ...{ entity_id: 'a1', date, hour: null, impressions: 1000, clicks: 20, spend_minor: 500, conversions: 1.5 },
  ...{ revenue_minor: 0, reach: 500, frequency: 2 },
  ...more,
});
const state: EntityState = {
  ...{ platform: 'meta_ads', account_id: 'act_1', entity_type: 'ad', entity_id: 'a1', name: 'Boots\u200b\n\u202enow' },
  ...{ parent_id: 's1', status: 'active', currency: 'USD', daily_budget_minor: null, lifetime_budget_minor: null },
  ...{ bid_amount_minor: null, bid_strategy: null, creative_id: 'c1', in_learning: null, content_digest: null },
  ...{ starts_at: null, ends_at: null, audience_expansion: null, read_at: '2026-11-21T12:00:00.000Z' },
  ...{ included_audience_ids: null, excluded_audience_ids: null },
};

/** The source before a platform that gives these days for one ad. */
function stage(days: readonly InsightRow[]) {
  const { timing } = createManualTiming();
  const asked: { readonly campaign_id: string; readonly since: string; readonly until: string }[] = [];
  const source = createDeliverySource({
    ...{ timing, cache: createMemoryCache().cache, log: { warn: () => undefined }, ttl_seconds: 300 },
    metrics: { cache: () => undefined, collected: () => undefined },
    platform: {
      readDelivery: async (_tenant, campaign_id, { since, until }) => {
        asked.push({ campaign_id, since, until });
        return { ads: [{ state, days, reach: { current: null, previous: null } }], ad_sets: [] };
      },
    },
  });
  const ask = (...about: Parameters<typeof subjectOf>) => source.ask(subjectOf(...about), startDeadline(timing, 4500));
  return { ask, asked };
}

describe('what the parts of a campaign delivered', () => {
  it('is read once for whoever asks, over the 45 days that end with the last full one', async () => {
    const { ask, asked } = stage([day('2026-11-20')]);
    await ask();
    await ask();
    expect(asked).toEqual([{ campaign_id: '100', since: '2026-10-07', until: '2026-11-20' }]);
  });

  it('is another answer for another campaign, another day, and another look at the past', async () => {
    const { ask, asked } = stage([day('2026-11-20')]);
    await ask();
    await ask({ campaign: { campaign_id: '200' } });
    await ask({ at: new Date('2026-11-22T00:30:00Z') });
    await ask({ live: false });
    await ask({ live: false, at: new Date('2026-11-21T13:00:00Z') });
    expect(asked).toHaveLength(5);
  });

  it('has its days oldest first and names without unseen characters', async () => {
    const { value } = await stage([day('2026-11-20'), day('2026-11-18'), day('2026-11-19')]).ask();
    expect(value.ads[0]?.days.map((each) => each.date)).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    expect(value.ads[0]).toMatchObject({ entity_id: 'a1', creative_id: 'c1', name: 'Boots now' });
  });

  it.each([{ impressions: -1 }, { clicks: 0.5 }, { spend_minor: -500 }, { conversions: -1 }])(
    'is refused where it cannot be: %j',
    async (wrong) => {
      await expect(stage([day('2026-11-20', wrong)]).ask()).rejects.toMatchObject({ code: 'SOURCE_ANSWER_INVALID' });
    },
  );
});

describe('the sums of a part', () => {
  const part: Part = {
    ...{ entity_id: 'a1', name: 'Ad', status: 'active', creative_id: null, daily_budget_minor: null },
    days: ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map((date) => heldDay(day(date))),
    reach: { current: null, previous: null },
  };

  it('count both ends and nothing outside', () => {
    const sums = sumsOf(part, '2026-11-18', '2026-11-19');
    expect(sums).toMatchObject({ impressions: 2000, clicks: 40, spend_minor: 1000, conversions: 3 });
    expect(sums.inside.map((each) => each.date)).toEqual(['2026-11-18', '2026-11-19']);
  });

  it('are nothing where there are no days', () => {
    expect(sumsOf(part, '2026-12-01', '2026-12-07')).toEqual({
      ...{ inside: [], impressions: 0, clicks: 0, spend_minor: 0, conversions: 0 },
      ...{ engagements: null, video_views: null, video_completions: null },
    });
  });

  it('of parts of a period make up the whole', () => {
    const whole = sumsOf(part, '2026-11-17', '2026-11-20');
    const [first, second] = [sumsOf(part, '2026-11-17', '2026-11-18'), sumsOf(part, '2026-11-19', '2026-11-20')];
    for (const name of ['impressions', 'clicks', 'spend_minor', 'conversions'] as const)
      expect(first[name] + second[name]).toBe(whole[name]);
  });
});
