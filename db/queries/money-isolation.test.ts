import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import { budgetStep, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recordChangeSet } from './change-sets.ts';
import { appendEvent } from './execution-events.ts';
import { listUnderWay } from './field-holders.ts';
import { addRate, listRates, readAccountMoney, readCampaignMoney, readMoneySettings, readRates } from './fx-rates.ts';
import { findIntentRow, listIntents, readIntentHistory } from './intents-list.ts';
import { findCap, findCapHeld, listCaps, setCap } from './money-caps.ts';
import { listCapUses, readCapsInForce } from './money-use.ts';
import { findIntents, recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let ids: { readonly cap_id: string; readonly intent_id: string };
const key = { scope: 'tenant', scope_id: '', measure: 'moved', window_hours: 24, currency: 'USD' } as const;
const page = { limit: 10, after: null, state: null } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  // The stranger has nothing at all.
  await database.owner.sql`delete from executions where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from campaigns where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from ad_accounts where tenant_id = ${stranger.tenant_id}`;
  ids = await withTenant(database.app, tenant.tenant_id, fill);
});
afterAll(() => database.drop());

/** A cap with one use, a rate, and a write that is under way. */
async function fill(tx: TenantTransaction) {
  const { execution_id, user_id, email } = tenant;
  const { cap_id } = await setCap(tx, { ...key, limit_minor: 9_000, reason: 'A test', actor: { user_id, email } });
  const rate = { currency: 'EUR', base_currency: 'USD', as_of: '2026-01-05', rate: 1.1, source: 'A test' };
  await addRate(tx, { ...rate, entered_by_email: email });
  const change_set_id = await recordChangeSet(tx, changeSetRow(tenant));
  const change = budgetStep(tenant.campaign_id);
  const whose = { execution_id, playbook_id: tenant.playbook_id, requested_by_email: email };
  const money = { currency: 'USD', moved_minor: 6_000, moved_base_minor: 6_000, fx_rate: 1 };
  const [intent] = await recordIntents(tx, change_set_id, [{ idempotency_key: 'k/0', change, ...whose, ...money }]);
  const intent_id = intent?.intent_id ?? '';
  await appendEvent(tx, { execution_id, type: 'change.armed', data: { intent_id } });
  return { cap_id, intent_id };
}

const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  findCap: (tx) => findCap(tx, ids.cap_id),
  findCapHeld: (tx) => findCapHeld(tx, key),
  findIntentRow: (tx) => findIntentRow(tx, ids.intent_id),
  findIntents: (tx) => findIntents(tx, ['k/0']),
  listCaps: async (tx) => (await listCaps(tx, page)).rows,
  listCapUses: (tx) => listCapUses(tx, ids.cap_id, 10),
  listIntents: async (tx) => (await listIntents(tx, { ...page, campaign_id: null, execution_id: null })).rows,
  listRates: (tx) => listRates(tx, 10),
  listUnderWay: (tx) => listUnderWay(tx, ['100'], []),
  readAccountMoney: (tx) => readAccountMoney(tx, ['act_1']),
  readCampaignMoney: (tx) => readCampaignMoney(tx, ['100']),
  readCapsInForce: (tx) => readCapsInForce(tx),
  readIntentHistory: (tx) => readIntentHistory(tx, { execution_id: tenant.execution_id, ...ids }),
  readRates: async (tx) => [...(await readRates(tx, 'USD', ['EUR'])).keys()].filter((currency) => currency !== 'USD'),
};

describe('money of another tenant', () => {
  it.each(Object.keys(queries))('is invisible for %s, which finds its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });

  it('is added up as each tenant says itself', async () => {
    await database.owner.sql`update tenants set base_currency = 'EUR' where tenant_id = ${stranger.tenant_id}`;
    const settingsOf = ({ tenant_id }: TenantRows) => withTenant(database.app, tenant_id, readMoneySettings);
    expect(await settingsOf(tenant)).toEqual({ base_currency: 'USD', cap_cooling_off_hours: 24 });
    expect(await settingsOf(stranger)).toMatchObject({ base_currency: 'EUR' });
    await expect(database.app.drizzle.transaction(readMoneySettings)).rejects.toThrow('no current tenant');
  });

  it('uses up no cap of ours', async () => {
    const [cap] = await withTenant(database.app, tenant.tenant_id, readCapsInForce);
    expect(cap).toMatchObject({ used_minor: 6_000, limit_minor: 9_000 });
    const { user_id, email } = stranger;
    await withTenant(database.app, stranger.tenant_id, (tx) =>
      setCap(tx, { ...key, limit_minor: 1, reason: 'A test', actor: { user_id, email } }),
    );
    expect(await withTenant(database.app, stranger.tenant_id, readCapsInForce)).toMatchObject([{ used_minor: 0 }]);
    expect(await withTenant(database.app, tenant.tenant_id, readCapsInForce)).toMatchObject([{ limit_minor: 9_000 }]);
  });
});
