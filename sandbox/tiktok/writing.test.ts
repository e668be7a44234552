import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, startTiktok } from './test-account.ts';

let tiktok: Awaited<ReturnType<typeof startTiktok>>;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.stop());
beforeEach(async () => {
  await tiktok.begin({ ends_at: '2026-12-31T00:00:00.000Z' });
  const audiences = ['71', '72'].map((id) => ({ audience_id: `7${id}`, name: `Audience ${id}` }));
  await tiktok.sandbox.post('/_sandbox/audiences', { account_id: account.external_id, audiences });
});

describe('a write', () => {
  it('stands in the ledger under the names and units of the books, with the id of the request', async () => {
    const body = { budget: [{ adgroup_id: '9002', budget: 460 }] };
    const answer = await tiktok.post('adgroup/budget/update/', body, { 'x-request-id': 'request-1' });
    expect(answer).toMatchObject({ code: 0, request_id: 'request-1', data: { adgroup_ids: ['9002'] } });
    expect(await tiktok.ledger()).toEqual([
      {
        seq: 1,
        at: expect.stringMatching(/^2026-11-21T12:00/),
        platform: 'tiktok_ads',
        account_id: account.external_id,
        entity_type: 'ad_set',
        entity_id: '9002',
        field: 'daily_budget',
        before: 40_000,
        after: 46_000,
        request_id: 'request-1',
      },
    ]);
  });

  const schedule = { schedule_type: 'SCHEDULE_START_END', schedule_start_time: '2026-11-25 00:00:00' };
  it.each([
    ['a bid', 'adgroup/update/', { bid_price: 3.1 }, [['9002', 'bid_amount', 250, 310]]],
    ['a name', 'adgroup/update/', { adgroup_name: 'New' }, [['9002', 'name', 'Test – ad set', 'New']]],
    [
      'a schedule',
      'adgroup/update/',
      { ...schedule, schedule_end_time: '2026-12-31 00:00:00' },
      [['9002', 'starts_at', null, '2026-11-25T00:00:00.000Z']],
    ],
    ['audiences', 'adgroup/update/', { audience_ids: ['772', '771'] }, [['9002', 'included_audiences', '', '771,772']]],
    [
      'an exclusion',
      'adgroup/update/',
      { excluded_audience_ids: ['771'] },
      [['9002', 'excluded_audiences', '', '771']],
    ],
    [
      'an image of an ad',
      'ad/update/',
      { patch_update: true, creatives: [{ ad_id: '9003', image_ids: ['9007'] }] },
      [['9003', 'creative', '9005', '9007']],
    ],
  ])('sets %s', async (_, path, parts, expected) => {
    expect(await tiktok.post(path, { adgroup_id: '9002', ...parts })).toMatchObject({ code: 0, message: 'OK' });
    expect(await tiktok.lines()).toEqual(expected);
  });

  it.each([
    ['campaign', '9001', 'DISABLE', 'ACTIVE', 'PAUSED'],
    ['adgroup', '9002', 'DISABLE', 'ACTIVE', 'PAUSED'],
    ['ad', '9003', 'DELETE', 'ACTIVE', 'DELETED'],
  ])('switches a %s', async (level, id, operation_status, before, after) => {
    const answer = await tiktok.post(`${level}/status/update/`, { [`${level}_ids`]: [id], operation_status });
    expect(answer).toMatchObject({ code: 0, data: { [`${level}_ids`]: [id], status: operation_status } });
    expect(await tiktok.lines()).toEqual([[id, 'status', before, after]]);
  });

  it('of a campaign that is switched off shows below it', async () => {
    await tiktok.post('campaign/status/update/', { campaign_ids: ['9001'], operation_status: 'DISABLE' });
    const { data } = await tiktok.get('ad/get/', { fields: ['operation_status', 'secondary_status'], page_size: '1' });
    expect(data.list).toEqual([{ operation_status: 'ENABLE', secondary_status: 'AD_STATUS_CAMPAIGN_DISABLE' }]);
  });

  it('is a line in the ledger each time, even when it changes nothing', async () => {
    for (const _ of [1, 2])
      await tiktok.post('adgroup/budget/update/', { budget: [{ adgroup_id: '9002', budget: 400 }] });
    expect(await tiktok.lines()).toEqual([
      ['9002', 'daily_budget', 40_000, 40_000],
      ['9002', 'daily_budget', 40_000, 40_000],
    ]);
  });

  it('of a total budget keeps its mode, and a campaign that holds a budget gets it by campaign/update', async () => {
    await tiktok.begin({
      budget_owner: 'campaign',
      lifetime_budget_minor: 900_000,
      ends_at: '2026-12-31T00:00:00.000Z',
    });
    expect((await tiktok.post('campaign/update/', { campaign_id: '9001', budget: 9500 })).code).toBe(0);
    expect(await tiktok.lines()).toEqual([['9001', 'lifetime_budget', 900_000, 950_000]]);
    const { data } = await tiktok.get('campaign/get/', { fields: ['budget', 'budget_mode'] });
    expect(data.list).toEqual([{ budget: 9500, budget_mode: 'BUDGET_MODE_TOTAL' }]);
    const endless = {
      adgroup_id: '9002',
      schedule_type: 'SCHEDULE_FROM_NOW',
      schedule_start_time: '2026-11-25 00:00:00',
    };
    expect((await tiktok.post('adgroup/update/', endless)).code).toBe(40002);
  });
});

describe('a write is refused with 40002, and nothing is applied, for', () => {
  const group = { adgroup_id: '9002' };
  const start = { ...group, schedule_type: 'SCHEDULE_START_END', schedule_start_time: '2026-11-25 00:00:00' };
  it.each([
    [
      'a budget that is a text',
      'adgroup/budget/update/',
      { budget: [{ adgroup_id: '9002', budget: '460' }] },
      'budget',
    ],
    [
      'more decimals than cents',
      'adgroup/budget/update/',
      { budget: [{ adgroup_id: '9002', budget: 460.005 }] },
      'decimals',
    ],
    [
      'a budget that is too low',
      'adgroup/budget/update/',
      { budget: [{ adgroup_id: '9002', budget: 19.99 }] },
      'at least 20',
    ],
    ['a campaign without a budget', 'campaign/update/', { campaign_id: '9001', budget: 460 }, 'no budget'],
    ['a wrong name of a field', 'adgroup/update/', { ...group, daily_budget: 460 }, 'daily_budget'],
    ['a bid above the budget', 'adgroup/update/', { ...group, bid_price: 400.01 }, 'bid_price'],
    [
      'a bid for another way to be billed',
      'adgroup/update/',
      { ...group, conversion_bid_price: 3 },
      'conversion_bid_price',
    ],
    [
      'a time in ISO form',
      'adgroup/update/',
      { ...start, schedule_end_time: '2026-12-31T00:00:00Z' },
      'schedule_end_time',
    ],
    [
      'times without their type',
      'adgroup/update/',
      { ...group, schedule_start_time: '2026-11-25 00:00:00' },
      'schedule_type',
    ],
    [
      'an end before the start',
      'adgroup/update/',
      { ...start, schedule_end_time: '2026-11-24 00:00:00' },
      'schedule_end_time',
    ],
    ['an audience that there is not', 'adgroup/update/', { ...group, audience_ids: ['999'] }, '999'],
    [
      'an audience in and out',
      'adgroup/update/',
      { ...group, audience_ids: ['771'], excluded_audience_ids: ['771'] },
      '771',
    ],
    ['nothing to update', 'adgroup/update/', group, 'nothing'],
    ['an unknown thing', 'adgroup/update/', { adgroup_id: '42', bid_price: 3 }, '42'],
    ['a thing of another level', 'adgroup/update/', { adgroup_id: '9001', bid_price: 3 }, '9001'],
    [
      'an image that there is not',
      'ad/update/',
      { ...group, patch_update: true, creatives: [{ ad_id: '9003', image_ids: ['1'] }] },
      'image_ids',
    ],
    [
      'a whole update of an ad',
      'ad/update/',
      { ...group, creatives: [{ ad_id: '9003', ad_name: 'x' }] },
      'patch_update',
    ],
    ['no id', 'campaign/status/update/', { campaign_ids: [], operation_status: 'ENABLE' }, 'campaign_ids'],
    [
      'more than twenty ids',
      'ad/status/update/',
      { ad_ids: Array.from({ length: 21 }, (_, index) => String(9000 + index)), operation_status: 'ENABLE' },
      'ad_ids',
    ],
    ['an unknown status', 'ad/status/update/', { ad_ids: ['9003'], operation_status: 'PAUSED' }, 'operation_status'],
  ])('%s', async (_, path, body, told) => {
    expect(await tiktok.post(path, body)).toMatchObject({ code: 40002, message: expect.stringContaining(told) });
    expect(await tiktok.ledger()).toEqual([]);
  });

  it('a body that is not JSON, and one of another type', async () => {
    expect((await tiktok.call('POST', 'campaign/update/', '{"adver')).code).toBe(40002);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await tiktok.call('POST', 'campaign/update/', 'campaign_id=9001', form)).code).toBe(40002);
  });
});

describe('items of a batch', () => {
  const both = { ad_ids: ['9003', '4242'], operation_status: 'DISABLE' };
  it('are refused together when one is unknown, unless partial success is allowed', async () => {
    expect((await tiktok.post('ad/status/update/', both)).code).toBe(40002);
    expect(await tiktok.ledger()).toEqual([]);
    const groups = { adgroup_ids: ['9002', '4242'], operation_status: 'DISABLE', allow_partial_success: true };
    expect(await tiktok.post('adgroup/status/update/', groups)).toMatchObject({
      code: 0,
      data: { adgroup_ids: ['9002'], error_list: [{ adgroup_id: '4242', error_message: expect.any(String) }] },
    });
    expect(await tiktok.lines()).toEqual([['9002', 'status', 'ACTIVE', 'PAUSED']]);
  });

  it('fail one by one when a fault says so, and nothing is applied for them', async () => {
    await tiktok.sandbox.fault({ kind: 'partial_failure', match: { entity_id: '9003', access: 'write' } });
    const ids = { ad_ids: ['9003', '9004'], operation_status: 'DISABLE' };
    expect(await tiktok.post('ad/status/update/', ids)).toMatchObject({
      code: 0,
      data: { ad_ids: ['9004'], error_list: [{ ad_id: '9003' }] },
    });
    expect(await tiktok.lines()).toEqual([['9004', 'status', 'ACTIVE', 'PAUSED']]);
    await tiktok.sandbox.fault({ kind: 'partial_failure', match: { entity_id: '9002', field: 'bid_amount' } });
    expect(await tiktok.post('adgroup/update/', { adgroup_id: '9002', bid_price: 3 })).toMatchObject({
      code: 0,
      data: { error_list: [{ adgroup_id: '9002' }] },
    });
    expect(await tiktok.ledger()).toHaveLength(1);
  });
});
