import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';
import { testCampaign } from '../testing/test-campaign.ts';

const account = {
  platform: 'meta_ads',
  external_id: 'act_900900',
  name: 'Test account',
  currency: 'USD',
  timezone: 'UTC',
  sandbox_token: 'meta-token',
};
const headers = { authorization: 'Bearer meta-token' };
let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());

async function begin(parts: Parameters<typeof testCampaign>[0]): Promise<void> {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
  const campaign = testCampaign({ budget_owner: 'ad_set', ...parts });
  await sandbox.post('/_sandbox/campaigns', { account_id: account.external_id, account, campaign });
  const audiences = ['771', '772'].map((audience_id) => ({ audience_id, name: `Audience ${audience_id}` }));
  await sandbox.post('/_sandbox/audiences', { account_id: account.external_id, audiences });
}
beforeEach(() => begin({ ends_at: '2026-12-31T00:00:00.000Z' }));

const set = (body: unknown, id = '9002') => sandbox.post(`/v26.0/${id}`, body, headers);
const read = async (fields: string, id = '9002') =>
  (await sandbox.call('GET', `/v26.0/${id}?fields=${fields}`, undefined, headers)).body;
const lines = async () =>
  ledgerSchema
    .parse((await sandbox.get('/_sandbox/ledger')).body)
    .entries.map(({ entity_id, field, before, after }) => [entity_id, field, before, after]);
const places = { geo_locations: { countries: ['DE'] } };

describe('an ad set', () => {
  it('shows its end, its targeting, and no end where there is none', async () => {
    expect(await read('end_time,targeting,daily_budget')).toEqual({
      id: '9002',
      daily_budget: '40000',
      end_time: '2026-12-31T00:00:00+0000',
      targeting: {
        geo_locations: { countries: ['US'], location_types: ['home', 'recent'] },
        age_min: 18,
        age_max: 65,
        targeting_automation: { advantage_audience: 0 },
      },
    });
    await set({ end_time: 0 });
    expect(await read('end_time')).toEqual({ id: '9002' });
    expect(await lines()).toEqual([['9002', 'ends_at', '2026-12-31T00:00:00.000Z', null]]);
  });

  it('takes a start and an end as dates with an offset or as unix seconds', async () => {
    await set({ start_time: '2026-11-25T01:00:00+0100', end_time: Date.parse('2026-12-01T00:00:00Z') / 1000 });
    expect(await read('start_time,end_time')).toMatchObject({
      start_time: '2026-11-25T00:00:00+0000',
      end_time: '2026-12-01T00:00:00+0000',
    });
    expect((await lines()).map(([, field]) => field)).toEqual(['starts_at', 'ends_at']);
  });

  it('has its targeting replaced as a whole: what is left out is gone', async () => {
    const both = {
      ...places,
      custom_audiences: [{ id: '772' }, { id: '771' }],
      targeting_automation: { advantage_audience: 1 },
    };
    expect((await set({ targeting: both })).body).toEqual({ success: true });
    expect(await read('targeting')).toMatchObject({
      targeting: {
        custom_audiences: [
          { id: '771', name: 'Audience 771' },
          { id: '772', name: 'Audience 772' },
        ],
        targeting_automation: { advantage_audience: 1 },
      },
    });
    await set({ targeting: { ...places, excluded_custom_audiences: [{ id: '771' }] } });
    expect(await read('targeting')).toEqual({
      id: '9002',
      targeting: {
        ...places,
        excluded_custom_audiences: [{ id: '771', name: 'Audience 771' }],
        targeting_automation: { advantage_audience: 0 },
      },
    });
    expect((await lines()).slice(-3)).toEqual([
      ['9002', 'included_audiences', '771,772', ''],
      ['9002', 'excluded_audiences', '', '771'],
      ['9002', 'audience_expansion', 'on', 'off'],
    ]);
  });

  it('has a line in the ledger for each write of its targeting, even when nothing differs', async () => {
    const same = { geo_locations: { countries: ['US'], location_types: ['home', 'recent'] }, age_min: 18, age_max: 65 };
    for (const _ of [1, 2]) await set({ targeting: same });
    expect(await lines()).toEqual([
      ['9002', 'included_audiences', '', ''],
      ['9002', 'included_audiences', '', ''],
    ]);
  });

  it('has its budget changed at most four times an hour', async () => {
    for (const amount of [41_000, 42_000, 43_000, 44_000])
      expect((await set({ daily_budget: amount })).status).toBe(200);
    expect(await set({ daily_budget: 45_000 })).toMatchObject({
      status: 400,
      body: { error: { code: 613, error_subcode: 1487632, error_data: { blame_field_specs: [['daily_budget']] } } },
    });
    expect((await set({ daily_budget: 44_000 })).status).toBe(200);
    await sandbox.post('/_sandbox/clock', { advance_seconds: 3601 });
    expect((await set({ daily_budget: 45_000 })).status).toBe(200);
  });

  it('and a campaign hold a lifetime budget where one was given, and never turn one kind into the other', async () => {
    await begin({ lifetime_budget_minor: 900_000, ends_at: '2026-12-31T00:00:00.000Z' });
    expect(await read('daily_budget,lifetime_budget,budget_remaining')).toMatchObject({ lifetime_budget: '900000' });
    expect((await set({ lifetime_budget: 950_000 })).status).toBe(200);
    expect((await set({ daily_budget: 40_000 })).status).toBe(400);
    expect((await set({ end_time: 0 })).status).toBe(400);
    expect(await lines()).toEqual([['9002', 'lifetime_budget', 900_000, 950_000]]);
    await begin({ budget_owner: 'campaign', lifetime_budget_minor: 900_000 });
    expect(await read('lifetime_budget', '9001')).toEqual({ id: '9001', lifetime_budget: '900000' });
    expect((await set({ lifetime_budget: 950_000 }, '9001')).status).toBe(200);
  });

  it('tells of its changes in the history', async () => {
    await set({ end_time: '2026-12-30T00:00:00+0000' });
    await set({ targeting: { ...places, custom_audiences: [{ id: '771' }] } });
    const history = await sandbox.call(
      'GET',
      `/v26.0/${account.external_id}/activities?fields=event_type,extra_data`,
      undefined,
      headers,
    );
    expect(history.body).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ event_type: 'update_ad_set_target_spec' }),
        expect.objectContaining({ event_type: 'update_ad_set_duration' }),
      ]),
    });
  });
});

describe('an update is refused, and nothing is applied, for', () => {
  it.each([
    ['targeting without a place', { targeting: { custom_audiences: [{ id: '771' }] } }, 'targeting'],
    ['an audience that there is not', { targeting: { ...places, custom_audiences: [{ id: '999' }] } }, 'targeting'],
    [
      'an audience in and out',
      { targeting: { ...places, custom_audiences: [{ id: '771' }], excluded_custom_audiences: [{ id: '771' }] } },
      'targeting',
    ],
    ['audiences as bare ids', { targeting: { ...places, custom_audiences: ['771'] } }, 'targeting'],
    [
      'a truth in place of 0 or 1',
      { targeting: { ...places, targeting_automation: { advantage_audience: true } } },
      'targeting',
    ],
    ['an end in the past', { end_time: '2026-11-20T00:00:00+0000' }, 'end_time'],
    ['an end before the start', { start_time: '2026-11-26T00:00:00Z', end_time: '2026-11-25T00:00:00Z' }, 'start_time'],
    ['a start behind the end', { start_time: '2027-01-01T00:00:00Z' }, 'start_time'],
    ['a time that is none', { end_time: 'soon' }, 'end_time'],
    ['a budget of the other kind', { lifetime_budget: 900_000 }, 'lifetime_budget'],
  ])('%s', async (_, body, field) => {
    expect(await set(body)).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_data: { blame_field_specs: [[field]] } } },
    });
    expect(await lines()).toEqual([]);
  });
});
