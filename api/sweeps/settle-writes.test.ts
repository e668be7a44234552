import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { recordChangeSet } from '../../db/queries/change-sets.ts';
import { armIntent, readIntent, recordIntents } from '../../db/queries/write-intents.ts';
import { changeSets, executionEvents, executions } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep, changeSetRow, executionRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { settleWrites } from './settle-writes.ts';

let database: TestDatabase;
let tenants: readonly TenantRows[];
beforeAll(async () => {
  database = await createTestDatabase();
  tenants = [await insertTenantRows(database.owner), await insertTenantRows(database.owner)];
});
afterAll(() => database.drop());

/** A write of an execution that ended so many minutes ago, reserved or armed; null while it still runs. */
async function left(tenant: TenantRows, armed: boolean, minutes: number | null) {
  const ended =
    minutes === null
      ? { status: 'running' as const }
      : { status: 'failed' as const, finished_at: new Date(Date.now() - minutes * 60_000) };
  const execution = executionRow(tenant, ended);
  const { execution_id } = execution;
  await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(executions).values(execution));
  const intent_id = await withTenant(database.app, tenant.tenant_id, async (tx) => {
    const change_set_id = await recordChangeSet(tx, changeSetRow(tenant, { execution_id }));
    const change = { ...budgetStep('100'), entity_id: randomUUID() };
    const [row] = await recordIntents(tx, change_set_id, [{ idempotency_key: randomUUID(), change }]);
    if (row === undefined) throw new Error('No intent was recorded.');
    if (armed) await armIntent(tx, row.intent_id, 0, { campaign_id: '100', playbook_id: 'quiet_v1' });
    return row.intent_id;
  });
  const look = () =>
    withTenant(database.app, tenant.tenant_id, async (tx) => {
      const { state, change_set_id } = await readIntent(tx, intent_id);
      const [set] = await tx.select().from(changeSets).where(eq(changeSets.change_set_id, change_set_id));
      const told = await tx.select().from(executionEvents).where(eq(executionEvents.execution_id, execution_id));
      return [state, set?.state, ...told.map((event) => event.type)];
    });
  return look;
}

describe('what nobody settles any more', () => {
  it('is settled in every tenant, though nothing else is ever written there, and once', async () => {
    const [one, other] = tenants;
    if (one === undefined || other === undefined) throw new Error('There are no tenants.');
    const sent = await left(one, true, 4);
    const elsewhere = await left(other, true, 4);
    const unsent = await left(one, false, 4);
    const justEnded = await left(one, true, 1);
    const running = await left(other, true, null);
    expect(await settleWrites(database.app)).toBe(3);
    for (const each of [sent, elsewhere])
      expect(await each()).toEqual(['needs_human', 'needs_human', 'change.needs_human']);
    expect(await unsent()).toEqual(['not_applied', 'applying', 'change.not_applied']);
    for (const each of [justEnded, running]) expect(await each()).toEqual(['armed', 'applying']);
    expect(await settleWrites(database.app)).toBe(0);
  });
});
