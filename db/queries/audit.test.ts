import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { appendAudit, verifyAudit } from './audit.ts';
import { auditHash, chainStart } from './audit-chain.ts';

describe('the audit chain', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const append = (action: string, details: JsonObject = {}) =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      appendAudit(tx, { action, details, actor_user_id: tenant.user_id, actor_email: tenant.email }),
    );
  const appendFive = async () => {
    for (const action of ['one', 'two', 'three', 'four', 'five']) await append(action, { amount_minor: 100 });
  };
  const verify = (batch_size?: number) =>
    withTenant(database.app, tenant.tenant_id, (tx) => verifyAudit(tx, batch_size));
  /** Changes the log behind the product's back, as only the owner of the database can. */
  const tamper = (statement: string) =>
    database.owner.sql.begin((tx) => tx.unsafe(statement.replaceAll('$tenant', `'${tenant.tenant_id}'`)));

  it('links each row to the one before, starting from zeros', async () => {
    const first = await append('one', { campaign_id: '100' });
    const second = await append('two');
    expect(first).toMatchObject({ seq: 1, prev_hash: chainStart, action: 'one', details: { campaign_id: '100' } });
    expect(second).toMatchObject({ seq: 2, prev_hash: first.hash, actor_email: tenant.email, agent_name: null });
    expect(await verify()).toEqual({ valid: true, rows_checked: 2, first_bad_seq: null, reason: null });
  });

  it('holds for a tenant where nothing has happened yet', async () => {
    expect(await verify()).toEqual({ valid: true, rows_checked: 0, first_bad_seq: null, reason: null });
  });

  it('belongs to one tenant: rows of another do not show in it', async () => {
    await appendFive();
    const other = await insertTenantRows(database.owner);
    const row = await withTenant(database.app, other.tenant_id, (tx) => appendAudit(tx, { action: 'theirs' }));
    expect(row).toMatchObject({ seq: 1, prev_hash: chainStart, tenant_id: other.tenant_id });
    expect((await verify()).rows_checked).toBe(5);
  });

  it('gives the same verdict to a session that bypasses row-level security', async () => {
    await appendFive();
    const other = await insertTenantRows(database.owner);
    await withTenant(database.owner, other.tenant_id, (tx) => appendAudit(tx, { action: 'theirs' }));
    expect(await verify()).toMatchObject({ valid: true, rows_checked: 5 });
    const asOwner = await withTenant(database.owner, tenant.tenant_id, (tx) => verifyAudit(tx));
    expect(asOwner).toMatchObject({ valid: true, rows_checked: 5 });
  });

  it('has no gap and no fork when many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => append(`at once ${index}`)));
    expect(await verify()).toMatchObject({ valid: true, rows_checked: 12 });
  });

  it('forgets an entry whose transaction rolls back, and goes on without a gap', async () => {
    await append('one');
    const failing = withTenant(database.app, tenant.tenant_id, async (tx) => {
      await appendAudit(tx, { action: 'never' });
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await append('two')).toMatchObject({ seq: 2 });
    expect(await verify()).toMatchObject({ valid: true, rows_checked: 2 });
  });

  it('is read in batches, with the same verdict whatever their size', async () => {
    await appendFive();
    for (const size of [1, 2, 5, 6]) expect(await verify(size)).toMatchObject({ valid: true, rows_checked: 5 });
    await tamper("update audit_log set details = '{}' where tenant_id = $tenant and seq = 4");
    for (const size of [1, 2, 3, 4, 5]) expect(await verify(size)).toMatchObject({ valid: false, first_bad_seq: 4 });
  });

  it.each([
    [
      'a changed amount',
      'update audit_log set details = \'{"amount_minor": 999}\' where tenant_id = $tenant and seq = 3',
      3,
      'row_changed',
    ],
    [
      'a changed person',
      "update audit_log set actor_email = 'someone@else.example' where tenant_id = $tenant and seq = 2",
      2,
      'row_changed',
    ],
    [
      'a changed time',
      "update audit_log set timestamp = timestamp + interval '1 ms' where tenant_id = $tenant and seq = 1",
      1,
      'row_changed',
    ],
    ['a removed row', 'delete from audit_log where tenant_id = $tenant and seq = 2', 2, 'row_missing'],
    ['a removed first row', 'delete from audit_log where tenant_id = $tenant and seq = 1', 1, 'row_missing'],
    ['a cut-off tail', 'delete from audit_log where tenant_id = $tenant and seq >= 4', 4, 'row_missing'],
    ['an emptied log', 'delete from audit_log where tenant_id = $tenant', 1, 'row_missing'],
    [
      'two rows that changed places',
      `update audit_log set seq = -seq where tenant_id = $tenant and seq in (2, 3);
       update audit_log set seq = 5 + seq where tenant_id = $tenant and seq < 0`,
      2,
      'chain_broken',
    ],
    [
      'a row added at the end',
      `insert into audit_log (tenant_id, seq, timestamp, action, details, prev_hash, hash)
       select tenant_id, 6, now(), 'forged', '{}', hash, hash from audit_log where tenant_id = $tenant and seq = 5`,
      6,
      'row_changed',
    ],
    [
      'a row added before the first',
      `insert into audit_log (tenant_id, seq, timestamp, action, details, prev_hash, hash)
       select tenant_id, 0, now(), 'forged', '{}', prev_hash, hash from audit_log where tenant_id = $tenant and seq = 1`,
      0,
      'row_added',
    ],
    [
      'a row pushed in between',
      `update audit_log set seq = seq + 100 where tenant_id = $tenant and seq >= 3;
       update audit_log set seq = seq - 99 where tenant_id = $tenant and seq >= 100;
       insert into audit_log (tenant_id, seq, timestamp, action, details, prev_hash, hash)
       select tenant_id, 3, now(), 'forged', '{}', hash, hash from audit_log where tenant_id = $tenant and seq = 2`,
      3,
      'row_changed',
    ],
    ['a head set back', 'update audit_heads set seq = 4 where tenant_id = $tenant', 5, 'row_added'],
    ['a head with another hash', "update audit_heads set hash = 'x' where tenant_id = $tenant", 5, 'row_changed'],
    ['a removed head', 'delete from audit_heads where tenant_id = $tenant', 1, 'row_added'],
  ])('is broken by %s, and names the place', async (_what, statement, first_bad_seq, reason) => {
    await appendFive();
    await tamper(statement);
    expect(await verify()).toMatchObject({ valid: false, first_bad_seq, reason });
  });

  it('is broken by a well-made row that the head does not know', async () => {
    await appendFive();
    const last = await append('six');
    await tamper('delete from audit_log where tenant_id = $tenant and seq = 6');
    const { hash: _hash, ...unsealed } = { ...last, action: 'forged' };
    const forged = { ...unsealed, hash: auditHash(unsealed) };
    await database.owner.sql`
      insert into audit_log (tenant_id, log_id, seq, timestamp, action, actor_user_id, actor_email, details, prev_hash, hash)
      values (${forged.tenant_id}, ${forged.log_id}, 6, ${forged.timestamp.toISOString()}, ${forged.action},
        ${forged.actor_user_id}, ${forged.actor_email}, '{}', ${forged.prev_hash}, ${forged.hash})`;
    expect(await verify()).toMatchObject({ valid: false, first_bad_seq: 6, reason: 'row_changed' });
  });

  it('keeps its verdict for any details that JSON can hold', async () => {
    const storable = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000'));
    const details = fc.dictionary(
      storable,
      fc.oneof(
        storable,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.integer()),
      ),
    );
    await fc.assert(
      fc.asyncProperty(details, async (value) => {
        await append('anything', value);
        expect((await verify()).valid).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses an entry outside a tenant', async () => {
    await expect(database.app.drizzle.transaction((tx) => appendAudit(tx, { action: 'lost' }))).rejects.toThrow();
  });
});
