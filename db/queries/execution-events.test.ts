import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { appendEvent, eventsChannel, listEventsAfter } from './execution-events.ts';

describe('the event stream of an execution', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const append = (step_id: string) =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      appendEvent(tx, { execution_id: tenant.execution_id, type: 'step.completed', data: { step_id } }),
    );
  const list = (after: number, limit = 100, tenant_id = tenant.tenant_id) =>
    withTenant(database.app, tenant_id, (tx) =>
      listEventsAfter(tx, { execution_id: tenant.execution_id, after, limit }),
    );

  it('is read in order from where a reader stopped', async () => {
    const first = await append('one');
    await append('two');
    await append('three');
    expect((await list(0)).map((event) => event.data)).toEqual([
      { step_id: 'one' },
      { step_id: 'two' },
      { step_id: 'three' },
    ]);
    expect((await list(first.event_id, 1)).map((event) => event.data)).toEqual([{ step_id: 'two' }]);
  });

  it('announces its execution when the transaction commits, and only then', async () => {
    const heard: string[] = [];
    const arrived = Promise.withResolvers<void>();
    const subscription = await database.app.sql.listen(eventsChannel, (id) => {
      heard.push(id);
      arrived.resolve();
    });
    const failing = withTenant(database.app, tenant.tenant_id, async (tx) => {
      await appendEvent(tx, { execution_id: tenant.execution_id, type: 'step.failed', data: {} });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await append('four');
    await arrived.promise;
    expect(heard).toEqual([tenant.execution_id]);
    await subscription.unlisten();
  });

  it('never shows a later event before an earlier one of the same execution', async () => {
    const before = (await list(0)).at(-1)?.event_id ?? 0;
    const mayCommit = Promise.withResolvers<void>();
    const appended = Promise.withResolvers<void>();
    const slow = withTenant(database.app, tenant.tenant_id, async (tx) => {
      await appendEvent(tx, { execution_id: tenant.execution_id, type: 'step.started', data: { order: 1 } });
      appended.resolve();
      await mayCommit.promise;
    });
    await appended.promise;
    const fast = append('after the slow one');
    // The second append is seen waiting in the database before the first may commit.
    for (let waiting = 0; waiting === 0; ) {
      const [row] = await database.owner.sql<{ count: number }[]>`
        select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      waiting = row?.count ?? 0;
    }
    expect(await list(before)).toEqual([]);
    mayCommit.resolve();
    await Promise.all([slow, fast]);
    expect((await list(before)).map((event) => event.data)).toEqual([{ order: 1 }, { step_id: 'after the slow one' }]);
  });

  it('is empty for other tenants and for executions that do not exist', async () => {
    const other = await insertTenantRows(database.owner);
    expect(await list(0, 100, other.tenant_id)).toEqual([]);
    const lost = withTenant(database.app, tenant.tenant_id, (tx) =>
      appendEvent(tx, { execution_id: randomUUID(), type: 'step.started', data: {} }),
    );
    await expect(lost).rejects.toMatchObject({ cause: { code: '23503' } });
  });
});
