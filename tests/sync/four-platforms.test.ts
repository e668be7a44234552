import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountReader } from '../../activities/ad-platforms/account-reader.ts';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

let stage: SyncStage;
beforeAll(async () => {
  stage = await openSyncStage({ born_at: '2026-11-03T12:00:00Z' });
});
afterAll(() => stage.close());

const accounts = ['act_100100', '3003003001', '504004001', '7050050050051'];
const campaignsOf = (account_id: string) =>
  stage.tenant.account.external_id === account_id
    ? stage.tenant.campaigns
    : (stage.tenant.other_accounts.find((each) => each.account.external_id === account_id)?.campaigns ?? []);

describe.each(accounts)('the account %s', (account_id) => {
  it('is read whole the first time: campaigns, audiences and ninety days, of which today is partial', async () => {
    const campaigns = campaignsOf(account_id);
    expect(await stage.entities(account_id)).toMatchObject({
      campaigns: campaigns.length,
      campaigns_gone: 0,
      failed: [],
    });
    expect(await stage.audiences(account_id)).toMatchObject({ rows_read: expect.any(Number), resumed: false });
    const read = await stage.metrics(account_id);
    expect(read).toMatchObject({
      ...{ since: '2026-08-06', until: '2026-11-03', complete_until: '2026-11-02', failed: [], rows_restated: 0 },
      ...{ windows_read: campaigns.length * 3, rows_read: campaigns.length * 90, gap_days_found: 0 },
    });
    for (const { campaign_id } of campaigns) {
      const days = await stage.readDays(campaign_id);
      expect(days).toHaveLength(90);
      expect(days.filter((day) => day.partial).map((day) => day.dt)).toEqual(['2026-11-03']);
    }
  });

  it('is asked again only for what may still change, and what has not changed is not counted as changed', async () => {
    const campaigns = campaignsOf(account_id);
    const again = await stage.metrics(account_id);
    expect(again.windows_read).toBeLessThanOrEqual(campaigns.length * 2);
    expect(again.rows_read).toBeLessThanOrEqual(campaigns.length * 31);
    // Today goes on, and with it its figures; a conversion may be reported in just these moments.
    expect(again.rows_changed).toBeLessThanOrEqual(campaigns.length * 2);
    expect((await stage.entities(account_id)).rows_changed).toBe(0);
  });

  it('holds what its platform tells, day by day', async () => {
    const [campaign] = campaignsOf(account_id);
    const campaign_id = campaign?.campaign_id ?? '';
    const { database, clock, tenant } = stage;
    const deps = { database: database.app, clock, fetch, ...stage.opening };
    const reader = createAccountReader(deps);
    const { ad_account_id } = await reader.find(tenant.tenant_id, account_id);
    const { adapter } = await reader.open(tenant.tenant_id, ad_account_id);
    const reference = { account_id, entity_type: 'campaign', entity_id: campaign_id } as const;
    const told = await adapter.readInsights({ reference, since: '2026-08-06', until: '2026-09-20', grain: 'day' });
    const held = (await stage.days(campaign_id)).filter((day) => day.dt <= '2026-09-20');
    expect(held.map((day) => [day.dt, day.spend_minor, day.conversions])).toEqual(
      told.map((day) => [day.date, day.spend_minor, day.conversions]),
    );
    expect(held.length).toBe(46);
  });
});

it('an account that the tenant does not have is refused', async () => {
  await expect(stage.metrics('act_999')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
});
