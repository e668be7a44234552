import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxProcess, spring, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());

const time = expect.stringMatching(/^2026-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
const delivering = {
  account_id: '100100',
  status: 'ACTIVE',
  configured_status: 'ACTIVE',
  effective_status: 'ACTIVE',
  created_time: time,
  start_time: time,
  updated_time: time,
};

describe('every field of', () => {
  it.each([
    [
      'a campaign',
      spring.campaign,
      {
        ...delivering,
        name: 'Spring Sale',
        objective: 'OUTCOME_SALES',
        buying_type: 'AUCTION',
        bid_strategy: 'LOWEST_COST_WITH_BID_CAP',
        special_ad_categories: [],
        daily_budget: '40000',
        budget_remaining: expect.stringMatching(/^\d+$/),
        adsets: { data: [{ id: spring.ad_set }] },
      },
    ],
    [
      'an ad set',
      spring.ad_set,
      {
        ...delivering,
        name: 'Spring Sale – ad set',
        campaign_id: spring.campaign,
        bid_amount: 250,
        bid_strategy: 'LOWEST_COST_WITH_BID_CAP',
        billing_event: 'IMPRESSIONS',
        optimization_goal: 'OFFSITE_CONVERSIONS',
        attribution_spec: [
          { event_type: 'CLICK_THROUGH', window_days: 7 },
          { event_type: 'VIEW_THROUGH', window_days: 1 },
        ],
        budget_remaining: '0',
        campaign: { id: spring.campaign },
        ads: { data: [{ id: spring.ad }, { id: '320240001012' }] },
      },
    ],
    [
      'an ad',
      spring.ad,
      {
        ...delivering,
        name: 'Spring Sale – video',
        campaign_id: spring.campaign,
        adset_id: spring.ad_set,
        creative: { id: spring.creative },
        adset: { id: spring.ad_set },
      },
    ],
    [
      'a creative',
      spring.creative,
      {
        account_id: '100100',
        name: 'Spring Sale – video',
        status: 'ACTIVE',
        title: 'Spring Sale',
        body: 'Made-up ad of Spring Sale',
        object_type: 'SHARE',
        created_time: time,
      },
    ],
  ])('%s', async (_, id, fields) => {
    const { body } = await sandbox.get(`/v26.0/${id}?fields=${Object.keys(fields).join(',')}`);
    expect(body).toEqual({ ...fields, id });
  });

  it('a thing that holds no budget leaves it out', async () => {
    const fields = 'daily_budget,lifetime_budget,issues_info';
    expect((await sandbox.get(`/v26.0/${spring.ad_set}?fields=${fields}`)).body).toEqual({ id: spring.ad_set });
  });

  it('a tired creative tells its age', async () => {
    const { body } = await sandbox.get('/v26.0/420240001021?fields=created_time');
    expect(body).toMatchObject({ created_time: '2026-10-06T12:00:00+0000' });
  });

  it('an updated thing tells when', async () => {
    await sandbox.post(`/v26.0/${spring.ad}`, { name: 'Renamed' });
    const { body } = await sandbox.get(`/v26.0/${spring.ad}?fields=name,updated_time`);
    expect(body).toEqual({ id: spring.ad, name: 'Renamed', updated_time: expect.stringMatching(/^2026-11-21T12:00/) });
  });

  it.each([spring.campaign, spring.ad_set, spring.ad, spring.creative, spring.account])(
    '%s is named in the refusal of a field that it does not have',
    async (id) => {
      const { body } = await sandbox.get(`/v26.0/${id}?fields=constructor`);
      expect(body).toMatchObject({
        error: { code: 100, message: expect.stringContaining('nonexisting field (constructor)') },
      });
    },
  );
});
