import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { callOf, openStage } from '../testing/stage.ts';
import { createTiktok } from './personality.ts';
import { ROOT } from './routes.ts';
import { targetOf } from './target.ts';

const advertiser_id = '742000001';
const opened: ReturnType<typeof openStage>[] = [];
let stage: ReturnType<typeof openStage>;
beforeEach(() => {
  stage = openStage(createTiktok(), { external_id: advertiser_id }, { budget_owner: 'ad_set' });
  opened.push(stage);
});
afterAll(() => {
  for (const each of opened) each.close();
});

const post = (path: string, body: Record<string, unknown>) =>
  stage.call('POST', `${ROOT}${path}`, { advertiser_id, ...body });
const told = ({ status, body }: { status: number; body: unknown }) => `${status} ${JSON.stringify(body)}`;
const group = { adgroup_id: '9002' };
const start = '2026-12-01 00:00:00';

describe('an update', () => {
  it.each<[string, string, Record<string, unknown>, readonly [string, string, unknown]]>([
    ['a budget', 'adgroup/update/', { ...group, budget: 460 }, ['9002', 'daily_budget', 46_000]],
    [
      'a budget of many',
      'adgroup/budget/update/',
      { budget: [{ adgroup_id: '9002', budget: 460.5 }] },
      ['9002', 'daily_budget', 46_050],
    ],
    ['a bid', 'adgroup/update/', { ...group, bid_price: 2.75 }, ['9002', 'bid_amount', 275]],
    ['a name', 'campaign/update/', { campaign_id: '9001', campaign_name: 'New' }, ['9001', 'name', 'New']],
    [
      'a switch',
      'campaign/status/update/',
      { campaign_ids: ['9001'], operation_status: 'DISABLE' },
      ['9001', 'status', 'PAUSED'],
    ],
    ['a removal', 'ad/status/update/', { ad_ids: ['9003'], operation_status: 'DELETE' }, ['9003', 'status', 'DELETED']],
    [
      'a start',
      'adgroup/update/',
      { ...group, schedule_type: 'SCHEDULE_FROM_NOW', schedule_start_time: start },
      ['9002', 'starts_at', '2026-12-01T00:00:00.000Z'],
    ],
  ])('of %s changes just that', (_, path, body, line) => {
    expect(told(post(path, body))).toMatch(/^200 \{"code":0/);
    expect(stage.ledger()).toEqual([line]);
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['a budget in a text', 'adgroup/update/', { ...group, budget: '460' }, 'not a text'],
    ['a budget of another level', 'campaign/update/', { campaign_id: '9001', budget: 460 }, 'no budget of its own'],
    ['a bid above the budget', 'adgroup/update/', { ...group, bid_price: 400.01 }, 'above the budget'],
    ['a bid for a conversion', 'adgroup/update/', { ...group, conversion_bid_price: 5 }, 'oCPM'],
    ['a bid in micros', 'adgroup/update/', { ...group, bid_micros: 2_750_000 }, 'bid_micros'],
    ['a field of another platform', 'adgroup/update/', { ...group, daily_budget: 46_000 }, 'daily_budget'],
    ['a status in place of a switch', 'adgroup/update/', { ...group, operation_status: 'DISABLE' }, 'operation_status'],
    ['nothing', 'adgroup/update/', group, 'nothing to update'],
    ['an id in a number', 'adgroup/update/', { adgroup_id: 9002, budget: 460 }, 'adgroup_id'],
    ['an unknown id', 'adgroup/update/', { adgroup_id: '1', budget: 460 }, 'does not exist'],
    ['a campaign for an ad group', 'adgroup/update/', { adgroup_id: '9001', budget: 460 }, 'does not exist'],
    [
      'a switch of another platform',
      'ad/status/update/',
      { ad_ids: ['9003'], operation_status: 'PAUSED' },
      'operation_status',
    ],
    [
      '21 at once',
      'ad/status/update/',
      { ad_ids: Array.from({ length: 21 }, (_, index) => `${index}`), operation_status: 'ENABLE' },
      'ad_ids',
    ],
    ['the same twice', 'ad/status/update/', { ad_ids: ['9003', '9003'], operation_status: 'ENABLE' }, 'twice'],
    [
      'one unknown of two',
      'ad/status/update/',
      { ad_ids: ['9003', '1'], operation_status: 'DISABLE' },
      'does not exist',
    ],
    [
      'an ad as a whole',
      'ad/update/',
      { ...group, patch_update: false, creatives: [{ ad_id: '9003', ad_name: 'x' }] },
      'patch_update',
    ],
    ['times without their type', 'adgroup/update/', { ...group, schedule_start_time: start }, 'schedule_type'],
    [
      'an end in the past',
      'adgroup/update/',
      {
        ...group,
        schedule_type: 'SCHEDULE_START_END',
        schedule_start_time: '2026-11-01 00:00:00',
        schedule_end_time: '2026-11-20 00:00:00',
      },
      'schedule_end_time',
    ],
    ['an unknown audience', 'adgroup/update/', { ...group, audience_ids: ['5'] }, 'does not exist'],
  ])('of %s is refused with HTTP 200 and a code, and nothing is changed', (_, path, body, words) => {
    const reply = post(path, body);
    expect(reply).toMatchObject({ status: 200, applied: false, body: { code: 40002 } });
    expect(told(reply)).toContain(words);
    expect(stage.ledger()).toEqual([]);
  });

  it('of audiences takes those of the account, and none on both sides', () => {
    const known = { name: 'A', kind: 'custom', size: null, ready: true } as const;
    stage.world.addAudiences(stage.account, [
      { ...known, audience_id: '500' },
      { ...known, audience_id: '600' },
    ]);
    const both = { audience_ids: ['600', '500', '600'], excluded_audience_ids: ['500'] };
    expect(told(post('adgroup/update/', { ...group, ...both }))).toContain('included as well');
    expect(told(post('adgroup/update/', { ...group, audience_ids: ['600', '500', '600'] }))).toContain('"code":0');
    expect(stage.ledger()).toEqual([['9002', 'included_audiences', '500,600']]);
    expect(told(post('adgroup/update/', { ...group, excluded_audience_ids: ['600'] }))).toContain('included as well');
  });

  it('for another advertiser, at a path without its slash, or by another method is refused', () => {
    expect(told(post('adgroup/update/', { advertiser_id: '742000002', ...group, budget: 460 }))).toContain('40001');
    expect(told(post('adgroup/update', { ...group, budget: 460 }))).toContain('is not an endpoint');
    expect(told(stage.call('GET', `${ROOT}adgroup/update/`))).toContain('is not an endpoint');
    expect(told(post('constructor', {}))).toContain('is not an endpoint');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(told(stage.call('POST', `${ROOT}adgroup/update/`, { advertiser_id, ...group }, form))).toContain(
      'application/json',
    );
  });
});

describe('a creation', () => {
  const campaign = { campaign_name: 'Made', objective_type: 'TRAFFIC', budget_mode: 'BUDGET_MODE_DAY', budget: 50 };

  it('with the same key again answers with the first one, and makes nothing', () => {
    const make = () => told(post('campaign/create/', { ...campaign, request_id: '7' }));
    expect(make()).toBe(make());
    expect(stage.ledger()).toHaveLength(1);
    post('campaign/create/', campaign);
    expect(stage.ledger()).toHaveLength(2);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a budget below the least', { budget: 49.99 }, 'at least 50'],
    ['a budget where there is none', { budget_mode: 'BUDGET_MODE_INFINITE' }, 'Not with BUDGET_MODE_INFINITE'],
    ['no budget', { budget: undefined }, 'budget'],
    ['a key that is no int64', { request_id: 'mbi-1' }, 'request_id'],
    ['a key in a number', { request_id: 7 }, 'request_id'],
    ['a name of 513 letters', { campaign_name: 'x'.repeat(513) }, 'campaign_name'],
  ])('with %s is refused', (_, parts, words) => {
    expect(told(post('campaign/create/', { ...campaign, ...parts }))).toContain(words);
    expect(stage.ledger()).toEqual([]);
  });
});

describe('what a call is about', () => {
  const about = (method: string, path: string, body: unknown = null) =>
    targetOf(callOf(method, `${ROOT}${path}`, body));

  it('is the narrowest thing that it names, under the names of the books', () => {
    expect(about('POST', 'adgroup/update/', { advertiser_id, ...group, budget: 5 })).toMatchObject({
      ...{ access: 'write', entity_ids: ['9002'] },
      fields: expect.arrayContaining(['daily_budget', 'lifetime_budget', 'budget']),
    });
    expect(about('POST', 'ad/status/update/', { ad_ids: ['1', '2'], operation_status: 'ENABLE' })).toMatchObject({
      ...{ entity_ids: ['1', '2'], fields: expect.arrayContaining(['status']) },
    });
    const filtering = encodeURIComponent('{"campaign_ids":["9001"]}');
    expect(about('GET', `campaign/get/?filtering=${filtering}`)).toMatchObject({
      access: 'read',
      entity_ids: ['9001'],
    });
  });

  it('of a task of the history is a read, and of a broken body nothing', () => {
    expect(about('POST', 'changelog/task/create/', {}).access).toBe('read');
    expect(about('POST', 'adgroup/update/', 'text')).toEqual({ access: 'write', entity_ids: [], fields: [] });
    expect(about('POST', 'file/image/ad/upload/', null).fields).toEqual(['creative_content']);
    expect(about('POST', 'event/track/', { event_source_id: 'px' })).toMatchObject({ entity_ids: ['px'] });
  });
});
