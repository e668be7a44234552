import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { claimIdempotencyKey, finishIdempotencyKey, releaseIdempotencyKey } from './idempotency.ts';

describe('a request with an idempotency key', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const named = (key: string, request_hash = 'hash', of = tenant) => ({ user_id: of.user_id, key, request_hash });
  const claim = (key: string, request_hash = 'hash', of = tenant) =>
    withTenant(database.app, of.tenant_id, (tx) => claimIdempotencyKey(tx, named(key, request_hash, of)));
  const finish = (key: string) =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      finishIdempotencyKey(tx, named(key), { response_status: 202, response_body: { execution_id: 'e1' } }),
    );

  it('is worked on once among many that come at once', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim('burst')));
    expect(claims.filter((each) => each.kind === 'claimed').length).toBe(1);
    expect(claims.filter((each) => each.kind === 'in_flight').length).toBe(7);
  });

  it('gets the same answer when it is repeated', async () => {
    await claim('repeat');
    await finish('repeat');
    const answer = { kind: 'done', response_status: 202, response_body: { execution_id: 'e1' } };
    expect(await claim('repeat')).toEqual(answer);
    expect(await claim('repeat')).toEqual(answer);
  });

  it('is told when the key was used for something else, whether or not that has ended', async () => {
    await claim('reused');
    expect(await claim('reused', 'other')).toEqual({ kind: 'other_request' });
    await finish('reused');
    expect(await claim('reused', 'other')).toEqual({ kind: 'other_request' });
  });

  it('may try again after it failed', async () => {
    await claim('failed');
    await withTenant(database.app, tenant.tenant_id, (tx) => releaseIdempotencyKey(tx, named('failed')));
    expect(await claim('failed', 'other')).toEqual({ kind: 'claimed' });
  });

  it('takes over from one whose process died, and then holds the key itself', async () => {
    await claim('abandoned');
    await database.owner
      .sql`update idempotency_keys set created_at = now() - interval '2 minutes' where key = 'abandoned'`;
    expect(await claim('abandoned')).toEqual({ kind: 'claimed' });
    expect(await claim('abandoned')).toEqual({ kind: 'in_flight' });
  });

  it('shares no key with another tenant', async () => {
    const other = await insertTenantRows(database.owner);
    await claim('ours');
    expect(await claim('ours', 'hash', other)).toEqual({ kind: 'claimed' });
  });
});
