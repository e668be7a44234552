import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { outbox } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { openCall, settleCall } from '../../tests/harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { announceByOutbox } from './announce.ts';
import { openApproval } from './open-approval.ts';
import { settleApproval } from './settle-approval.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const announced = async () => {
  const rows = await withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.select().from(outbox).where(eq(outbox.tenant_id, tenant.tenant_id)).orderBy(asc(outbox.outbox_id)),
  );
  return rows.map((row) => [row.kind, row.payload.moment]);
};
const told = (...moments: string[]) => moments.map((moment) => ['deliver_approval', moment]);

describe('what chat and mail should hear of', () => {
  it('is announced once for each moment, however often the journal is written', async () => {
    const call = openCall(tenant);
    for (const _ of [1, 2]) await openApproval(database.app, call, announceByOutbox);
    const more = { ...call, escalation_level: 1 };
    for (const _ of [1, 2]) await openApproval(database.app, more, announceByOutbox);
    const clock = { expires_at_ms: call.expires_at_ms, frozen_at_ms: Date.now() };
    const paused = { ...settleCall(tenant, call.approval_id), status: 'pending' as const, clock };
    for (const _ of [1, 2]) await settleApproval(database.app, paused, announceByOutbox);
    const undo = settleCall(tenant, call.approval_id, { status: 'undo_window', undo_until_ms: Date.now() });
    await settleApproval(database.app, undo, announceByOutbox);
    const approved = settleCall(tenant, call.approval_id);
    for (const _ of [1, 2]) await settleApproval(database.app, approved, announceByOutbox);
    expect(await announced()).toEqual(told('asked', 'escalated:1', 'clock', 'settled:undo_window', 'settled:approved'));
  });

  it('includes that an approved plan was replaced by a new question', async () => {
    const first = openCall(tenant);
    await openApproval(database.app, first, announceByOutbox);
    await settleApproval(database.app, settleCall(tenant, first.approval_id), announceByOutbox);
    await openApproval(database.app, openCall(tenant, { supersedes: first.approval_id }), announceByOutbox);
    expect(await announced()).toEqual(told('asked', 'settled:approved', 'settled:superseded', 'asked'));
  });

  it('is nothing when the question was not asked, and nothing where no channel is configured', async () => {
    const nobody = openCall(tenant, { approvers: { roles: [], users: [] }, approval_id: randomUUID() });
    await expect(openApproval(database.app, nobody, announceByOutbox)).rejects.toMatchObject({
      code: 'APPROVAL_NOBODY_ELIGIBLE',
    });
    await openApproval(database.app, openCall(tenant));
    expect(await announced()).toEqual([]);
  });
});
