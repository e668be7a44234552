import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insightRow, turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { adSets, ads, campaigns } from '../schema/index.ts';
import {
  findCampaign,
  listCampaigns,
  readCampaignFeatures,
  readCampaignParts,
  readFeaturesOf,
} from './campaigns-list.ts';
import type { KeysetPosition } from './keyset.ts';
import { upsertDailyInsights } from './metrics-sync.ts';

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
const add = async (campaign_id: string, more: Partial<typeof campaigns.$inferInsert> = {}) => {
  const { ad_account_id, brand_id } = tenant;
  await withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.insert(campaigns).values({
      ...{ campaign_id, campaign_name: `Campaign ${campaign_id}`, platform: 'meta_ads', status: 'active' },
      ...{ ad_account_id, brand_id, currency: 'USD' },
      ...more,
    }),
  );
};
const all = { limit: 50, after: null, platform: null, status: null, search: null } as const;
const list = (filter: Partial<Parameters<typeof listCampaigns>[1]> = {}, of = tenant) =>
  inTenant((tx) => listCampaigns(tx, { ...all, ...filter }), of);
const ids = async (filter: Parameters<typeof list>[0]) =>
  (await list(filter)).rows.map((row) => row.campaign_id).sort();

describe('the list of campaigns', () => {
  it('gives every row once, newest first, while new ones come in', async () => {
    for (let index = 0; index < 10; index += 1) {
      await add(`c${index}`, { created_at: new Date(Date.UTC(2026, 0, 1 + (index % 3))) });
    }
    let fresh = 0;
    const page = (after: KeysetPosition | null) => list({ limit: 3, after });
    const seen = await turnPages(page, () => {
      fresh += 1;
      return add(`fresh ${fresh}`);
    });
    expect(seen).toHaveLength(11);
    expect(new Set(seen.map((row) => row.id)).size).toBe(11);
    const moments = seen.map((row) => row.created_at.getTime());
    expect(moments).toEqual(moments.toSorted((left, right) => right - left));
  });

  it('is narrowed by platform and status', async () => {
    await add('search');
    await database.owner.sql`update campaigns set platform = 'google_ads' where campaign_id = 'search'`;
    await add('still', { status: 'paused' });
    expect(await ids({ platform: 'google_ads' })).toEqual(['search']);
    expect(await ids({ status: 'paused' })).toEqual(['still']);
    expect(await ids({ status: 'paused', platform: 'google_ads' })).toEqual([]);
  });

  it('is searched by name and id, in any case, and takes signs of patterns as they are', async () => {
    await add('200', { campaign_name: 'Spring 50% off' });
    await add('3_0', { campaign_name: 'back\\slash' });
    await add('310', { campaign_name: "O'Hara" });
    expect(await ids({ search: 'sPRING' })).toEqual(['200']);
    expect(await ids({ search: '50% o' })).toEqual(['200']);
    expect(await ids({ search: '%' })).toEqual(['200']);
    expect(await ids({ search: '3_0' })).toEqual(['3_0']);
    expect(await ids({ search: '\\' })).toEqual(['3_0']);
    expect(await ids({ search: "o'h" })).toEqual(['310']);
    expect(await ids({ search: "' or true --" })).toEqual([]);
    expect(await ids({ search: '' })).toHaveLength(4);
  });

  it('shows nothing of another tenant', async () => {
    await add('only ours');
    const stranger = await insertTenantRows(database.owner);
    expect((await list({ search: 'only ours' }, stranger)).rows).toEqual([]);
  });
});

describe('one campaign', () => {
  it('is found by the platform’s id and by ours, in either case', async () => {
    const row = await inTenant((tx) => findCampaign(tx, '100'));
    const find = (id: string) => inTenant((tx) => findCampaign(tx, id));
    expect((await find(row?.id ?? ''))?.campaign_id).toBe('100');
    expect((await find((row?.id ?? '').toUpperCase()))?.campaign_id).toBe('100');
    expect(await find('no such')).toBeNull();
    expect(await find(randomUUID())).toBeNull();
  });

  it('is the one with the platform’s id, should that look like another one’s uuid', async () => {
    const first = await inTenant((tx) => findCampaign(tx, '100'));
    await add(first?.id ?? '');
    expect((await inTenant((tx) => findCampaign(tx, first?.id ?? '')))?.campaign_id).toBe(first?.id);
  });

  it('is the tenant’s own, though another tenant has one of the same id', async () => {
    const stranger = await insertTenantRows(database.owner, { currency: 'JPY' });
    expect((await inTenant((tx) => findCampaign(tx, '100')))?.currency).toBe('USD');
    expect((await inTenant((tx) => findCampaign(tx, '100'), stranger))?.currency).toBe('JPY');
    const ours = await inTenant((tx) => findCampaign(tx, '100'));
    expect(await inTenant((tx) => findCampaign(tx, ours?.id ?? ''), stranger)).toBeNull();
  });

  it('has its account, its brand, and its own ad sets and ads in order', async () => {
    await add('200');
    await withTenant(database.owner, tenant.tenant_id, async (tx) => {
      for (const [ad_set_id, campaign_id] of [
        ['s2', '100'],
        ['s1', '100'],
        ['s9', '200'],
      ] as const) {
        await tx.insert(adSets).values({ ad_set_id, campaign_id, name: ad_set_id, status: 'active' });
        await tx.insert(ads).values({ ad_id: `a-${ad_set_id}`, ad_set_id, campaign_id, name: 'Ad', status: 'active' });
      }
    });
    const parts = await inTenant(async (tx) => {
      const campaign = await findCampaign(tx, '100');
      if (campaign === null) throw new Error('The campaign is gone.');
      return readCampaignParts(tx, campaign);
    });
    expect(parts.account).toEqual({ external_id: 'act_1', name: 'Account', timezone: 'UTC' });
    expect(parts.brand).toEqual({ brand_id: tenant.brand_id, name: 'Brand' });
    expect(parts.ad_sets.map((set) => set.ad_set_id)).toEqual(['s1', 's2']);
    expect(parts.ads.map((ad) => ad.ad_id)).toEqual(['a-s1', 'a-s2']);
    expect(JSON.stringify(parts)).not.toContain('tenant_id');
  });
});

describe('the features of campaigns', () => {
  it('are read for one and for several, without the keys that stand outside of the contract', async () => {
    await add('200');
    const owner = { campaign_id: '100', platform: 'meta_ads', currency: 'USD' } as const;
    await inTenant((tx) =>
      upsertDailyInsights(tx, owner, [insightRow({ date: new Date().toISOString().slice(0, 10) })]),
    );
    const one = await inTenant((tx) => readCampaignFeatures(tx, '100'));
    const several = await inTenant((tx) => readFeaturesOf(tx, ['100', '200', '404']));
    expect([...several.keys()].sort()).toEqual(['100', '200']);
    expect(several.get('100')).toEqual(one);
    expect(Object.keys(one ?? {})).not.toContain('tenant_id');
    expect(Object.keys(one ?? {})).not.toContain('campaign_id');
    expect((await inTenant((tx) => readFeaturesOf(tx, []))).size).toBe(0);
    expect(await inTenant((tx) => readCampaignFeatures(tx, '404'))).toBeNull();
  });
});
