import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxControls, sandboxControls } from '../../../tests/ad-platforms/sandbox-controls.ts';
import { newTestCampaign } from '../../../tests/ad-platforms/test-campaign.ts';
import { startSandbox } from '../../../tests/harness/sandbox.ts';
import { googleAds } from './platform.action.ts';

/** An account that is unlike the usual one: yen, and a time zone far from UTC. */
const account = {
  ...{ name: 'Far away', external_id: '7009876543', platform: 'google_ads', currency: 'JPY' },
  ...{ timezone: 'America/New_York', sandbox_token: 'sandbox-token-google-far-away' },
};
const { external_id: account_id } = account;

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let controls: SandboxControls;
beforeAll(async () => {
  sandbox = await startSandbox();
  controls = sandboxControls(sandbox.url);
});
afterAll(() => sandbox.stop());

function open(settings: Record<string, string> = {}) {
  return googleAds.prepare({ ...googleAds.sandboxSettings(sandbox.url), ...settings })({
    account: { ...account, settings: {} },
    credential: { access_token: account.sandbox_token, refresh_token: null, expires_at: null },
    ...{ saveCredential: async () => undefined, fetch, now: () => new Date() },
  });
}
async function addCampaign(more: object = {}) {
  const made = newTestCampaign({ daily_budget_minor: 60_000, bid_amount_minor: 120, target_cpa_minor: 3_000 });
  await controls.addCampaign(account_id, { ...made, ...more }, { account });
  const reference = { account_id, entity_type: 'campaign', entity_id: made.campaign_id } as const;
  return { reference, ad_set: { account_id, entity_type: 'ad_set', entity_id: made.ad_set_id } as const };
}
const applied = async (entity_id: string) => (await controls.ledgerOf(entity_id)).map((entry) => entry.after);

describe('an account in yen and in New York', () => {
  it('keeps whole yen, in the budget and in the bid', async () => {
    const { reference, ad_set } = await addCampaign();
    const adapter = await open();
    await adapter.write({ reference, field: 'daily_budget_minor', value: 61_234, request_id: 'r' });
    await adapter.write({ reference: ad_set, field: 'bid_amount_minor', value: 133, request_id: 'r' });
    expect(await applied(reference.entity_id)).toEqual([61_234]);
    expect(await applied(ad_set.entity_id)).toEqual([133]);
    expect((await adapter.readEntity(reference)).daily_budget_minor).toBe(61_234);
    expect((await adapter.readEntity(ad_set)).bid_amount_minor).toBe(133);
  });
  it('keeps moments, whatever the clocks there show', async () => {
    const year = new Date().getUTCFullYear() + 1;
    const { reference } = await addCampaign({ ends_at: `${year}-12-01T05:00:00.000Z` });
    const adapter = await open();
    expect((await adapter.readEntity(reference)).ends_at).toBe(`${year}-12-01T05:00:00.000Z`);
    for (const value of [`${year}-07-15T03:59:59.000Z`, `${year}-12-15T04:59:59.000Z`]) {
      await adapter.write({ reference, field: 'ends_at', value, request_id: 'r' });
      expect((await adapter.readEntity(reference)).ends_at).toBe(value);
      expect((await applied(reference.entity_id)).at(-1)).toBe(value);
    }
  });
  it('takes an end away', async () => {
    const year = new Date().getUTCFullYear() + 1;
    const { reference } = await addCampaign({ ends_at: `${year}-12-01T05:00:00.000Z` });
    const adapter = await open();
    await adapter.write({ reference, field: 'ends_at', value: '', request_id: 'r' });
    expect((await adapter.readEntity(reference)).ends_at).toBeNull();
  });
  it('tells when a person changed something, in UTC', async () => {
    const { reference } = await addCampaign();
    const before = await controls.now();
    await controls.personEdits(reference.entity_id, 'daily_budget', 66_000);
    const since = new Date(before.getTime() - 1_000).toISOString();
    const history = await (await open()).readChanges({ reference, since });
    expect(history).toMatchObject([{ field: 'daily_budget_minor', before: 60_000, after: 66_000, ours: false }]);
    expect(Math.abs(Date.parse(history[0]?.at ?? '') - before.getTime())).toBeLessThan(60_000);
  });
});

describe('what must not happen', () => {
  it('a budget that two campaigns share is read, and never written for one of them', async () => {
    const shared = { shared_budget_id: '880088' };
    const [one, other] = [await addCampaign(shared), await addCampaign(shared)];
    const adapter = await open();
    expect((await adapter.readEntity(one.reference)).daily_budget_minor).toBe(60_000);
    const write = { reference: one.reference, field: 'daily_budget_minor', value: 70_000, request_id: 'r' } as const;
    await expect(adapter.write(write)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_CAPABILITY_MISSING', message: expect.stringContaining('shared') },
    });
    expect([...(await applied(one.reference.entity_id)), ...(await applied(other.reference.entity_id))]).toEqual([]);
  });
  it('a write that Google shall only check changes nothing', async () => {
    const { reference } = await addCampaign();
    const adapter = await open({ GOOGLE_ADS_VALIDATE_ONLY: 'true' });
    const write = { reference, field: 'daily_budget_minor', value: 70_000, request_id: 'r' } as const;
    await expect(adapter.write(write)).rejects.toMatchObject({ details: { only_checked: true } });
    await expect(adapter.write({ ...write, value: 1 })).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', details: { google_code: 'campaignBudgetError.BUDGET_BELOW_PER_DAY_MINIMUM' } },
    });
    expect(await applied(reference.entity_id)).toEqual([]);
  });
  it('an audience that does not exist spoils the whole list, so that half of it never stands', async () => {
    const { reference } = await addCampaign();
    const audience = { audience_id: '70001', name: 'Buyers', kind: 'custom', size: 900, ready: true } as const;
    await controls.addAudiences(account_id, [audience]);
    const write = { reference, field: 'included_audience_ids', value: '70001,79999', request_id: 'r' } as const;
    await expect((await open()).write(write)).rejects.toMatchObject({
      code: expect.stringMatching(/REFUSED|NOT_FOUND/),
    });
    expect((await (await open()).readEntity(reference)).included_audience_ids).toBe('');
  });
});
