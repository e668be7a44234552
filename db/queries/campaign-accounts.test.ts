import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EntityState, nothingHeld } from '../../contracts/ad-platform.ts';
import type { Change } from '../../contracts/change-set.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { creatives } from '../schema/index.ts';
import { readCampaignAccount } from './ad-accounts.ts';
import { listCreatives, refreshChangedRow, saveCampaignState } from './campaign-accounts.ts';
import { findCampaign, readCampaignParts } from './campaigns-list.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const entity = (
  entity_type: EntityState['entity_type'],
  entity_id: string,
  more: Partial<EntityState> = {},
): EntityState => ({
  ...{ platform: 'meta_ads', account_id: 'act_1', entity_type, entity_id, parent_id: null, name: entity_id },
  ...nothingHeld,
  ...{ status: 'active', currency: 'USD', read_at: '2026-03-01T00:00:00Z' },
  ...more,
});
const save = (more: Partial<Parameters<typeof saveCampaignState>[1]> = {}, of = tenant) =>
  inTenant(
    (tx) =>
      saveCampaignState(tx, {
        campaign: entity('campaign', '100', { name: 'Renamed', status: 'paused' }),
        daily_budget_minor: 9_000,
        ad_sets: [entity('ad_set', 's1', { daily_budget_minor: 4_000, bid_amount_minor: 150 }), entity('ad_set', 's2')],
        ads: [
          entity('ad', 'a1', { parent_id: 's1', creative_id: 'k1' }),
          entity('ad', 'a2', { parent_id: 's2', creative_id: 'k1' }),
        ],
        ...more,
      }),
    of,
  );
const parts = async (of = tenant) =>
  inTenant(async (tx) => {
    const campaign = await findCampaign(tx, '100');
    if (campaign === null) throw new Error('The campaign is gone.');
    return { campaign, ...(await readCampaignParts(tx, campaign)) };
  }, of);
const carry = (more: Partial<Change>, of = tenant) =>
  inTenant((tx) => refreshChangedRow(tx, budgetStep('100', more)), of);

describe('our rows of a campaign', () => {
  it('say after a read what the platform says', async () => {
    await save();
    const now = await parts();
    expect(now.campaign).toMatchObject({ campaign_name: 'Renamed', status: 'paused', daily_budget_minor: 9_000 });
    expect(now.ad_sets).toMatchObject([
      { ad_set_id: 's1', daily_budget_minor: 4_000, bid_amount_minor: 150 },
      { ad_set_id: 's2', daily_budget_minor: null },
    ]);
    expect(now.ads.map((ad) => [ad.ad_id, ad.ad_set_id, ad.creative_id])).toEqual([
      ['a1', 's1', 'k1'],
      ['a2', 's2', 'k1'],
    ]);
  });

  it('are changed by the next read and never removed: what it does not name stays', async () => {
    await save();
    await save({ ad_sets: [entity('ad_set', 's1', { status: 'archived' })], ads: [] });
    const now = await parts();
    expect(now.ad_sets.map((set) => [set.ad_set_id, set.status])).toEqual([
      ['s1', 'archived'],
      ['s2', 'active'],
    ]);
    expect(now.ad_sets[0]).toMatchObject({ daily_budget_minor: null, bid_amount_minor: null });
    expect(now.ads).toHaveLength(2);
  });

  it('leave out an ad whose ad set nobody names', async () => {
    await save({ ads: [entity('ad', 'lost')] });
    expect((await parts()).ads).toEqual([]);
  });

  it('of the same ids in two tenants are two', async () => {
    const stranger = await insertTenantRows(database.owner);
    await Promise.all([save(), save({ daily_budget_minor: 1 }, stranger)]);
    expect((await parts()).campaign.daily_budget_minor).toBe(9_000);
    expect((await parts(stranger)).campaign.daily_budget_minor).toBe(1);
  });
});

describe('a verified change', () => {
  beforeEach(() => save());

  it.each([
    ['campaign', '100', 'daily_budget_minor', 12_000],
    ['campaign', '100', 'status', 'active'],
    ['ad_set', 's1', 'status', 'paused'],
    ['ad_set', 's1', 'bid_amount_minor', 175],
    ['ad_set', 's1', 'daily_budget_minor', 4_400],
    ['ad', 'a1', 'status', 'paused'],
    ['ad', 'a1', 'creative_id', 'k2'],
  ] as const)('of the %s %s shows in its %s', async (entity_type, entity_id, field, value) => {
    const before = await parts();
    await carry({ entity_type, entity_id, field, before: 4_000, after: value });
    const now = await parts();
    const of = { campaign: [now.campaign], ad_set: now.ad_sets, ad: now.ads }[entity_type];
    const first: Readonly<Record<string, unknown>> = of[0] ?? {};
    expect(first[field]).toBe(value);
    expect(now.ad_sets[1]).toEqual(before.ad_sets[1]);
    expect(now.ads[1]).toEqual(before.ads[1]);
  });

  it('of an ad set’s budget moves the sum that the campaign shows', async () => {
    await carry({ entity_type: 'ad_set', entity_id: 's1', before: 4_000, after: 4_400 });
    expect((await parts()).campaign.daily_budget_minor).toBe(9_400);
    await carry({ entity_type: 'ad_set', entity_id: 's1', field: 'bid_amount_minor', before: 150, after: 175 });
    expect((await parts()).campaign.daily_budget_minor).toBe(9_400);
  });

  it('of a creative makes the new one active, and the old one spare when no ad shows it any more', async () => {
    await inTenant((tx) =>
      tx.insert(creatives).values([
        { creative_id: 'k1', campaign_id: '100', name: 'Old', state: 'active' },
        { creative_id: 'k2', campaign_id: '100', name: 'New', state: 'spare' },
      ]),
    );
    const states = async () => (await inTenant((tx) => listCreatives(tx, '100'))).map((each) => each.state);
    const swap = { field: 'creative_id', before: 'k1', after: 'k2' } as const;
    await carry({ entity_type: 'ad', entity_id: 'a1', ...swap });
    expect(await states()).toEqual(['active', 'active']);
    await carry({ entity_type: 'ad', entity_id: 'a2', ...swap });
    expect(await states()).toEqual(['spare', 'active']);
  });

  it('touches no row of another tenant with the same ids', async () => {
    const stranger = await insertTenantRows(database.owner);
    const before = await parts();
    await carry({ after: 1 }, stranger);
    await carry({ entity_type: 'ad_set', entity_id: 's1', after: 1 }, stranger);
    expect(await parts()).toEqual(before);
  });
});

describe('the account of a campaign', () => {
  it('comes with its clock and currency; an unknown campaign has none', async () => {
    expect(await inTenant((tx) => readCampaignAccount(tx, '100'))).toMatchObject({
      ...{ platform: 'meta_ads', external_id: 'act_1', currency: 'USD', timezone: 'UTC', protected: false },
      credential_ciphertext: null,
    });
    expect(await inTenant((tx) => readCampaignAccount(tx, '404'))).toBeNull();
  });
});
