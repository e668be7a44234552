import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { bornAt, type SandboxProcess, spring, startSandboxProcess, token } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const ledger = async () => ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body).entries;
const campaignPath = `/v26.0/${spring.campaign}`;

describe('an update', () => {
  it('is applied, answered with success and written to the ledger in the wire’s own units', async () => {
    const answer = await sandbox.post(campaignPath, { daily_budget: 46_000 }, { 'x-request-id': 'request-1' });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(answer.headers.get('x-fb-request-id')).toBe('request-1');
    expect((await sandbox.get(`${campaignPath}?fields=daily_budget`)).body).toMatchObject({ daily_budget: '46000' });
    expect(await ledger()).toEqual([
      {
        seq: 1,
        at: expect.stringMatching(/^2026-11-21T12:00/),
        platform: 'meta_ads',
        account_id: spring.account,
        entity_type: 'campaign',
        entity_id: spring.campaign,
        field: 'daily_budget',
        before: 40_000,
        after: 46_000,
        request_id: 'request-1',
      },
    ]);
  });

  it('comes as a form too, with nested values in JSON', async () => {
    const form = new URLSearchParams({ creative: JSON.stringify({ creative_id: spring.spare }), access_token: token });
    const answer = await fetch(`${sandbox.url}/v26.0/${spring.ad}`, { method: 'POST', body: form });
    expect(await answer.json()).toEqual({ success: true });
    expect((await sandbox.get(`/v26.0/${spring.ad}?fields=creative`)).body).toMatchObject({
      creative: { id: spring.spare },
    });
    expect(await ledger()).toMatchObject([{ field: 'creative', before: spring.creative, after: spring.spare }]);
  });

  it('is recorded every time it is applied, even when it changes nothing', async () => {
    await sandbox.post(campaignPath, { daily_budget: 46_000 });
    await sandbox.post(campaignPath, { daily_budget: 46_000 });
    expect((await ledger()).map((entry) => [entry.seq, entry.before, entry.after])).toEqual([
      [1, 40_000, 46_000],
      [2, 46_000, 46_000],
    ]);
  });

  it('returns the object when fields are asked for', async () => {
    const { body } = await sandbox.post(`/v26.0/${spring.ad_set}?fields=bid_amount`, { bid_amount: 288 });
    expect(body).toEqual({ success: true, id: spring.ad_set, bid_amount: 288 });
  });

  it('is only checked with validate_only', async () => {
    const options = { execution_options: ['validate_only'] };
    expect((await sandbox.post(campaignPath, { daily_budget: 46_000, ...options })).body).toEqual({ success: true });
    expect((await sandbox.post(campaignPath, { daily_budget: 1, ...options })).status).toBe(400);
    expect(await ledger()).toEqual([]);
  });

  it('that pauses a campaign shows below it, and a delete leaves the lists', async () => {
    await sandbox.post(campaignPath, { status: 'PAUSED' });
    const status = async (id: string) => (await sandbox.get(`/v26.0/${id}?fields=status,effective_status`)).body;
    expect(await status(spring.campaign)).toMatchObject({ status: 'PAUSED', effective_status: 'PAUSED' });
    expect(await status(spring.ad_set)).toMatchObject({ status: 'ACTIVE', effective_status: 'CAMPAIGN_PAUSED' });
    expect(await status(spring.ad)).toMatchObject({ status: 'ACTIVE', effective_status: 'CAMPAIGN_PAUSED' });
    await sandbox.post(`/v26.0/${spring.ad_set}`, { status: 'PAUSED' });
    expect(await status(spring.ad)).toMatchObject({ effective_status: 'ADSET_PAUSED' });
    await sandbox.call('DELETE', `/v26.0/${spring.ad}`);
    expect((await sandbox.get(`/v26.0/${spring.ad_set}/ads`)).body).toMatchObject({ data: [{ id: '320240001012' }] });
    const paused = await sandbox.get(`/v26.0/${spring.account}/campaigns?effective_status=["PAUSED"]`);
    expect(paused.body).toMatchObject({ data: [{ id: spring.campaign }] });
  });

  it('by more than a fifth restarts learning', async () => {
    const stage = async () => (await sandbox.get(`/v26.0/${spring.ad_set}?fields=learning_stage_info`)).body;
    await sandbox.post(campaignPath, { daily_budget: 47_000 });
    expect(await stage()).toMatchObject({ learning_stage_info: { status: 'SUCCESS' } });
    await sandbox.post(campaignPath, { daily_budget: 60_000 });
    expect(await stage()).toMatchObject({ learning_stage_info: { status: 'LEARNING', conversions: 0 } });
  });

  it('stands in the change history with old, new, actor and application', async () => {
    await sandbox.post(campaignPath, { daily_budget: 46_000 });
    await sandbox.post('/_sandbox/human_edits', { entity_id: spring.ad_set, field: 'bid_amount', value: 300 });
    const fields = 'event_time,event_type,extra_data,object_id,object_type,actor_id,application_id';
    const { body } = await sandbox.get(`/v26.0/${spring.account}/activities?fields=${fields}`);
    const api = {
      event_time: expect.stringMatching(/^2026-11-21T12:00:\d\d\+0000$/),
      event_type: 'update_campaign_budget',
      extra_data: '{"old_value":40000,"new_value":46000,"type":"daily_budget","currency":"USD"}',
      object_id: spring.campaign,
      object_type: 'CAMPAIGN',
      actor_id: '122100000000001',
      application_id: '420042004200',
    };
    const person = {
      event_type: 'update_ad_set_bidding',
      actor_id: '100000000000777',
      application_id: '119900000000001',
    };
    expect(body).toMatchObject({ data: [person, api] });
    expect(await ledger()).toHaveLength(1);
    const some = async (query: string) =>
      (await sandbox.get(`/v26.0/${spring.account}/activities?fields=event_type&${query}`)).body;
    expect(await some('category=BID')).toMatchObject({ data: [{ event_type: 'update_ad_set_bidding' }] });
    expect(await some(`oid=${spring.campaign}`)).toMatchObject({ data: [{ event_type: 'update_campaign_budget' }] });
    expect(await some(`oid=${spring.campaign}&add_children=true`)).toMatchObject({ data: [{}, {}] });
    expect(await some('since=2026-11-22&until=2026-11-23')).toEqual({ data: [] });
    expect(await some('since=soon')).toMatchObject({ error: { code: 100 } });
  });
});

describe('an update is refused, and nothing is applied, for', () => {
  it.each([
    ['a field that cannot be set', spring.campaign, { colour: 'red' }, 'colour'],
    ['a budget in major units', spring.campaign, { daily_budget: 460.5 }, 'daily_budget'],
    ['a budget that is a word', spring.campaign, { daily_budget: 'lots' }, 'daily_budget'],
    ['a negative budget', spring.campaign, { daily_budget: -5 }, 'daily_budget'],
    ['a budget below the minimum', spring.campaign, { daily_budget: 99 }, 'daily_budget'],
    ['a budget that is held above', spring.ad_set, { daily_budget: 5000 }, 'daily_budget'],
    ['a bid on an ad', spring.ad, { bid_amount: 300 }, 'bid_amount'],
    ['a bid above the budget', spring.ad_set, { bid_amount: 50_000 }, 'bid_amount'],
    ['an unknown status', spring.campaign, { status: 'SLEEPING' }, 'status'],
    ['a creative of another account', spring.ad, { creative: { creative_id: '420240002011' } }, 'creative'],
    ['an empty name', spring.campaign, { name: ' ' }, 'name'],
    ['one wrong field among right ones', spring.campaign, { daily_budget: 46_000, status: 'NO' }, 'status'],
  ])('%s', async (_, id, update, field) => {
    const answer = await sandbox.post(`/v26.0/${id}`, update);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { code: 100, error_data: { blame_field_specs: [[field]] }, fbtrace_id: expect.any(String) },
    });
    expect(await ledger()).toEqual([]);
  });

  it('an unknown id, a creative, nothing to change, a broken body, a deleted thing', async () => {
    expect(await sandbox.post('/v26.0/999999', { status: 'PAUSED' })).toMatchObject({
      body: { error: { error_subcode: 33 } },
    });
    expect((await sandbox.post(`/v26.0/${spring.creative}`, { status: 'PAUSED' })).status).toBe(400);
    expect((await sandbox.post(campaignPath, {})).status).toBe(400);
    expect(await sandbox.post(campaignPath, '{"daily')).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    await sandbox.call('DELETE', campaignPath);
    expect((await sandbox.post(campaignPath, { daily_budget: 46_000 })).status).toBe(400);
    expect(await ledger()).toHaveLength(1);
  });
});
