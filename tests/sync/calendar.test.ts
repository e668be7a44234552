import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCurrency } from '../../contracts/minor-units.ts';
import { connectAccount } from '../../db/queries/account-list.ts';
import { sealCredential } from '../../db/queries/credentials.ts';
import { newTestCampaign } from '../ad-platforms/test-campaign.ts';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

describe('an account in yen and Tokyo', () => {
  let stage: SyncStage;
  beforeAll(async () => {
    // In Tokyo the fourth has begun an hour ago.
    stage = await openSyncStage({ born_at: '2026-11-03T16:00:00Z', tenant_index: 1 });
    await stage.entities('act_200200');
  });
  afterAll(() => stage.close());

  it('has its own days, and whole yen', async () => {
    const read = await stage.metrics('act_200200');
    expect(read).toMatchObject({ until: '2026-11-04', complete_until: '2026-11-03', failed: [] });
    const [first] = stage.tenant.campaigns;
    const days = await stage.days(first?.campaign_id ?? '');
    expect(days.at(-1)?.dt).toBe('2026-11-04');
    const yesterday = days.find((each) => each.dt === '2026-11-03');
    expect(yesterday?.currency).toBe('JPY');
    // A daily budget of 60,000 yen, spent about whole: neither a hundredth nor a hundredfold of it.
    expect(yesterday?.spend_minor).toBeGreaterThan(6_000);
    expect(yesterday?.spend_minor).toBeLessThanOrEqual(105_000);
    const partial = (await stage.readDays(first?.campaign_id ?? '')).filter((each) => each.partial);
    expect(partial.map((each) => each.dt)).toEqual(['2026-11-04']);
  });
});

describe.each([
  ['meta_ads', 'act_7700700'],
  ['google_ads', '7700700700'],
  ['tiktok_ads', '7700700'],
] as const)(
  'an account on %s in New York that somebody connects on the day the clocks go back',
  (platform, external_id) => {
    let stage: SyncStage;
    const made = { ...newTestCampaign(), daily_budget_minor: 40_000 };
    beforeAll(async () => {
      // 22:30 on Sunday the first of November in New York, a day of 25 hours; in UTC it is Monday.
      stage = await openSyncStage({ born_at: '2026-11-02T03:30:00Z' });
      const sandbox_token = `token-of-${external_id}`;
      const account = {
        platform,
        external_id,
        name: 'New York',
        currency: 'JPY',
        timezone: 'America/New_York',
        sandbox_token,
      };
      await stage.sandbox.addCampaign(external_id, { budget_owner: 'campaign', ...made }, { account });
      const credential = { access_token: sandbox_token, refresh_token: `refresh-${sandbox_token}`, expires_at: null };
      await stage.inTenant(async (tx) => {
        const [brand] = await stage.database.owner
          .sql`select brand_id from brands where tenant_id = ${stage.tenant.tenant_id}`;
        const seal = {
          key: stage.opening.config.MBI_CREDENTIALS_KEY,
          account: { tenant_id: stage.tenant.tenant_id, platform, external_id },
        };
        await connectAccount(tx, {
          ...{ brand_id: String(brand?.brand_id), platform, external_id, name: external_id, platform_settings: {} },
          credential_ciphertext: sealCredential(JSON.stringify(credential), seal),
        });
      });
    });
    afterAll(() => stage.close());
    const facts = async () => {
      const [row] = await stage.database.owner
        .sql`select name, currency, timezone from ad_accounts where external_id = ${external_id}`;
      return row;
    };

    it('learns its currency and its clock from the platform, before anything is counted', async () => {
      expect(await facts()).toMatchObject({ currency: noCurrency });
      expect(await stage.entities(external_id)).toMatchObject({ campaigns: 1, campaigns_added: 1, failed: [] });
      expect(await facts()).toEqual({ name: 'New York', currency: 'JPY', timezone: 'America/New_York' });
      const [row] = await stage.database.owner
        .sql`select currency, daily_budget_minor::int from campaigns where campaign_id = ${made.campaign_id}`;
      expect(row).toEqual({ currency: 'JPY', daily_budget_minor: 40_000 });
    });

    it('counts the long day as one day, which is partial until midnight there', async () => {
      expect(await stage.metrics(external_id)).toMatchObject({ until: '2026-11-01', complete_until: '2026-10-31' });
      const sunday = async () => (await stage.readDays(made.campaign_id)).find((each) => each.dt === '2026-11-01');
      expect(await sunday()).toMatchObject({ partial: true });
      // 23:45 there, still Sunday; by a day of 24 hours it would be Monday.
      await stage.pass(75 * 60);
      expect((await stage.metrics(external_id)).until).toBe('2026-11-01');
      await stage.pass(30 * 60);
      expect(await stage.metrics(external_id)).toMatchObject({ until: '2026-11-02', complete_until: '2026-11-01' });
      expect(await sunday()).toMatchObject({ partial: false });
      const days = await stage.days(made.campaign_id);
      expect(days.filter((each) => each.dt >= '2026-10-30').map((each) => each.dt)).toEqual(
        expect.arrayContaining(['2026-10-30', '2026-10-31', '2026-11-01']),
      );
      expect(new Set(days.map((each) => each.dt)).size).toBe(days.length);
    });

    it('whose platform names another currency all at once is not mixed up', async () => {
      await stage.database.owner.sql`update ad_accounts set currency = 'USD' where external_id = ${external_id}`;
      await expect(stage.entities(external_id)).rejects.toMatchObject({ code: 'ACCOUNT_FACTS_DIFFER' });
      expect(await facts()).toMatchObject({ currency: 'USD' });
      expect(await stage.stream(external_id, 'entities')).toMatchObject({
        status: 'failed',
        error_code: 'ACCOUNT_FACTS_DIFFER',
      });
    });
  },
);
