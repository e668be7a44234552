import { assert, integer, property } from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import { openLinkedIn, type ReplayedLinkedIn, recorded } from '../../../tests/ad-platforms/linkedin-on-replay.ts';
import { analyticsFields, insightFromWire, stretches } from './insights.ts';
import { analyticsWire } from './schemas.ts';

const campaign: EntityReference = { account_id: '504004001', entity_type: 'ad_set', entity_id: '338763756' };

let linkedin: ReplayedLinkedIn;
let adapter: AdPlatformAdapter;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
beforeEach(() => {
  adapter = linkedin.adapterWith();
});
const days = (since: string, until: string) => ({ reference: campaign, since, until, grain: 'day' }) as const;

describe('reading insights', () => {
  it('days come sorted and in our terms; a day of nothing is a day of zeros', async () => {
    linkedin.answerWith({ body: recorded('analytics') });
    expect(await adapter.readInsights(days('2026-11-01', '2026-11-02'))).toEqual([
      {
        entity_id: '338763756',
        date: '2026-11-01',
        hour: null,
        impressions: 120_034,
        clicks: 2_101,
        spend_minor: 41_237,
        conversions: 41,
        revenue_minor: 369_050,
        reach: 80_011,
        frequency: 120_034 / 80_011,
        ...{ engagements: null, video_views: null, video_completions: null },
      },
      {
        ...{ entity_id: '338763756', date: '2026-11-02', hour: null, impressions: 0, clicks: 0, spend_minor: 0 },
        ...{ conversions: 0, revenue_minor: 0, reach: null, frequency: null },
        ...{ engagements: null, video_views: null, video_completions: null },
      },
    ]);
  });
  it.each([
    ['campaign', 'CAMPAIGN_GROUP', 'campaignGroups=List(urn%3Ali%3AsponsoredCampaignGroup%3A7)'],
    ['ad_set', 'CAMPAIGN', 'campaigns=List(urn%3Ali%3AsponsoredCampaign%3A7)'],
    ['ad', 'CREATIVE', 'creatives=List(urn%3Ali%3AsponsoredCreative%3A7)'],
  ] as const)('of a %s are pivoted by %s', async (entity_type, pivot, of) => {
    linkedin.answerWith({ body: { elements: [] } });
    const reference = { ...campaign, entity_type, entity_id: '7' };
    await adapter.readInsights({ reference, since: '2026-11-01', until: '2026-11-07', grain: 'day' });
    expect(linkedin.sent()[0]?.target).toBe(
      `/rest/adAnalytics?q=analytics&pivot=${pivot}&timeGranularity=DAILY` +
        '&dateRange=(start:(year:2026,month:11,day:1),end:(year:2026,month:11,day:7))' +
        `&${of}&fields=${analyticsFields.join(',')}`,
    );
  });
  it('no more fields are asked for than one answer may have', () => {
    expect(analyticsFields.length).toBeLessThanOrEqual(20);
    expect(new Set(analyticsFields).size).toBe(analyticsFields.length);
  });
  it('a long time is asked for in stretches, because there are no pages', async () => {
    linkedin.answerWith({ body: { elements: [] } }, { body: { elements: [] } });
    await adapter.readInsights(days('2026-06-01', '2026-11-20'));
    expect(linkedin.sent().map((request) => request.query.dateRange)).toEqual([
      '(start:(year:2026,month:6,day:1),end:(year:2026,month:8,day:31))',
      '(start:(year:2026,month:9,day:1),end:(year:2026,month:11,day:20))',
    ]);
  });
  it('hours and creatives are not reported, and nothing is asked', async () => {
    const missing = { code: 'PLATFORM_CAPABILITY_MISSING' };
    const hourly = { ...days('2026-11-01', '2026-11-01'), grain: 'hour' } as const;
    await expect(adapter.readInsights(hourly)).rejects.toMatchObject(missing);
    const made = { ...campaign, entity_type: 'creative', entity_id: 'mbi-0123456789abcdef' } as const;
    const asked = adapter.readInsights({ ...days('2026-11-01', '2026-11-01'), reference: made });
    await expect(asked).rejects.toMatchObject(missing);
    expect(linkedin.sent()).toEqual([]);
  });
});

describe('stretches of days', () => {
  it('hold every day once, whatever their length', () => {
    assert(
      property(integer({ min: 0, max: 400 }), integer({ min: 1, max: 92 }), (length, most) => {
        const day = (offset: number) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
        const found = stretches(day(0), day(length), most);
        const all = found.flatMap(([start, end]) => {
          const count = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
          expect(count).toBeLessThanOrEqual(most);
          return Array.from({ length: count }, (_, index) =>
            day((Date.parse(start) - Date.UTC(2026, 0, 1)) / 86_400_000 + index),
          );
        });
        expect(all).toEqual(Array.from({ length: length + 1 }, (_, index) => day(index)));
      }),
      { numRuns: 50 },
    );
  });
  it('of a time that ends before it begins are none', () => {
    expect(stretches('2026-11-02', '2026-11-01', 92)).toEqual([]);
  });
});

describe('a row of adAnalytics', () => {
  const dateRange = { start: { year: 2026, month: 3, day: 9 } };
  const row = (wire: object) => insightFromWire(analyticsWire.parse({ dateRange, ...wire }), '1', 'EUR');

  it('counts leads of LinkedIn’s forms beside conversions on the site', () => {
    expect(row({ oneClickLeads: 2 }).conversions).toBe(2);
    expect(row({ oneClickLeads: 2, externalWebsiteConversions: '3' }).conversions).toBe(5);
  });
  it('has no frequency where nobody was reached', () => {
    expect(row({ impressions: 5, approximateMemberReach: 0 })).toMatchObject({ reach: 0, frequency: null });
  });
  it('has a date of two digits each', () => {
    expect(row({}).date).toBe('2026-03-09');
  });
  it.each([[{ impressions: 'many' }], [{ costInLocalCurrency: '' }], [{ dateRange: {} }]])(
    'is refused with %j',
    (wire) => {
      expect(analyticsWire.safeParse({ dateRange, ...wire }).success).toBe(false);
    },
  );
});
