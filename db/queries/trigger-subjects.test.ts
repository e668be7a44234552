import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { listSubjects } from './trigger-subjects.ts';
import { changeWebhook, findWebhook, insertWebhook, listWebhooks, touchWebhook } from './webhooks.ts';

let database: TestDatabase;
let tenant: TenantRows;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

describe('what a playbook is asked about', () => {
  it.each<[Plan['scope'], string[]]>([
    ['campaign', ['100']],
    ['account', ['act_1']],
    ['lead', []],
    ['audience', []],
  ])('with scope %s', async (scope, ids) => {
    const all = await inTenant((tx) => listSubjects(tx, { scope, after: null, only: null }));
    expect(all.subjects.map((each) => each.entity?.id)).toEqual(ids);
    expect(all.next).toBeNull();
    const none = await inTenant((tx) => listSubjects(tx, { scope, after: ids[0] ?? null, only: null }));
    expect(none.subjects).toEqual([]);
    const [id = ''] = ids;
    expect((await inTenant((tx) => listSubjects(tx, { scope, after: null, only: id }))).subjects).toHaveLength(
      ids.length,
    );
    expect((await inTenant((tx) => listSubjects(tx, { scope, after: null, only: 'other' }))).subjects).toEqual([]);
  });

  it.each(['campaign', 'account'] as const)('with scope %s, only what is on the named platforms', async (scope) => {
    const on = async (platforms: Plan['platforms']) =>
      (await inTenant((tx) => listSubjects(tx, { scope, platforms, after: null, only: null }))).subjects.length;
    expect(await on(undefined)).toBe(1);
    expect(await on(['tiktok_ads', 'meta_ads'])).toBe(1);
    expect(await on(['tiktok_ads', 'google_ads'])).toBe(0);
  });

  it('with the scope of a brand is the brand, with none nothing in particular', async () => {
    const brand = await inTenant((tx) => listSubjects(tx, { scope: 'brand', after: null, only: tenant.brand_id }));
    expect(brand.subjects.map((each) => each.entity?.name)).toEqual(['Brand']);
    const nothing = await inTenant((tx) => listSubjects(tx, { scope: 'none', after: null, only: null }));
    expect(nothing).toEqual({ subjects: [{ entity: null, campaign_id: null, context: {} }], next: null });
  });
});

describe('a webhook', () => {
  it('has a name for ever, also when it was revoked', async () => {
    await inTenant(async (tx) => {
      const webhook_id = randomUUID();
      const webhook = { webhook_id, name: 'stock', secret_ciphertext: 's1', created_by: tenant.user_id };
      expect([
        await insertWebhook(tx, webhook),
        await insertWebhook(tx, { ...webhook, webhook_id: randomUUID() }),
      ]).toEqual([true, false]);
      await changeWebhook(tx, webhook_id, { secret_ciphertext: 's2' });
      await touchWebhook(tx, webhook_id);
      expect(await findWebhook(tx, { webhook_id })).toMatchObject({
        secret_ciphertext: 's2',
        last_received_at: expect.any(Date),
      });
      expect(await findWebhook(tx, { webhook_id: 'no id' })).toBeNull();
      await changeWebhook(tx, webhook_id, { revoked_at: new Date() });
      expect([await findWebhook(tx, { name: 'stock' }), await findWebhook(tx, { webhook_id })]).toEqual([null, null]);
      expect(await insertWebhook(tx, { ...webhook, webhook_id: randomUUID() })).toBe(false);
      expect(JSON.stringify(await listWebhooks(tx))).not.toContain('s2');
    });
  });
});
