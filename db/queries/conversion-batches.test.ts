import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionEvent } from '../../contracts/conversion.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import { turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { findOnlyBrand, listAccountFacts } from './account-list.ts';
import {
  countStates,
  emptyBatch,
  emptyOldBatches,
  keepBatch,
  listConversions,
  readBatch,
  sealedFor,
} from './conversion-batches.ts';
import { readLastKnown } from './last-known-values.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
const batch_id = randomUUID();
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  // The stranger has nothing at all.
  for (const table of ['executions', 'campaigns', 'ad_accounts', 'brands']) {
    await database.owner.sql`delete from ${database.owner.sql(table)} where tenant_id = ${stranger.tenant_id}`;
  }
  await run((tx) => keepBatch(tx, batch()));
});
afterAll(() => database.drop());

const run = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const event = (event_id: string): ConversionEvent => ({
  ...{ event_id, event_name: 'purchase', happened_at: '2026-03-09T10:00:00Z', value_minor: 1_999, currency: 'EUR' },
  ...{ order_id: 'o-1', source: 'website', page_url: null, click_ids: { gclid: 'Click' } },
  ...{ person: { email: 'buyer@shop.example' }, consent: { ad_user_data: true, ad_personalization: true } },
});
const batch = (more: Partial<Parameters<typeof keepBatch>[1]> = {}): Parameters<typeof keepBatch>[1] => ({
  ...{ batch_id, ad_account_id: tenant.ad_account_id, destination: 'pixel', sealed: 'sealed-text' },
  ...{ execution_id: tenant.execution_id, received_by_email: tenant.email, events: [event('a'), event('b')] },
  ...more,
});
const anything = { ad_account_id: null, state: null, event_id: null };
const list = (filter: Partial<Parameters<typeof listConversions>[1]> = {}) =>
  run((tx) => turnPages((after) => listConversions(tx, { limit: 1, after, ...anything, ...filter })));

const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  readBatch: (tx) => readBatch(tx, batch_id),
  countStates: async (tx) => (await countStates(tx, tenant.execution_id)).later,
  listConversions: async (tx) => (await listConversions(tx, { limit: 5, after: null, ...anything })).rows,
  listAccountFacts: async (tx) => (await listAccountFacts(tx, { limit: 5, offset: 0, ad_account_id: null })).total,
  findOnlyBrand,
  readLastKnown: async (tx) => {
    const lastKnown = await readLastKnown(tx, ['100']);
    return lastKnown({ entity_type: 'campaign', entity_id: '100', field: 'status' }) ?? null;
  },
};

describe('conversions and accounts of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });

  it('cannot be thrown away by whoever knows their ids', async () => {
    await database.owner.sql`update conversion_batches set received_at = now() - interval '4 days'`;
    await withTenant(database.app, stranger.tenant_id, async (tx) => {
      await emptyBatch(tx, batch_id);
      expect(await emptyOldBatches(tx)).toBe(0);
    });
    expect(await run((tx) => readBatch(tx, batch_id))).toMatchObject({ sealed: 'sealed-text' });
    await database.owner.sql`update conversion_batches set received_at = now()`;
  });
});

describe('a batch of conversions', () => {
  it('is kept once, sealed, with a row for each event that names nobody', async () => {
    expect(await run((tx) => keepBatch(tx, batch({ sealed: 'another', events: [event('z')] })))).toEqual({
      kept: false,
    });
    const kept = await run((tx) => readBatch(tx, batch_id));
    expect(kept).toMatchObject({ sealed: 'sealed-text', event_count: 2, emptied_at: null });
    const rows = await list();
    expect(rows.map((row) => [row.event_id, row.state, row.attempts])).toEqual(
      expect.arrayContaining([
        ['a', 'later', 0],
        ['b', 'later', 0],
      ]),
    );
    expect(JSON.stringify(rows)).not.toMatch(/buyer|Click|o-1/);
    expect(await run((tx) => countStates(tx, tenant.execution_id))).toEqual({ accepted: 0, refused: 0, later: 2 });
  });

  it('is found again by what a screen asks for', async () => {
    expect(await list()).toHaveLength(2);
    expect(await list({ event_id: 'a' })).toMatchObject([{ event_id: 'a' }]);
    expect(await list({ state: 'accepted' })).toEqual([]);
    expect(await list({ ad_account_id: randomUUID() })).toEqual([]);
  });

  it('has a seal that opens for it alone', () => {
    const other = randomUUID();
    expect(sealedFor(tenant.tenant_id, batch_id)).not.toEqual(sealedFor(tenant.tenant_id, other));
    expect(sealedFor(tenant.tenant_id, batch_id)).not.toEqual(sealedFor(stranger.tenant_id, batch_id));
  });

  it('loses its seal when it was sent, and after three days whatever happened to it', async () => {
    const [sent, old, young] = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of [sent, old, young]) await run((tx) => keepBatch(tx, batch({ batch_id: id, events: [event(id)] })));
    await run((tx) => emptyBatch(tx, sent));
    await database.owner.sql`
      update conversion_batches set received_at = now() - interval '73 hours' where batch_id in (${old}, ${sent})`;
    expect(await run(emptyOldBatches)).toBe(1);
    const sealOf = async (id: string) => (await run((tx) => readBatch(tx, id)))?.sealed;
    expect([await sealOf(sent), await sealOf(old), await sealOf(young)]).toEqual([null, null, 'sealed-text']);
    expect(await run(emptyOldBatches)).toBe(0);
  });
});
