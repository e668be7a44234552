import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, encoded, paths, startLinkedin } from './test-account.ts';

let linkedin: Awaited<ReturnType<typeof startLinkedin>>;
beforeAll(async () => {
  linkedin = await startLinkedin();
  await linkedin.begin({ included_audience_ids: ['777'], ends_at: '2026-12-31T00:00:00.000Z' });
});
afterAll(() => linkedin.stop());

const urn = (kind: string, id: string) => `urn:li:${kind}:${id}`;
const campaignShape = {
  id: 9002,
  account: urn('sponsoredAccount', account.external_id),
  campaignGroup: urn('sponsoredCampaignGroup', '9001'),
  name: 'Test – ad set',
  status: 'ACTIVE',
  type: 'SPONSORED_UPDATES',
  dailyBudget: { amount: '400.00', currencyCode: 'USD' },
  unitCost: { amount: '2.50', currencyCode: 'USD' },
  locale: { country: 'US', language: 'en' },
  audienceExpansionEnabled: false,
  politicalIntent: 'NOT_POLITICAL',
  runSchedule: { start: expect.any(Number), end: Date.parse('2026-12-31T00:00:00.000Z') },
  targetingCriteria: {
    include: {
      and: expect.arrayContaining([
        { or: { 'urn:li:adTargetingFacet:audienceMatchingSegments': [urn('adSegment', '777')] } },
      ]),
    },
  },
  servingStatuses: ['RUNNABLE'],
};

describe('the account', () => {
  it('is found by its status, and read by its id', async () => {
    const found = await linkedin.get('/rest/adAccounts?q=search&search=(status:(values:List(ACTIVE)))');
    const shape = {
      id: 512000001,
      name: 'Test account',
      currency: 'USD',
      status: 'ACTIVE',
      reference: 'urn:li:organization:512000001',
    };
    expect(found).toMatchObject({ status: 200, body: { elements: [shape], metadata: {} } });
    expect((await linkedin.get(paths.base)).body).toMatchObject(shape);
    const none = await linkedin.get('/rest/adAccounts?q=search&search=(status:(values:List(CANCELED)))');
    expect(none.body).toEqual({ elements: [], metadata: {} });
  });
});

describe('groups, campaigns and creatives', () => {
  it('are found as the page shows it', async () => {
    const campaigns = `${paths.base}/adCampaigns?q=search&search=(status:(values:List(ACTIVE,PAUSED,DRAFT)))`;
    expect((await linkedin.get(campaigns)).body).toMatchObject({ elements: [campaignShape], metadata: {} });
    const groups = await linkedin.get(`${paths.base}/adCampaignGroups?q=search`);
    expect(groups.body).toMatchObject({ elements: [{ id: 9001, name: 'Test', status: 'ACTIVE', runSchedule: {} }] });
    const creatives = await linkedin.find(
      `${paths.base}/creatives?q=criteria&campaigns=List(${encoded('sponsoredCampaign', '9002')})&sortOrder=ASCENDING`,
    );
    expect(creatives.body).toMatchObject({
      elements: [
        {
          id: urn('sponsoredCreative', '9003'),
          campaign: urn('sponsoredCampaign', '9002'),
          content: { reference: urn('share', '9005') },
          intendedStatus: 'ACTIVE',
          isServing: true,
          servingHoldReasons: [],
          review: { status: 'APPROVED' },
          name: 'first',
        },
        { id: urn('sponsoredCreative', '9004') },
      ],
    });
  });

  it('are read one by one', async () => {
    expect((await linkedin.get(paths.campaign)).body).toMatchObject(campaignShape);
    expect((await linkedin.get(paths.group)).body).toMatchObject({ id: 9001, servingStatuses: ['RUNNABLE'] });
    expect((await linkedin.get(paths.creative)).body).toMatchObject({ id: urn('sponsoredCreative', '9003') });
  });

  it('are narrowed by each criterion', async () => {
    const count = async (path: string) => {
      const { body } = await linkedin.find(`${paths.base}/${path}`);
      return typeof body === 'object' && body !== null && 'elements' in body && Array.isArray(body.elements)
        ? body.elements.length
        : body;
    };
    const within = (id: string) => `search=(campaignGroup:(values:List(${encoded('sponsoredCampaignGroup', id)})))`;
    expect(await count(`adCampaigns?q=search&${within('9001')}`)).toBe(1);
    expect(await count(`adCampaigns?q=search&${within('4444')}`)).toBe(0);
    expect(await count(`adCampaigns?q=search&search=(id:(values:List(${encoded('sponsoredCampaign', '9002')})))`)).toBe(
      1,
    );
    expect(await count(`creatives?q=criteria&campaigns=List(${encoded('sponsoredCampaign', '1')})`)).toBe(0);
    expect(await count(`creatives?q=criteria&creatives=List(${encoded('sponsoredCreative', '9004')})`)).toBe(1);
    expect(await count('creatives?q=criteria&intendedStatuses=List(PAUSED)')).toBe(0);
  });

  it('come in pages by token, and the last page names no further one', async () => {
    const first = await linkedin.find(`${paths.base}/creatives?q=criteria&pageSize=1`);
    expect(first.body).toMatchObject({
      elements: [{ id: urn('sponsoredCreative', '9003') }],
      metadata: { nextPageToken: expect.any(String) },
    });
    const token = /"nextPageToken":"([^"]+)"/.exec(JSON.stringify(first.body))?.[1];
    const second = await linkedin.find(`${paths.base}/creatives?q=criteria&pageSize=1&pageToken=${token}`);
    expect(second.body).toMatchObject({ elements: [{ id: urn('sponsoredCreative', '9004') }], metadata: {} });
    for (const wrong of ['pageSize=101', 'pageSize=0', 'pageSize=x', 'pageToken=made-up']) {
      expect((await linkedin.find(`${paths.base}/creatives?q=criteria&${wrong}`)).status).toBe(400);
    }
    expect((await linkedin.get(`${paths.base}/adCampaigns?q=search&pageSize=1000`)).status).toBe(200);
    expect((await linkedin.get(`${paths.base}/adCampaigns?q=search&pageSize=1001`)).status).toBe(400);
  });

  it('a long query comes by POST as a form', async () => {
    const form = `q=criteria&campaigns=List(${encoded('sponsoredCampaign', '9002')})`;
    const answer = await linkedin.call('POST', `${paths.base}/creatives`, form, {
      'x-http-method-override': 'GET',
      'x-restli-method': 'FINDER',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer).toMatchObject({ status: 200, body: { elements: [{}, {}] } });
  });
});

describe('a call is refused', () => {
  it.each([
    ['without a version', { 'linkedin-version': '' }, 400, 'VERSION_MISSING'],
    ['with a version that has ended', { 'linkedin-version': '202511' }, 426, 'NONEXISTENT_VERSION'],
    ['without the protocol version', { 'x-restli-protocol-version': '1.0.0' }, 400, 'PROTOCOL_VERSION_INVALID'],
    ['with a wrong token', { authorization: 'Bearer other' }, 401, 'INVALID_ACCESS_TOKEN'],
    ['without a token', { authorization: '' }, 401, 'EMPTY_ACCESS_TOKEN'],
  ])('%s', async (_, headers, status, code) => {
    const answer = await linkedin.get(paths.campaign, headers);
    expect(answer).toMatchObject({ status, body: { status, code, message: expect.any(String) } });
  });

  it.each([
    [
      'a URN that is not percent-encoded',
      `${paths.base}/creatives?q=criteria&campaigns=List(urn:li:sponsoredCampaign:9002)`,
    ],
    ['a criterion that is none', `${paths.base}/adCampaigns?q=search&search=(budget:(values:List(1)))`],
    ['a criterion without a list', `${paths.base}/adCampaigns?q=search&search=(status:(values:ACTIVE))`],
    ['a parameter that is none', `${paths.base}/adCampaigns?q=search&limit=5`],
    ['another finder', `${paths.base}/adCampaigns?q=criteria`],
    ['an order that is none', `${paths.base}/creatives?q=criteria&sortOrder=UP`],
    ['a bare id in place of a URN', `${paths.base}/creatives/9003`],
  ])('for %s, and told where', async (_, path) => {
    const answer = await linkedin.find(path);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        status: 400,
        serviceErrorCode: 100,
        errorDetailType: expect.stringContaining('BadRequestErrorDetails'),
        errorDetails: {
          inputErrors: [
            {
              description: expect.any(String),
              input: { inputPath: { fieldPath: expect.any(String) } },
              code: expect.any(String),
            },
          ],
        },
      },
    });
  });

  it('for another account, an unknown id, a resource that is none, a finder that is not named', async () => {
    expect((await linkedin.get('/rest/adAccounts/999/adCampaigns?q=search')).status).toBe(403);
    expect((await linkedin.get(`${paths.base}/adCampaigns/424242`)).status).toBe(404);
    expect((await linkedin.get(`${paths.base}/adCampaigns/9001`)).status).toBe(404);
    expect((await linkedin.get(`${paths.base}/labels`)).status).toBe(404);
    expect((await linkedin.get('/rest/labels')).status).toBe(404);
    expect((await linkedin.get(`${paths.base}/creatives?q=criteria`)).status).toBe(400);
    expect((await linkedin.call('DELETE', paths.campaign)).status).toBe(405);
    expect((await linkedin.post(paths.base, {})).status).toBe(404);
  });
});
