import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, startTiktok } from './test-account.ts';

let tiktok: Awaited<ReturnType<typeof startTiktok>>;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.stop());
beforeEach(() => tiktok.begin());

const campaign = {
  campaign_name: 'New',
  objective_type: 'TRAFFIC',
  budget_mode: 'BUDGET_MODE_DAY',
  budget: 60,
  operation_status: 'DISABLE',
};

describe('a campaign', () => {
  it('is made once for each request_id: the same again answers with the same id', async () => {
    const first = await tiktok.post('campaign/create/', { ...campaign, request_id: '1234567890123456789' });
    const again = await tiktok.post('campaign/create/', { ...campaign, request_id: '1234567890123456789' });
    expect(first).toMatchObject({ code: 0, data: { campaign_id: expect.stringMatching(/^\d+$/) } });
    expect(again.data).toEqual(first.data);
    expect(await tiktok.lines()).toEqual([[first.data.campaign_id, 'creation', null, 'New']]);
    const other = await tiktok.post('campaign/create/', { ...campaign, request_id: '2' });
    const bare = await tiktok.post('campaign/create/', campaign);
    const ids = [first, other, bare].map(({ data }) => data.campaign_id);
    expect(new Set(ids).size).toBe(3);
    const { data } = await tiktok.get('campaign/get/', { filtering: { campaign_ids: [String(ids[0])] } });
    expect(data.list).toEqual([
      expect.objectContaining({
        campaign_name: 'New',
        operation_status: 'DISABLE',
        budget_mode: 'BUDGET_MODE_DAY',
        budget: 60,
      }),
    ]);
  });

  it('whose answer is lost is made all the same, and the same request_id finds it', async () => {
    await tiktok.sandbox.fault({ kind: 'apply_then_500', match: { path: 'campaign/create/' } });
    const body = { ...campaign, request_id: '77' };
    expect((await tiktok.post('campaign/create/', body)).code).toBe(50000);
    expect((await tiktok.post('campaign/create/', body)).code).toBe(0);
    expect(await tiktok.ledger()).toHaveLength(1);
  });

  it.each([
    ['a key that is no int64', { request_id: 'a-uuid' }, 'request_id'],
    ['a budget as a text', { budget: '60' }, 'budget'],
    ['a budget below the least', { budget: 49 }, 'at least 50'],
    ['a budget where there shall be none', { budget_mode: 'BUDGET_MODE_INFINITE' }, 'budget'],
    ['an unknown field', { daily_budget: 60 }, 'daily_budget'],
    ['no name', { campaign_name: '' }, 'campaign_name'],
  ])('is refused with %s', async (_, parts, told) => {
    const answer = await tiktok.post('campaign/create/', { ...campaign, ...parts });
    expect(answer).toMatchObject({ code: 40002, message: expect.stringContaining(told) });
    expect(await tiktok.ledger()).toEqual([]);
  });
});

const adgroup = {
  campaign_id: '9001',
  adgroup_name: 'New group',
  location_ids: ['6252001'],
  budget_mode: 'BUDGET_MODE_DAY',
  budget: 30,
  schedule_type: 'SCHEDULE_FROM_NOW',
  schedule_start_time: '2026-11-25 00:00:00',
  optimization_goal: 'CLICK',
  billing_event: 'CPC',
  bid_type: 'BID_TYPE_CUSTOM',
  bid_price: 1.25,
  request_id: '9',
};

describe('an ad group and its ads', () => {
  it('are made, read back as they were given, and take images of the library', async () => {
    const made = await tiktok.post('adgroup/create/', adgroup);
    expect((await tiktok.post('adgroup/create/', adgroup)).data).toEqual(made.data);
    const adgroup_id = String(made.data.adgroup_id);
    const { request_id: _, location_ids: __, ...shown } = adgroup;
    const { data } = await tiktok.get('adgroup/get/', { filtering: { adgroup_ids: [adgroup_id] } });
    expect(data.list).toEqual([expect.objectContaining({ ...shown, adgroup_id, operation_status: 'ENABLE' })]);
    const creative = { ad_name: 'New ad', ad_format: 'SINGLE_IMAGE', image_ids: ['9007'], ad_text: 'Out now' };
    const ads = await tiktok.post('ad/create/', {
      adgroup_id,
      creatives: [creative, { ...creative, ad_name: 'Second' }],
    });
    expect(ads).toMatchObject({ code: 0, data: { ad_ids: [expect.any(String), expect.any(String)] } });
    const list = await tiktok.get('ad/get/', {
      filtering: { adgroup_ids: [adgroup_id] },
      fields: ['ad_name', 'image_ids'],
    });
    expect(list.data.list).toEqual([
      { ad_name: 'New ad', image_ids: ['9007'] },
      { ad_name: 'Second', image_ids: ['9007'] },
    ]);
    const wrong = await tiktok.post('ad/create/', { adgroup_id, creatives: [{ ...creative, image_ids: ['1'] }] });
    expect(wrong.code).toBe(40002);
  });

  it.each([
    ['for an unknown campaign', { campaign_id: '4' }],
    ['with an end before the start', { schedule_type: 'SCHEDULE_START_END', schedule_end_time: '2026-11-24 00:00:00' }],
    ['without a bid', { bid_price: undefined }],
    ['without a place', { location_ids: [] }],
    ['billed by oCPM', { billing_event: 'OCPM' }],
  ])('are refused %s', async (_, parts) => {
    expect((await tiktok.post('adgroup/create/', { ...adgroup, ...parts })).code).toBe(40002);
    expect(await tiktok.ledger()).toEqual([]);
  });
});

async function upload(fields: Record<string, string>, file: Buffer | null = null) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ advertiser_id: account.external_id, ...fields })) form.set(name, value);
  if (file !== null) form.set('image_file', new Blob([new Uint8Array(file)]), 'picture.png');
  const headers = { 'access-token': account.sandbox_token, 'x-request-id': 'upload-1' };
  const url = `${tiktok.sandbox.url}/open_api/v1.3/file/image/ad/upload/`;
  const answer: unknown = await (await fetch(url, { method: 'POST', body: form, headers })).json();
  return answer;
}
const picture = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10, 13, 10]);
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

describe('an image', () => {
  it('is uploaded as a multipart form with its MD5, found by name, and stands in the ledger', async () => {
    const answer = await upload({ file_name: 'Boots mbi-0123456789abcdef', image_signature: md5(picture) }, picture);
    expect(answer).toMatchObject({
      code: 0,
      message: 'OK',
      request_id: 'upload-1',
      data: { image_id: expect.stringMatching(/^\d+$/), signature: md5(picture), size: picture.length },
    });
    expect(await tiktok.ledger()).toMatchObject([
      { entity_type: 'creative', field: 'creative_content', before: null, after: 'Boots mbi-0123456789abcdef' },
    ]);
    const found = await tiktok.get('file/image/ad/search/', { page_size: '100' });
    expect(found.data).toMatchObject({
      list: [{ image_id: '9005' }, {}, {}, {}, { file_name: 'Boots mbi-0123456789abcdef', displayable: true }],
      page_info: { total_number: 5 },
    });
    const info = await tiktok.get('file/image/ad/info/', { image_ids: ['9005', '1'] });
    expect(info.data.list).toEqual([expect.objectContaining({ image_id: '9005', file_name: 'first' })]);
  });

  it('is fetched from an address by the platform, and may be named by the file or by its MD5', async () => {
    const byAddress = {
      upload_type: 'UPLOAD_BY_URL',
      image_url: 'https://shop.example/a.jpg',
      file_name: 'By address',
    };
    expect(await upload(byAddress)).toMatchObject({ code: 0, data: { file_name: 'By address' } });
    expect(await upload({ image_signature: md5(picture) }, picture)).toMatchObject({
      data: { file_name: 'picture.png' },
    });
  });

  it.each([
    ['another MD5', { image_signature: md5(Buffer.from('x')) }, picture, 'image_signature'],
    ['no MD5', {}, picture, 'image_signature'],
    ['no file', { image_signature: 'x' }, null, 'image_file'],
    ['no address', { upload_type: 'UPLOAD_BY_URL' }, null, 'image_url'],
    ['a name that there is', { file_name: 'first', image_signature: md5(picture) }, picture, 'file_name'],
    ['a name that is too long', { file_name: 'x'.repeat(101), image_signature: md5(picture) }, picture, 'file_name'],
    ['an unknown part', { colour: 'red', image_signature: md5(picture) }, picture, 'colour'],
  ])('is refused with %s', async (_, fields: Record<string, string>, file, told) => {
    expect(await upload(fields, file)).toMatchObject({ code: 40002, message: expect.stringContaining(told) });
    expect(await tiktok.ledger()).toEqual([]);
  });

  it('is refused for another advertiser', async () => {
    const answer = await upload({ advertiser_id: '1', image_signature: md5(picture) }, picture);
    expect(answer).toMatchObject({ code: 40001 });
    expect(await tiktok.ledger()).toEqual([]);
  });

  it('is refused in another form, and made all the same when the answer is lost', async () => {
    expect((await tiktok.post('file/image/ad/upload/', { file_name: 'x' })).code).toBe(40002);
    const match = { entity_id: account.external_id, field: 'creative_content', access: 'write' };
    await tiktok.sandbox.fault({ kind: 'apply_then_500', match });
    expect(await upload({ file_name: 'Lost', image_signature: md5(picture) }, picture)).toMatchObject({ code: 50000 });
    expect(await tiktok.ledger()).toMatchObject([{ after: 'Lost' }]);
  });
});

describe('an audience', () => {
  it('is listed with what it covers, and is the seed of a lookalike', async () => {
    const audiences = [{ audience_id: '771', name: 'Fans', size: 5000 }];
    await tiktok.sandbox.post('/_sandbox/audiences', { account_id: account.external_id, audiences });
    const spec = {
      source_audience_id: '771',
      placements: ['PLACEMENT_TIKTOK'],
      location_ids: ['6252001'],
      audience_size: 'NARROW',
    };
    const made = await tiktok.post('dmp/custom_audience/lookalike/create/', {
      custom_audience_name: 'Like fans',
      lookalike_spec: spec,
    });
    expect((await tiktok.get('dmp/custom_audience/list/', { page_size: '100' })).data.list).toEqual([
      { audience_id: '771', name: 'Fans', audience_type: 'Customer File Audience', cover_num: 5000, is_valid: true },
      {
        audience_id: made.data.audience_id,
        name: 'Like fans',
        audience_type: 'Lookalike Audience',
        cover_num: 0,
        is_valid: false,
      },
    ]);
    const unknown = { custom_audience_name: 'x', lookalike_spec: { ...spec, source_audience_id: '4' } };
    expect((await tiktok.post('dmp/custom_audience/lookalike/create/', unknown)).code).toBe(40002);
    expect((await tiktok.get('dmp/custom_audience/list/', { page_size: '101' })).code).toBe(40002);
  });
});
