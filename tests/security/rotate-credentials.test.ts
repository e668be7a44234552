import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { sealedFor } from '../../db/queries/conversion-batches.ts';
import { openCredential, sealCredential } from '../../db/queries/credentials.ts';
import { rotateCredentials } from '../../db/queries/rotate-credentials.ts';
import { insertWebhook, webhookSealedFor } from '../../db/queries/webhooks.ts';
import { adAccounts, auditLog, conversionBatches, webhooks } from '../../db/schema/index.ts';
import { runMbi } from '../harness/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';

const newKey = () => randomBytes(32).toString('hex');
const [older, newer, foreign] = [newKey(), newKey(), newKey()];
const both = `${newer},${older}`;
const folder = mkdtempSync(join(tmpdir(), 'mbi-rotate-'));

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const inTenant = <Result>(work: Parameters<typeof withTenant<Result>>[2], of = tenant) =>
  withTenant(database.owner, of.tenant_id, work);
const accountOf = (external_id: string, of = tenant) =>
  ({ tenant_id: of.tenant_id, platform: 'meta_ads', external_id }) as const;

/** An account with a token that a key seals. */
async function connected(external_id: string, key: string, of = tenant): Promise<void> {
  const { brand_id } = of;
  const credential_ciphertext = sealCredential(`token of ${external_id}`, { key, account: accountOf(external_id, of) });
  const facts = { platform: 'meta_ads' as const, name: external_id, currency: 'USD', timezone: 'UTC' };
  await inTenant((tx) => tx.insert(adAccounts).values({ brand_id, external_id, credential_ciphertext, ...facts }), of);
}
async function ciphertextOf(external_id: string, of = tenant): Promise<string> {
  const rows = await withTenant(database.app, of.tenant_id, (tx) =>
    tx.select().from(adAccounts).where(eq(adAccounts.external_id, external_id)),
  );
  return rows[0]?.credential_ciphertext ?? '';
}
const tokenOf = async (external_id: string, key: string, of = tenant) =>
  openCredential(await ciphertextOf(external_id, of), { key, account: accountOf(external_id, of) });
const audited = async () =>
  (await withTenant(database.app, tenant.tenant_id, (tx) => tx.select().from(auditLog).orderBy(auditLog.seq))).filter(
    ({ action }) => action === 'credentials.rotated',
  );

describe('a change of keys', () => {
  it('seals every kind anew, after which the newest key opens all of it and the older one nothing', async () => {
    await connected('own_1', older);
    await connected('own_2', newer);
    const [webhook_id, batch_id] = [randomUUID(), randomUUID()];
    const { tenant_id, user_id: created_by } = tenant;
    const door = webhookSealedFor(tenant_id, webhook_id);
    const batch = sealedFor(tenant_id, batch_id);
    await inTenant(async (tx) => {
      const secret_ciphertext = sealCredential('secret of a door', { key: older, account: door });
      await insertWebhook(tx, { webhook_id, name: 'orders', secret_ciphertext, created_by });
      const sealed = sealCredential('[events]', { key: older, account: batch });
      const facts = { destination: 'd', event_count: 1, received_by_email: 'a@example.com' };
      await tx.insert(conversionBatches).values({ batch_id, ad_account_id: tenant.ad_account_id, sealed, ...facts });
    });
    expect(await rotateCredentials(database.app, tenant_id, both)).toEqual({ resealed: 3, already: 1, unreadable: [] });
    expect([await tokenOf('own_1', newer), await tokenOf('own_2', newer)]).toEqual([
      'token of own_1',
      'token of own_2',
    ]);
    await expect(tokenOf('own_1', older)).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    const [[hook], [row]] = await withTenant(database.app, tenant_id, async (tx) => [
      await tx.select().from(webhooks),
      await tx.select().from(conversionBatches),
    ]);
    expect(openCredential(hook?.secret_ciphertext ?? '', { key: newer, account: door })).toBe('secret of a door');
    expect(openCredential(row?.sealed ?? '', { key: newer, account: batch })).toBe('[events]');
    expect((await audited()).map(({ entity_type, details }) => [entity_type, details])).toEqual(
      ['ad_accounts', 'webhooks', 'conversion_batches'].map((kind) => [kind, { resealed: 1, unreadable: [] }]),
    );
  });

  it('changes nothing when it is repeated, and nothing of another company', async () => {
    const other = await insertTenantRows(database.owner);
    await connected('own_1', older);
    await connected('own_1', older, other);
    await rotateCredentials(database.app, tenant.tenant_id, both);
    const before = await ciphertextOf('own_1');
    expect(await rotateCredentials(database.app, tenant.tenant_id, both)).toMatchObject({ resealed: 0, already: 1 });
    expect(await ciphertextOf('own_1')).toBe(before);
    expect(await audited()).toHaveLength(1);
    expect(await tokenOf('own_1', older, other)).toBe('token of own_1');
    await rotateCredentials(database.app, other.tenant_id, both);
  });

  it('that is broken off keeps what it had done, and goes on there', async () => {
    for (let number = 0; number < 7; number += 1) await connected(`own_${number}`, older);
    const { sql } = database.owner;
    await sql.unsafe(`create function break_off() returns trigger language plpgsql as $$ begin
      if (select count(*) from audit_log where action = 'credentials.rotated') = 2 then raise 'power is gone'; end if;
      return new; end $$`);
    await sql.unsafe('create trigger break_off before update on ad_accounts for each row execute function break_off()');
    const { tenant_id } = tenant;
    await expect(rotateCredentials(database.app, tenant_id, both, 2)).rejects.toMatchObject({
      cause: { message: 'power is gone' },
    });
    expect(await audited()).toHaveLength(2);
    await sql.unsafe('drop trigger break_off on ad_accounts');
    expect(await rotateCredentials(database.app, tenant_id, both, 2)).toEqual({
      resealed: 3,
      already: 4,
      unreadable: [],
    });
    for (let number = 0; number < 7; number += 1)
      expect(await tokenOf(`own_${number}`, newer)).toBe(`token of own_${number}`);
  });

  it('waits for a token that is renewed meanwhile and never puts the old one back', async () => {
    await connected('own_1', older);
    const renewed = sealCredential('renewed token', { key: older, account: accountOf('own_1') });
    let rotating: Promise<unknown> | null = null;
    await withTenant(database.app, tenant.tenant_id, async (tx) => {
      await tx.update(adAccounts).set({ credential_ciphertext: renewed }).where(eq(adAccounts.external_id, 'own_1'));
      rotating = rotateCredentials(database.app, tenant.tenant_id, both);
      const waits = () => database.owner.sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await waits()).length).toBeGreaterThan(0);
    });
    await rotating;
    expect(await tokenOf('own_1', newer)).toBe('renewed token');
  });
});

describe('mbi credentials rotate', () => {
  const run = (keys: string, words: readonly string[] = []) => {
    const MBI_CREDENTIALS_KEY_FILE = join(folder, randomUUID());
    writeFileSync(MBI_CREDENTIALS_KEY_FILE, `${keys}\n`, { mode: 0o600 });
    const environment = { DATABASE_URL: database.app_url, MBI_CREDENTIALS_KEY_FILE };
    return runMbi(['credentials', 'rotate', ...words], { environment });
  };

  it('goes through every company and says when the older keys may go; no key is printed', async () => {
    const other = await insertTenantRows(database.owner);
    await connected('own_1', older);
    await connected('own_2', older, other);
    const ran = await run(both);
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^2 sealed anew, \d+ were/) });
    expect(ran.out).toContain('may be taken away');
    expect(await tokenOf('own_2', newer, other)).toBe('token of own_2');
    for (const key of [older, newer]) expect(ran.out + ran.err).not.toContain(key);
  });

  it('tells what no key opens, leaves it as it is and ends with 1', async () => {
    await connected('own_lost', foreign);
    const before = await ciphertextOf('own_lost');
    const ran = await run(both, ['--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ resealed: 0, unreadable: [{ kind: 'ad_accounts' }], older_keys: 1 });
    expect(await ciphertextOf('own_lost')).toBe(before);
  });

  it('needs a key, and says which setting is wrong without its value', async () => {
    const ran = await run('not-a-key-at-all');
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain('MBI_CREDENTIALS_KEY');
    expect(ran.out + ran.err).not.toContain('not-a-key-at-all');
  });
});
