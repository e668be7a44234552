import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AudienceState } from '../../contracts/ad-platform.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { listStoredAudiences, saveAudiences } from './audiences.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
beforeEach(async () => {
  await database.owner.sql`delete from audiences`;
});
afterAll(() => database.drop());

const buyers: AudienceState = { audience_id: '1', name: 'Buyers', kind: 'custom', size: 900, ready: true };
const alike: AudienceState = { audience_id: '2', name: 'Alike', kind: 'lookalike', size: null, ready: false };
const save = (listed: readonly AudienceState[], seen_at = new Date(0)) =>
  withTenant(database.app, tenant.tenant_id, (tx) => saveAudiences(tx, tenant.ad_account_id, listed, seen_at));
const stored = () => withTenant(database.app, tenant.tenant_id, (tx) => listStoredAudiences(tx, tenant.ad_account_id));

describe('the audiences of an account', () => {
  it('are those that the platform lists, by name', async () => {
    expect(await save([buyers, alike])).toEqual({ read: 2, changed: 2, removed: 0 });
    const seen_at = new Date(0);
    expect(await stored()).toEqual([
      { ...alike, seen_at },
      { ...buyers, seen_at },
    ]);
  });

  it('that are listed again as they were did not change, but were seen', async () => {
    await save([buyers]);
    const later = new Date('2026-03-10T12:00:00Z');
    expect(await save([buyers], later)).toEqual({ read: 1, changed: 0, removed: 0 });
    expect(await stored()).toEqual([{ ...buyers, seen_at: later }]);
  });

  it.each<Partial<AudienceState>>([
    { name: 'Renamed' },
    { kind: 'saved' },
    { size: null },
    { size: 901 },
    { ready: false },
  ])('count %j as one change', async (more) => {
    await save([buyers, alike]);
    expect(await save([{ ...buyers, ...more }, alike])).toEqual({ read: 2, changed: 1, removed: 0 });
    expect(await stored()).toContainEqual(expect.objectContaining(more));
  });

  it('that are not listed any more are not ours any more either', async () => {
    await save([buyers, alike]);
    expect(await save([alike])).toEqual({ read: 1, changed: 1, removed: 1 });
    expect(await save([])).toEqual({ read: 0, changed: 1, removed: 1 });
    expect(await stored()).toEqual([]);
  });
});
