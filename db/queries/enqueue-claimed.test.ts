import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { enqueueClaimedOutbox, postponeOutbox } from './enqueue-claimed.ts';
import { claimOutbox, enqueueOutbox, finishOutbox } from './outbox.ts';

describe('a message that its writer sends right after the commit', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  beforeEach(() => database.owner.sql`delete from outbox`);
  afterAll(() => database.drop());

  const payload = { execution_id: 'e1', nested: { list: [1, null] } };
  const enqueue = (dedupe_key = 'start e1') =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      enqueueClaimedOutbox(tx, { kind: 'start_workflow', payload, dedupe_key }, 60),
    );
  const born = async () => {
    const message = await enqueue();
    if (message === null) throw new Error('The message was there already.');
    return message;
  };
  const claim = () => claimOutbox(database.app, { limit: 10, lease_seconds: 60 });
  const letLeaseEnd = () => database.owner.sql`update outbox set next_attempt_at = now() - interval '1 s'`;

  it('is given to no relay while its writer holds it', async () => {
    expect(await born()).toMatchObject({ tenant_id: tenant.tenant_id, kind: 'start_workflow', payload, attempts: 1 });
    expect(await claim()).toEqual([]);
  });

  it('becomes due by itself when its writer dies', async () => {
    const { outbox_id } = await born();
    await letLeaseEnd();
    expect(await claim()).toMatchObject([{ outbox_id, payload, attempts: 2 }]);
  });

  it('is never sent again once its writer has finished it', async () => {
    await finishOutbox(database.app, await born());
    await letLeaseEnd();
    expect(await claim()).toEqual([]);
  });

  it('is written once for its key, by whichever way and however many at once', async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => enqueue()));
    expect(claims.filter((each) => each !== null)).toHaveLength(1);
    const message = { kind: 'start_workflow', payload, dedupe_key: 'start e1' };
    expect(await withTenant(database.app, tenant.tenant_id, (tx) => enqueueOutbox(tx, message))).toBe(false);
    const other = await insertTenantRows(database.owner);
    expect(
      await withTenant(database.app, other.tenant_id, (tx) => enqueueClaimedOutbox(tx, message, 60)),
    ).not.toBeNull();
  });

  it('can be put off, and is then claimed when its time has come', async () => {
    const message = await born();
    await postponeOutbox(database.app, message, 'an earlier one still runs', 300);
    expect(await claim()).toEqual([]);
    const [row] = await database.owner.sql`
      select last_error, next_attempt_at > now() + interval '4 minutes' as later, done_at from outbox`;
    expect(row).toEqual({ last_error: 'an earlier one still runs', later: true, done_at: null });
    await letLeaseEnd();
    expect(await claim()).toHaveLength(1);
  });

  it('cannot be put off by somebody whose lease has run out', async () => {
    const message = await born();
    await letLeaseEnd();
    await claim();
    await postponeOutbox(database.app, message, 'too late', 0);
    const [row] = await database.owner.sql`select last_error from outbox`;
    expect(row).toEqual({ last_error: null });
  });
});
