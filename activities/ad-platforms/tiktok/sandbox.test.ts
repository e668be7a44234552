import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxControls, sandboxControls } from '../../../tests/ad-platforms/sandbox-controls.ts';
import { newTestCampaign } from '../../../tests/ad-platforms/test-campaign.ts';
import { startSandbox } from '../../../tests/harness/sandbox.ts';
import { tiktokAds } from './platform.action.ts';

/** An account that is unlike the usual one: yen, and a time zone far from UTC. */
const account = {
  ...{ name: 'Far away', external_id: '7050099887766', platform: 'tiktok_ads', currency: 'JPY' },
  ...{ timezone: 'America/New_York', sandbox_token: 'sandbox-token-tiktok-far-away' },
};
const { external_id: account_id } = account;
const year = new Date().getUTCFullYear() + 1;

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let controls: SandboxControls;
beforeAll(async () => {
  sandbox = await startSandbox();
  controls = sandboxControls(sandbox.url);
});
afterAll(() => sandbox.stop());

function open() {
  return tiktokAds.prepare(tiktokAds.sandboxSettings(sandbox.url))({
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
const applied = async (entity_id: string) =>
  (await controls.ledgerOf(entity_id)).map((entry) => [entry.field, entry.after]);

describe('an account in yen and in New York', () => {
  it('is described by its place in the world', async () => {
    await addCampaign();
    expect(await (await open()).readAccount()).toEqual({
      ...{ account_id, name: 'Far away', currency: 'JPY', timezone: 'America/New_York' },
    });
  });
  it('keeps whole yen, in the budget and in the bid', async () => {
    const { reference, ad_set } = await addCampaign();
    const adapter = await open();
    await adapter.write({ reference, field: 'daily_budget_minor', value: 61_234, request_id: 'r' });
    await adapter.write({ reference: ad_set, field: 'bid_amount_minor', value: 133, request_id: 'r' });
    expect(await applied(reference.entity_id)).toEqual([['daily_budget', 61_234]]);
    expect(await applied(ad_set.entity_id)).toEqual([['bid_amount', 133]]);
    expect((await adapter.readEntity(reference)).daily_budget_minor).toBe(61_234);
    expect((await adapter.readEntity(ad_set)).bid_amount_minor).toBe(133);
  });
  it('keeps moments, whatever the clocks there show, and changes one of them alone', async () => {
    const { ad_set } = await addCampaign({ ends_at: `${year}-12-01T05:00:00.000Z` });
    const adapter = await open();
    for (const value of [`${year}-07-15T03:59:59.000Z`, `${year}-12-15T04:59:59.000Z`]) {
      await adapter.write({ reference: ad_set, field: 'ends_at', value, request_id: 'r' });
      expect((await adapter.readEntity(ad_set)).ends_at).toBe(value);
    }
    expect(await applied(ad_set.entity_id)).toEqual([
      ['ends_at', `${year}-07-15T03:59:59.000Z`],
      ['ends_at', `${year}-12-15T04:59:59.000Z`],
    ]);
  });
  it('takes an end away, and the start stays', async () => {
    const { ad_set } = await addCampaign({ ends_at: `${year}-12-01T05:00:00.000Z` });
    const adapter = await open();
    const { starts_at } = await adapter.readEntity(ad_set);
    await adapter.write({ reference: ad_set, field: 'ends_at', value: '', request_id: 'r' });
    expect(await adapter.readEntity(ad_set)).toMatchObject({ starts_at, ends_at: null });
  });
  it('tells when a person changed something, in UTC and to the minute', async () => {
    const { reference } = await addCampaign();
    const before = await controls.now();
    await controls.personEdits(reference.entity_id, 'daily_budget', 66_000);
    const since = new Date(before.getTime() - 60_000).toISOString();
    const history = await (await open()).readChanges({ reference, since });
    expect(history).toMatchObject([{ field: 'daily_budget_minor', before: 60_000, after: 66_000, ours: false }]);
    const at = Date.parse(history[0]?.at ?? '');
    expect(at).toBeGreaterThanOrEqual(before.getTime() - 1_000);
    expect(at - before.getTime()).toBeLessThan(60_000);
  });
});

describe('what must not happen', () => {
  it('a daily budget is not written over one for life, nor the other way round', async () => {
    const adapter = await open();
    const life = await addCampaign({ lifetime_budget_minor: 900_000, ends_at: `${year}-12-01T05:00:00.000Z` });
    const daily = { reference: life.reference, field: 'daily_budget_minor', value: 70_000, request_id: 'r' } as const;
    await expect(adapter.write(daily)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    const day = await addCampaign();
    const lifetime = { ...daily, reference: day.reference, field: 'lifetime_budget_minor' } as const;
    await expect(adapter.write(lifetime)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect([...(await applied(life.reference.entity_id)), ...(await applied(day.reference.entity_id))]).toEqual([]);
  });
  it('the budget of an ad group that the campaign pays for is not set', async () => {
    const { ad_set } = await addCampaign();
    const write = { reference: ad_set, field: 'daily_budget_minor', value: 70_000, request_id: 'r' } as const;
    await expect((await open()).write(write)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(await applied(ad_set.entity_id)).toEqual([]);
  });
  it('an audience that does not exist spoils the whole list, so that half of it never stands', async () => {
    const { ad_set } = await addCampaign();
    const audience = { audience_id: '70001', name: 'Buyers', kind: 'custom', size: 900, ready: true } as const;
    await controls.addAudiences(account_id, [audience]);
    const write = { reference: ad_set, field: 'included_audience_ids', value: '70001,79999', request_id: 'r' } as const;
    const adapter = await open();
    await expect(adapter.write(write)).rejects.toMatchObject({ code: expect.stringMatching(/REFUSED|NOT_FOUND/) });
    expect((await adapter.readEntity(ad_set)).included_audience_ids).toBe('');
  });
});
