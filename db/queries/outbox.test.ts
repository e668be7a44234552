import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import {
  claimOutbox,
  enqueueOutbox,
  failOutbox,
  finishOutbox,
  hurryOutbox,
  outboxBackoffSeconds,
  outboxChannel,
} from './outbox.ts';

describe('the outbox', () => {
  let database: TestDatabase;
  let alder: TenantRows;
  let lumen: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    alder = await insertTenantRows(database.owner);
    lumen = await insertTenantRows(database.owner);
  });
  beforeEach(() => database.owner.sql`delete from outbox`);
  afterAll(() => database.drop());

  const enqueue = (tenant: TenantRows, dedupe_key: string) =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      enqueueOutbox(tx, { kind: 'start_workflow', payload: { execution_id: tenant.execution_id }, dedupe_key }),
    );
  const claim = (limit = 10, lease_seconds = 60) => claimOutbox(database.app, { limit, lease_seconds });
  const makeDue = () =>
    database.owner.sql`update outbox set next_attempt_at = now() - interval '1 s' where done_at is null`;

  it('hands out what each tenant put in, oldest first', async () => {
    await enqueue(alder, 'a');
    await enqueue(lumen, 'b');
    expect(await claim()).toMatchObject([
      {
        tenant_id: alder.tenant_id,
        kind: 'start_workflow',
        payload: { execution_id: alder.execution_id },
        attempts: 1,
      },
      { tenant_id: lumen.tenant_id, dedupe_key: 'b', attempts: 1 },
    ]);
  });

  it('takes the same message once, for each tenant by itself', async () => {
    expect(await enqueue(alder, 'same')).toBe(true);
    expect(await enqueue(alder, 'same')).toBe(false);
    expect(await enqueue(lumen, 'same')).toBe(true);
    expect((await claim()).length).toBe(2);
  });

  it('has what is put off until a workflow is there sent at once when it is, and nothing else', async () => {
    const put = (kind: string, workflow_id: string, tenant = alder) =>
      withTenant(database.app, tenant.tenant_id, (tx) =>
        enqueueOutbox(tx, { kind, payload: { workflow_id }, dedupe_key: `${kind} ${workflow_id}` }),
      );
    await put('signal_event', 'here');
    await put('signal_cancel', 'here');
    await put('signal_event', 'elsewhere');
    await put('cancel_workflow', 'here');
    await put('signal_event', 'here', lumen);
    for (const message of await claim()) await failOutbox(database.app, { ...message, attempts: 1 }, 'not there yet');
    await database.owner.sql`update outbox set next_attempt_at = now() + interval '5 min'`;
    await withTenant(database.app, alder.tenant_id, (tx) => hurryOutbox(tx, 'here'));
    const due = await claim();
    expect(due.map((each) => [each.tenant_id, each.dedupe_key])).toEqual([
      [alder.tenant_id, 'signal_event here'],
      [alder.tenant_id, 'signal_cancel here'],
    ]);
    for (const message of due) await finishOutbox(database.app, message);
    await withTenant(database.app, alder.tenant_id, (tx) => hurryOutbox(tx, 'here'));
    expect(await claim()).toEqual([]);
  });

  it('keeps nothing of a transaction that rolls back', async () => {
    const failing = withTenant(database.app, alder.tenant_id, async (tx) => {
      await enqueueOutbox(tx, { kind: 'start_workflow', payload: {}, dedupe_key: 'never' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await claim()).toEqual([]);
  });

  it('gives each row to one of many relays that claim at once', async () => {
    for (let index = 0; index < 40; index += 1) await enqueue(index % 2 === 0 ? alder : lumen, `row ${index}`);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(7)));
    const ids = claims.flat().map((message) => message.outbox_id);
    expect(ids.length).toBe(40);
    expect(new Set(ids).size).toBe(40);
  });

  it('passes over a row that another session holds, without waiting for it', async () => {
    await enqueue(alder, 'held');
    await enqueue(alder, 'free');
    await database.owner.sql.begin(async (tx) => {
      await tx`select 1 from outbox where dedupe_key = 'held' for update`;
      expect((await claim()).map((message) => message.dedupe_key)).toEqual(['free']);
    });
    expect((await claim()).map((message) => message.dedupe_key)).toEqual(['held']);
  });

  it('does not hand out a claimed message again until the lease is over', async () => {
    await enqueue(alder, 'leased');
    expect((await claim()).length).toBe(1);
    expect(await claim()).toEqual([]);
    await makeDue();
    expect(await claim()).toMatchObject([{ dedupe_key: 'leased', attempts: 2 }]);
  });

  it('never hands out a finished message again; finishing twice is harmless', async () => {
    await enqueue(alder, 'sent');
    for (const message of await claim()) {
      await finishOutbox(database.app, message);
      await finishOutbox(database.app, message);
    }
    await makeDue();
    expect(await claim()).toEqual([]);
    expect(await enqueue(alder, 'sent')).toBe(false);
  });

  it('keeps the reason of a failure and tries again later', async () => {
    await enqueue(alder, 'failing');
    for (const message of await claim()) await failOutbox(database.app, message, 'the workflow service is away');
    expect(await claim()).toEqual([]);
    const [row] = await database.owner.sql`
      select last_error, extract(epoch from next_attempt_at - clock_timestamp()) between 0 and 1 as soon from outbox`;
    expect(row).toEqual({ last_error: 'the workflow service is away', soon: true });
    await makeDue();
    expect(await claim()).toMatchObject([{ attempts: 2 }]);
  });

  it('does not let a relay whose lease ran out disturb the one that took over', async () => {
    await enqueue(alder, 'slow');
    const [late] = await claim();
    await makeDue();
    const [current] = await claim();
    if (late === undefined || current === undefined) throw new Error('Nothing was claimed.');
    await failOutbox(database.app, late, 'too late to matter');
    const [row] = await database.owner.sql`select last_error, attempts from outbox`;
    expect(row).toEqual({ last_error: null, attempts: 2 });
    await finishOutbox(database.app, current);
    await failOutbox(database.app, current, 'after the end');
    const [done] = await database.owner.sql`select last_error, done_at is not null as done from outbox`;
    expect(done).toEqual({ last_error: null, done: true });
  });

  it('waits twice as long after each failure, up to five minutes', () => {
    expect([1, 2, 3, 4, 9, 10, 50].map(outboxBackoffSeconds)).toEqual([1, 2, 4, 8, 256, 300, 300]);
  });

  it('tells listeners at commit that there is something to send', async () => {
    const heard = Promise.withResolvers<string>();
    const subscription = await database.app.sql.listen(outboxChannel, heard.resolve);
    await enqueue(alder, 'announced');
    expect(await heard.promise).toBe('start_workflow');
    await subscription.unlisten();
  });
});
