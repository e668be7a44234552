import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EntityState, nothingHeld } from '../../contracts/ad-platform.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { adAccounts } from '../schema/index.ts';
import {
  countCampaigns,
  type ListedCampaign,
  listUnlistedCampaigns,
  markCampaign,
  saveListedCampaign,
} from './entities.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
beforeEach(async () => {
  await database.owner.sql`delete from ads`;
  await database.owner.sql`delete from ad_sets`;
  await database.owner.sql`delete from campaigns where campaign_id <> '100'`;
  await database.owner.sql`update campaigns set status = 'active'`;
});
afterAll(() => database.drop());

const run = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const account = (more: { ad_account_id?: string } = {}) => ({
  ...{ ad_account_id: tenant.ad_account_id, brand_id: tenant.brand_id, platform: 'meta_ads', currency: 'USD' },
  ...more,
});

function entity(entity_type: EntityState['entity_type'], entity_id: string, more: Partial<EntityState> = {}) {
  return {
    ...nothingHeld,
    ...{ platform: 'meta_ads', account_id: 'act_1', entity_type, entity_id, parent_id: null },
    ...{ name: `${entity_type} ${entity_id}`, status: 'active', currency: 'USD', read_at: '2026-03-10T12:00:00Z' },
    ...more,
  } satisfies EntityState;
}
/** Campaign 200 with an ad set of two ads. */
function listed(more: Partial<ListedCampaign> = {}): ListedCampaign {
  return {
    campaign: entity('campaign', '200'),
    daily_budget_minor: 5_000,
    ad_sets: [entity('ad_set', '201', { bid_amount_minor: 250, bid_strategy: 'cap' })],
    ads: [entity('ad', '202', { parent_id: '201', creative_id: '9' }), entity('ad', '203', { parent_id: '201' })],
    ...more,
  };
}
const save = (given: ListedCampaign) =>
  run((tx) => saveListedCampaign(tx, { ...account(), platform: 'meta_ads' }, given));
const statuses = async () => {
  const rows = await database.owner.sql`
    select campaign_id as id, status from campaigns where campaign_id = '200'
    union all select ad_set_id, status from ad_sets union all select ad_id, status from ads order by 1`;
  return Object.fromEntries(rows.map((row) => [row.id, row.status]));
};
const all = (status: string) => ({ 200: status, 201: status, 202: status, 203: status });

describe('a campaign as its platform lists it', () => {
  it('appears with everything below it, in the units that the table has', async () => {
    expect(await save(listed())).toEqual({ read: 4, changed: 4, added: true });
    expect(await statuses()).toEqual(all('active'));
    const [set] = await database.owner.sql`select campaign_id, bid_amount_minor::int, bid_strategy from ad_sets`;
    expect(set).toMatchObject({ campaign_id: '200', bid_amount_minor: 250, bid_strategy: 'cap' });
    const [campaign] = await database.owner.sql`
      select daily_budget_minor::int, currency, platform from campaigns where campaign_id = '200'`;
    expect(campaign).toMatchObject({ daily_budget_minor: 5_000, currency: 'USD', platform: 'meta_ads' });
  });

  it('that is listed again as it was changes nothing', async () => {
    await save(listed());
    expect(await save(listed())).toEqual({ read: 4, changed: 0, added: false });
  });

  it.each<[string, Partial<ListedCampaign>]>([
    ['a name', { campaign: entity('campaign', '200', { name: 'Other' }) }],
    ['a status', { campaign: entity('campaign', '200', { status: 'paused' }) }],
    ['a budget', { daily_budget_minor: null }],
    ['a bid', { ad_sets: [entity('ad_set', '201', { bid_amount_minor: 251, bid_strategy: 'cap' })] }],
    ['a strategy', { ad_sets: [entity('ad_set', '201', { bid_amount_minor: 250 })] }],
  ])('counts %s that is another now as one change', async (_, more) => {
    await save(listed());
    expect(await save(listed(more))).toMatchObject({ changed: 1, added: false });
  });

  it('keeps what is not listed any more as deleted, and finds it again when it comes back', async () => {
    await save(listed());
    const [first] = listed().ads;
    expect(await save(listed({ ads: first === undefined ? [] : [first] }))).toMatchObject({ changed: 1 });
    expect(await statuses()).toEqual({ ...all('active'), 203: 'deleted' });
    expect(await save(listed({ ads: [], ad_sets: [] }))).toMatchObject({ read: 1, changed: 2 });
    expect(await statuses()).toEqual({ ...all('deleted'), 200: 'active' });
    expect(await save(listed())).toMatchObject({ changed: 3 });
    expect(await statuses()).toEqual(all('active'));
  });

  it('leaves out an ad that hangs nowhere', async () => {
    await save(listed({ ads: [entity('ad', '202', { parent_id: null })] }));
    expect(await statuses()).toEqual({ 200: 'active', 201: 'active' });
  });

  it('may have a name of any length', async () => {
    await save(listed({ campaign: entity('campaign', '200', { name: 'x'.repeat(2_000) }) }));
    const [row] = await database.owner.sql`select length(campaign_name) as n from campaigns where campaign_id = '200'`;
    expect(row).toEqual({ n: 500 });
  });

  it('does not take the id of a campaign of another account', async () => {
    const other = { ad_account_id: randomUUID(), brand_id: tenant.brand_id, currency: 'USD', timezone: 'UTC' };
    await run((tx) =>
      tx.insert(adAccounts).values({ ...other, platform: 'meta_ads', external_id: 'act_2', name: 'B' }),
    );
    await save(listed());
    const strange = run((tx) =>
      saveListedCampaign(tx, { ...account(other), platform: 'meta_ads' }, listed({ daily_budget_minor: 1 })),
    );
    await expect(strange).rejects.toMatchObject({ code: 'SYNC_ID_TAKEN', details: { held_by: tenant.ad_account_id } });
  });

  it('does not take an ad set away from another campaign', async () => {
    await save(listed());
    const thief = {
      campaign: entity('campaign', '300'),
      ads: [],
      ad_sets: [entity('ad_set', '201', { name: 'Mine' })],
    };
    expect(await save(listed(thief))).toMatchObject({ changed: 1 });
    const [set] = await database.owner.sql`select campaign_id, name from ad_sets`;
    expect(set).toEqual({ campaign_id: '200', name: 'ad_set 201' });
  });
});

describe('a campaign that its platform does not list any more', () => {
  it('is found among those that we have, unless it is known as gone', async () => {
    await save(listed());
    const unlisted = (...ids: readonly string[]) =>
      run((tx) => listUnlistedCampaigns(tx, tenant.ad_account_id, ids)).then((found) => [...found].sort());
    expect(await unlisted()).toEqual(['100', '200']);
    expect(await unlisted('100')).toEqual(['200']);
    await run((tx) => markCampaign(tx, '200', 'archived'));
    expect(await unlisted('100')).toEqual([]);
  });

  it('takes what hangs below it along when it is gone, and not when it is only paused', async () => {
    await save(listed());
    await run((tx) => markCampaign(tx, '200', 'paused'));
    expect(await statuses()).toEqual({ ...all('active'), 200: 'paused' });
    await run((tx) => markCampaign(tx, '200', 'deleted'));
    expect(await statuses()).toEqual(all('deleted'));
  });

  it('still counts as one that we have', async () => {
    await save(listed());
    await run((tx) => markCampaign(tx, '200', 'deleted'));
    expect(await run((tx) => countCampaigns(tx, tenant.ad_account_id))).toBe(2);
    expect(await run((tx) => countCampaigns(tx, randomUUID()))).toBe(0);
  });
});
