import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { account, encoded, paths, startLinkedin } from './test-account.ts';

let linkedin: Awaited<ReturnType<typeof startLinkedin>>;
beforeAll(async () => {
  linkedin = await startLinkedin();
});
afterAll(() => linkedin.stop());
beforeEach(() => linkedin.begin());

const ledger = async () => ledgerSchema.parse(await linkedin.ledger()).entries;
const urn = (kind: string, id: string) => `urn:li:${kind}:${id}`;
const ours = urn('sponsoredAccount', account.external_id);
const owner = urn('organization', account.external_id);
const uploadSchema = z.object({ value: z.object({ uploadUrl: z.string(), image: z.string() }) });
const post = (parts: object = {}) => ({
  adContext: { dscAdAccount: ours, dscName: 'mbi-0123456789abcdef Boots', dscStatus: 'ACTIVE' },
  author: owner,
  commentary: 'Out now',
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'NONE', targetEntities: [], thirdPartyDistributionChannels: [] },
  content: { article: { source: 'https://shop.example/', title: 'Boots' } },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: true,
  ...parts,
});
const encodedAccount = encoded('sponsoredAccount', account.external_id);
const finder = `/rest/posts?q=dscAdAccount&dscAdAccount=${encodedAccount}&dscAdTypes=List(STANDARD,VIDEO)`;

async function uploadedImage(): Promise<{ readonly url: string; readonly image: string }> {
  const body = { initializeUploadRequest: { owner } };
  const answer = await linkedin.post('/rest/images?action=initializeUpload', body);
  const { uploadUrl, image } = uploadSchema.parse(answer.body).value;
  return { url: uploadUrl, image };
}

describe('an image', () => {
  it('gets an address for its bytes, and is available when they are there', async () => {
    const { url, image } = await uploadedImage();
    const read = async () => (await linkedin.get(`/rest/images/${encodeURIComponent(image)}`)).body;
    expect(await read()).toEqual({ id: image, owner, status: 'WAITING_UPLOAD' });
    const put = await fetch(url, {
      method: 'PUT',
      body: Buffer.from('pixels'),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect([put.status, await put.text()]).toEqual([201, '']);
    expect(await read()).toMatchObject({ status: 'AVAILABLE' });
    expect(await ledger()).toEqual([]);
  });

  it('is refused without its owner, without bytes, at another address, and by another method', async () => {
    expect((await linkedin.post('/rest/images?action=initializeUpload', { owner })).status).toBe(400);
    expect((await linkedin.post('/rest/images', { initializeUploadRequest: { owner } })).status).toBe(405);
    const { url } = await uploadedImage();
    expect((await fetch(url, { method: 'PUT' })).status).toBe(411);
    expect((await fetch(url, { method: 'POST', body: 'pixels' })).status).toBe(405);
    expect((await fetch(`${url}x`, { method: 'PUT', body: 'pixels' })).status).toBe(404);
    expect((await linkedin.get(`/rest/images/${encodeURIComponent('urn:li:image:Cx')}`)).status).toBe(404);
  });
});

describe('a post', () => {
  it('is made with 201, an id in the header and no body, and is what the ledger calls a creative', async () => {
    const answer = await linkedin.post('/rest/posts', post());
    const id = answer.headers.get('x-restli-id') ?? '';
    expect([answer.status, answer.body]).toEqual([201, '']);
    expect(await ledger()).toMatchObject([
      {
        platform: 'linkedin_ads',
        account_id: account.external_id,
        entity_type: 'creative',
        entity_id: id.replace('urn:li:share:', ''),
        field: 'creative_content',
        before: null,
        after: 'mbi-0123456789abcdef Boots',
      },
    ]);
    const found = await linkedin.find(`${finder}&start=0&count=100`);
    expect(found.body).toMatchObject({
      elements: expect.arrayContaining([expect.objectContaining({ ...post(), id })]),
      paging: { start: 0, count: 100, total: 5, links: [] },
    });
    expect((await linkedin.get(`/rest/posts/${encodeURIComponent(id)}`)).body).toMatchObject({
      id,
      commentary: 'Out now',
    });
  });

  it('is made twice when it is asked for twice', async () => {
    for (const _ of [1, 2]) await linkedin.post('/rest/posts', post());
    const ids = (await ledger()).map(({ entity_id }) => entity_id);
    expect(new Set(ids).size).toBe(2);
    expect((await linkedin.find(`${finder}&start=5&count=1`)).body).toMatchObject({
      elements: [{}],
      paging: { total: 6 },
    });
  });

  it('carries only an image whose bytes are there', async () => {
    const { url, image } = await uploadedImage();
    const media = post({ content: { media: { id: image, title: 'Boots' } } });
    expect((await linkedin.post('/rest/posts', media)).status).toBe(400);
    await fetch(url, { method: 'PUT', body: 'pixels' });
    expect((await linkedin.post('/rest/posts', media)).status).toBe(201);
    const thumbnail = post({
      content: { article: { source: 'https://shop.example/', title: 'Boots', thumbnail: image } },
    });
    expect((await linkedin.post('/rest/posts', thumbnail)).status).toBe(201);
  });

  it.each([
    ['of another account', { adContext: { dscAdAccount: urn('sponsoredAccount', '1') } }],
    ['that is shown in feeds', { distribution: { feedDistribution: 'MAIN_FEED' } }],
    ['by nobody', { author: '512000001' }],
    ['that is a draft', { lifecycleState: 'DRAFT' }],
    ['with an unknown field', { headline: 'x' }],
    ['with an unknown image', { content: { media: { id: 'urn:li:image:Cnone' } } }],
  ])('%s is refused', async (_, parts) => {
    expect((await linkedin.post('/rest/posts', post(parts))).status).toBe(400);
    expect(await ledger()).toEqual([]);
  });

  it('is found only by its own finder and account', async () => {
    expect((await linkedin.get(finder)).status).toBe(400);
    expect((await linkedin.find('/rest/posts?q=author&author=x')).status).toBe(400);
    expect(
      (await linkedin.find(`/rest/posts?q=dscAdAccount&dscAdAccount=${encoded('sponsoredAccount', '1')}`)).status,
    ).toBe(400);
    expect((await linkedin.find(`${finder}&count=101`)).status).toBe(400);
    expect((await linkedin.get(`/rest/posts/${encoded('share', '1')}`)).status).toBe(404);
    expect((await linkedin.call('DELETE', '/rest/posts')).status).toBe(405);
  });

  it('whose answer is lost was made all the same', async () => {
    const match = { entity_id: account.external_id, field: 'creative_content', access: 'write' };
    await linkedin.sandbox.fault({ kind: 'apply_then_drop', match });
    await expect(linkedin.post('/rest/posts', post())).rejects.toThrow();
    expect(await ledger()).toHaveLength(1);
  });
});

describe('a creative and a campaign', () => {
  it('are made from a post and for a group, with their ids in the header', async () => {
    const share = (await linkedin.post('/rest/posts', post())).headers.get('x-restli-id');
    const creative = {
      campaign: urn('sponsoredCampaign', '9002'),
      content: { reference: share },
      intendedStatus: 'PAUSED',
      name: 'New',
    };
    const made = await linkedin.post(`${paths.base}/creatives`, creative);
    const id = made.headers.get('x-restli-id') ?? '';
    expect([made.status, made.body, id]).toEqual([201, '', expect.stringMatching(/^urn:li:sponsoredCreative:\d+$/)]);
    const read = await linkedin.get(`${paths.base}/creatives/${encodeURIComponent(id)}`);
    expect(read.body).toMatchObject({ ...creative, id, isServing: false });
    for (const wrong of [
      { campaign: '9002' },
      { content: { reference: urn('share', '1') } },
      { intendedStatus: 'ON' },
      { colour: 'x' },
    ]) {
      expect((await linkedin.post(`${paths.base}/creatives`, { ...creative, ...wrong })).status).toBe(400);
    }
  });

  const campaign = {
    account: ours,
    campaignGroup: urn('sponsoredCampaignGroup', '9001'),
    name: 'New campaign',
    type: 'SPONSORED_UPDATES',
    objectiveType: 'WEBSITE_VISIT',
    costType: 'CPC',
    dailyBudget: { amount: '50.00', currencyCode: 'USD' },
    unitCost: { amount: '3.00', currencyCode: 'USD' },
    locale: { country: 'US', language: 'en' },
    offsiteDeliveryEnabled: false,
    politicalIntent: 'NOT_POLITICAL',
    runSchedule: { start: Date.parse('2026-11-25T00:00:00Z') },
    targetingCriteria: { include: { and: [{ or: { 'urn:li:adTargetingFacet:locations': ['urn:li:geo:101'] } }] } },
    status: 'PAUSED',
  };
  it('are made as the page lists their fields', async () => {
    const made = await linkedin.post(`${paths.base}/adCampaigns`, campaign);
    const id = made.headers.get('x-restli-id') ?? '';
    expect([made.status, made.body]).toEqual([201, '']);
    const { locale: _, objectiveType: __, ...shown } = campaign;
    expect((await linkedin.get(`${paths.base}/adCampaigns/${id}`)).body).toMatchObject({ ...shown, id: Number(id) });
    expect(await ledger()).toMatchObject([
      { entity_type: 'ad_set', entity_id: id, field: 'creation', after: 'New campaign' },
    ]);
  });

  it.each([
    ['without its group', { campaignGroup: undefined }],
    ['without a political intent', { politicalIntent: undefined }],
    ['for a group that there is not', { campaignGroup: urn('sponsoredCampaignGroup', '4') }],
    ['for another account', { account: urn('sponsoredAccount', '4') }],
    ['without any budget', { dailyBudget: undefined }],
    ['with minor units', { dailyBudget: 5000 }],
    ['without a place', { targetingCriteria: { include: { and: [] } } }],
    ['with an unknown objective', { objectiveType: 'FAME' }],
  ])('are refused %s', async (_, parts) => {
    expect((await linkedin.post(`${paths.base}/adCampaigns`, { ...campaign, ...parts })).status).toBe(400);
    expect(await ledger()).toEqual([]);
  });
});

describe('an audience', () => {
  const segment = {
    name: 'Buyers',
    sourcePlatform: 'MBI',
    sourceSegmentId: '1',
    account: ours,
    type: 'USER',
    accessPolicy: 'PRIVATE',
    destinations: [{ destination: 'LINKEDIN' }],
  };
  const hash = 'a'.repeat(64);
  const members = { elements: [{ action: 'ADD', userIds: [{ idType: 'SHA256_EMAIL', idValue: hash }] }] };
  const batch = { 'x-restli-method': 'BATCH_CREATE' };

  it('is made, found as building, and takes members only after five seconds', async () => {
    const made = await linkedin.post('/rest/dmpSegments', segment);
    const id = made.headers.get('x-restli-id') ?? '';
    expect([made.status, made.body]).toEqual([201, '']);
    const added = { account_id: account.external_id, audiences: [{ audience_id: '771', name: 'Fans', size: 5000 }] };
    await linkedin.sandbox.post('/_sandbox/audiences', added);
    const found = await linkedin.get(`/rest/dmpSegments?q=account&account=${encodedAccount}&start=0&count=10`);
    expect(found.body).toMatchObject({
      elements: [
        {
          id: Number(id),
          name: 'Buyers',
          destinations: [{ destinationSegmentId: urn('adSegment', id), status: 'BUILDING' }],
        },
        {
          id: 771,
          destinations: [{ destinationSegmentId: urn('adSegment', '771'), status: 'READY', audienceSize: 5000 }],
        },
      ],
      paging: { total: 2 },
    });
    expect((await linkedin.post(`/rest/dmpSegments/${id}/users`, members, batch)).status).toBe(404);
    await linkedin.sandbox.post('/_sandbox/clock', { advance_seconds: 5 });
    expect(await linkedin.post(`/rest/dmpSegments/${id}/users`, members, batch)).toMatchObject({
      status: 200,
      body: { elements: [{ status: 201 }] },
    });
    const clear = {
      elements: [{ action: 'ADD', userIds: [{ idType: 'SHA256_EMAIL', idValue: 'someone@example.com' }] }],
    };
    expect((await linkedin.post(`/rest/dmpSegments/${id}/users`, clear, batch)).status).toBe(400);
    expect((await linkedin.post(`/rest/dmpSegments/${id}/users`, members)).status).toBe(405);
  });

  it('is refused for another account, in another shape, and when there are a thousand', async () => {
    expect(
      (await linkedin.post('/rest/dmpSegments', { ...segment, account: urn('sponsoredAccount', '1') })).status,
    ).toBe(400);
    expect((await linkedin.post('/rest/dmpSegments', { ...segment, destinations: [] })).status).toBe(400);
    expect((await linkedin.get('/rest/dmpSegments?q=search')).status).toBe(400);
    const audiences = Array.from({ length: 1000 }, (_, index) => ({
      audience_id: String(5000 + index),
      name: `a${index}`,
    }));
    await linkedin.sandbox.post('/_sandbox/audiences', { account_id: account.external_id, audiences });
    expect(await linkedin.post('/rest/dmpSegments', segment)).toMatchObject({
      status: 429,
      body: { code: 'SEGMENT_LIMIT_EXCEEDED' },
    });
  });
});
