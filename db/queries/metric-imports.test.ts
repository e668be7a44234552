import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import type { DailyRow } from '../import/daily-rows.ts';
import { insertMetricImport, upsertDays, upsertObservations } from './metric-imports.ts';

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
const owner = () => ({ campaign_id: '100', source: 'import:test', import_id: randomUUID() });
const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const points = (...values: readonly number[]) => values.map((value, hour) => ({ observed_at: at(hour), value }));
const series = (rows: ReturnType<typeof points>, metric = 'cpc', of = tenant) =>
  inTenant((tx) => upsertObservations(tx, { ...owner(), metric }, rows), of);
const day = (more: Partial<DailyRow> = {}): DailyRow => ({
  ...{ dt: '2026-03-01', ad_id: '', impressions: 100, clicks: 10, spend_minor: 1_000, conversions: 1.5 },
  ...{ revenue_minor: 3_000, reach: 90, frequency: 1.1, impression_share: 0.5 },
  ...more,
});
const days = (rows: readonly DailyRow[], more: Partial<ReturnType<typeof owner>> = {}) =>
  inTenant((tx) => upsertDays(tx, { ...owner(), channel: 'meta_ads', currency: 'USD', ...more }, rows));
const stored = () =>
  database.owner.sql`select dt::text, ad_id, impressions::int, reach::int, frequency, impression_share, import_id
    from fct_ad_metric_daily where tenant_id = ${tenant.tenant_id} order by dt, ad_id`;

describe('points of an imported series', () => {
  it('are counted as new, changed or the same', async () => {
    expect(await series(points(1, 2, 3))).toEqual({ inserted: 3, updated: 0 });
    expect(await series(points(1, 2, 3))).toEqual({ inserted: 0, updated: 0 });
    expect(await series(points(1, 5, 3, 4))).toEqual({ inserted: 1, updated: 1 });
    expect(await series([])).toEqual({ inserted: 0, updated: 0 });
  });

  it('of two metrics at the same moment are two points', async () => {
    await series(points(1));
    expect(await series(points(1), 'ctr')).toEqual({ inserted: 1, updated: 0 });
  });

  it('keep every digit that a double has', async () => {
    await series(points(0.1 + 0.2, 1e-300, -5, 2 ** 53));
    const rows = await database.owner.sql<{ value: number }[]>`
      select value from metric_observations where tenant_id = ${tenant.tenant_id} order by observed_at`;
    expect(rows.map((row) => row.value)).toEqual([0.1 + 0.2, 1e-300, -5, 2 ** 53]);
  });

  it('point at the import that wrote their present value', async () => {
    const first = { ...owner(), metric: 'cpc' };
    const second = { ...owner(), metric: 'cpc' };
    await inTenant((tx) => upsertObservations(tx, first, points(1, 2)));
    await inTenant((tx) => upsertObservations(tx, second, points(1, 3)));
    const rows = await database.owner.sql`
      select import_id from metric_observations where tenant_id = ${tenant.tenant_id} order by observed_at`;
    expect(rows.map((row) => row.import_id)).toEqual([first.import_id, second.import_id]);
  });

  it('of two imports at once are there once each', async () => {
    const counts = await Promise.all([series(points(1, 2, 3)), series(points(1, 2, 3)), series(points(1, 2, 3))]);
    expect(counts.reduce((sum, each) => sum + each.inserted, 0)).toBe(3);
    expect(counts.reduce((sum, each) => sum + each.updated, 0)).toBe(0);
  });

  it('of one tenant are not those of another', async () => {
    await series(points(1));
    expect(await series(points(9), 'cpc', await insertTenantRows(database.owner))).toEqual({ inserted: 1, updated: 0 });
  });

  it('that name one moment twice in one call are refused rather than half written', async () => {
    const twice = [...points(1), ...points(2)];
    await expect(series(twice)).rejects.toMatchObject({ cause: { code: '21000' } });
  });
});

describe('days of an imported export', () => {
  it('are counted as new, changed or the same', async () => {
    const rows = [day(), day({ dt: '2026-03-02' }), day({ dt: '2026-03-02', ad_id: 'a' })];
    expect(await days(rows)).toEqual({ inserted: 3, updated: 0 });
    expect(await days(rows)).toEqual({ inserted: 0, updated: 0 });
    expect(await days([day({ impressions: 101 }), day({ dt: '2026-03-03' })])).toEqual({ inserted: 1, updated: 1 });
  });

  it.each([
    'impressions',
    'clicks',
    'spend_minor',
    'conversions',
    'revenue_minor',
    'reach',
    'frequency',
    'impression_share',
  ])('are changed when only %s differs', async (name) => {
    await days([day()]);
    expect(await days([day({ [name]: 0 })])).toEqual({ inserted: 0, updated: 1 });
  });

  it('keep what a later export does not say', async () => {
    await days([day()]);
    const silent = { reach: null, frequency: null, impression_share: null };
    expect(await days([day(silent)])).toEqual({ inserted: 0, updated: 0 });
    expect(await days([day({ ...silent, impressions: 120 })])).toEqual({ inserted: 0, updated: 1 });
    expect(await stored()).toMatchObject([{ impressions: 120, reach: 90, frequency: 1.1, impression_share: 0.5 }]);
  });

  it('point at the import that wrote their present figures', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await days([day(), day({ dt: '2026-03-02' })], { import_id: first });
    await days([day(), day({ dt: '2026-03-02', clicks: 11 })], { import_id: second });
    expect((await stored()).map((row) => row.import_id)).toEqual([first, second]);
  });

  it('of two imports at once are there once each', async () => {
    const counts = await Promise.all([days([day()]), days([day()]), days([day()])]);
    expect(counts.reduce((sum, each) => sum + each.inserted + each.updated, 0)).toBe(1);
  });

  it('of a campaign that the tenant does not have are refused', async () => {
    await expect(days([day()], { campaign_id: '404' })).rejects.toMatchObject({ cause: { code: '23503' } });
  });
});

describe('the note of an import', () => {
  it('is written once under its id', async () => {
    const note = {
      import_id: randomUUID(),
      campaign_id: '100',
      file_name: 'a.csv',
      format: 'plain_series',
      row_count: 3,
    };
    const add = () => inTenant((tx) => insertMetricImport(tx, { ...note, imported_by: tenant.user_id }));
    await add();
    await expect(add()).rejects.toMatchObject({ cause: { code: '23505' } });
    const rows = await database.owner
      .sql`select file_name, row_count from metric_imports where import_id = ${note.import_id}`;
    expect(rows).toMatchObject([{ file_name: 'a.csv', row_count: 3 }]);
  });
});
