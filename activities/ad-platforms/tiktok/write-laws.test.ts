import { assert, asyncProperty, constantFrom, integer, oneof, record } from 'fast-check';
import { expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { named } from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { createTiktokAdapter } from './index.ts';

const live = record({
  budget: constantFrom(0, 5, 12.34),
  budget_mode: constantFrom('BUDGET_MODE_DAY', 'BUDGET_MODE_TOTAL', 'BUDGET_MODE_INFINITE', 'NEW_MODE', null),
  bid_type: constantFrom('BID_TYPE_CUSTOM', 'BID_TYPE_NO_BID', null),
  billing_event: constantFrom('CPC', 'OCPM', 'NEW_EVENT', null),
  schedule_type: constantFrom('SCHEDULE_FROM_NOW', 'SCHEDULE_START_END', null),
  schedule_start_time: constantFrom('2026-11-01 08:00:00', null),
  schedule_end_time: constantFrom('2026-12-01 08:00:00', null),
  video_id: constantFrom('v1', null),
});
const write = record({
  reference: constantFrom(named.campaign, named.ad_set, named.ad),
  field: constantFrom(
    ...([
      'daily_budget_minor',
      'lifetime_budget_minor',
      'bid_amount_minor',
      'status',
      'creative_id',
      'starts_at',
    ] as const),
    ...(['ends_at', 'included_audience_ids', 'excluded_audience_ids', 'audience_expansion', 'content_digest'] as const),
  ),
  value: oneof(
    integer({ min: -5, max: 1_000_000 }),
    constantFrom('', 'active', 'paused', 'deleted', '7,8', '2026-12-24T00:00:00.000Z', 'garbage'),
  ),
});
/** What TikTok says to the write: yes, no, and everything between. */
const verdict = constantFrom(
  ...[
    { status: 200, text: '{"code":0,"data":{}}' },
    { status: 200, text: '{"code":40002,"message":"no"}' },
  ],
  ...[
    { status: 200, text: '{"code":50000,"message":"oops"}' },
    { status: 502, text: '<html>' },
    { status: 200, text: '' },
  ],
);

/** What each kind of list shows, whatever is asked for. */
const ids = { campaign_id: '1', adgroup_id: '2', ad_id: '3', image_id: '4' };

it('whatever is asked, shown and answered, a write is one request at most, and nothing but a coded error comes out', async () => {
  await assert(
    asyncProperty(live, write, verdict, async (state, request, { status, text }) => {
      const posts: string[] = [];
      const adapter = createTiktokAdapter({
        ...{ base_url: 'http://tiktok.example', api_version: 'v1.3', account_id: '9', currency: 'USD' },
        credential: { access_token: 't', refresh_token: null, expires_at: null },
        saveCredential: async () => undefined,
        fetch: async (_url, sent) => {
          if (sent?.method !== 'POST')
            return Response.json({ code: 0, data: { list: [{ ...ids, ...state }], page_info: { total_page: 1 } } });
          posts.push(String(sent.body));
          return new Response(text, { status });
        },
      });
      const outcome = await adapter.write({ ...request, request_id: 'r' }).then(
        () => 'written',
        (error: unknown) => (error instanceof CodedError ? error.code : `not coded: ${String(error)}`),
      );
      expect(posts.length).toBeLessThanOrEqual(1);
      if (outcome === 'written') expect([posts.length, text]).toEqual([1, '{"code":0,"data":{}}']);
      else expect(outcome).toMatch(/^PLATFORM_/);
      if (outcome === 'PLATFORM_OUTCOME_UNKNOWN') expect(posts).toHaveLength(1);
      for (const body of posts) expect(JSON.parse(body)).toMatchObject({ advertiser_id: '9' });
      if (!adapter.writable[request.reference.entity_type].includes(request.field)) expect(posts).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
