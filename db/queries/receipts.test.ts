import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../contracts/change-set.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recordChangeSet } from './change-sets.ts';
import { listUndoableReceipts as listUndoableIds } from './executions-list.ts';
import { listUndoableReceipts, readReceipts, recordReceipt } from './receipts.ts';
import { markUndone } from './undo-marks.ts';
import { armIntent, moveIntent, recordIntents } from './write-intents.ts';

describe('receipts of applied changes', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  let change_set_id: string;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
    change_set_id = await inTenant((tx) => recordChangeSet(tx, changeSetRow(tenant)));
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
    withTenant(database.app, of.tenant_id, work);
  const inverseOf = (change: Change): Change => ({ ...change, before: change.after, after: change.before });

  /** Takes changes all the way: intent, armed, verified, receipt. */
  const apply = async (changes: readonly Change[]) => {
    const named = changes.map((change) => ({ idempotency_key: randomUUID(), change }));
    const intents = await inTenant((tx) => recordIntents(tx, change_set_id, named));
    for (const { intent_id, change } of intents) {
      await inTenant(async (tx) => {
        await armIntent(tx, intent_id, 0, { campaign_id: '100', playbook_id: 'none_v1' });
        await moveIntent(tx, { intent_id, fence: 1, from: ['armed'], to: 'verified', platform_request_id: 'p-1' });
        await recordReceipt(tx, {
          ...{ intent_id, change_set_id, execution_id: tenant.execution_id, change, inverse: inverseOf(change) },
          ...{ settled_by: 'answer_and_read_back', platform_request_id: 'p-1' },
        });
      });
    }
    return intents.map((intent) => intent.intent_id);
  };
  const budget = (entity_id: string, more: Partial<Change> = {}) =>
    budgetStep(tenant.campaign_id, { entity_type: 'ad_set', entity_id, ...more });
  const undoable = () => inTenant((tx) => listUndoableReceipts(tx, tenant.execution_id));
  const undo = (change: Change, by_execution_id: string = randomUUID()) =>
    inTenant((tx) =>
      markUndone(tx, {
        selection: { kind: 'execution', execution_id: tenant.execution_id },
        by_execution_id,
        change: inverseOf(change),
      }),
    );

  it('come in the order that is asked for, not in the order of the table', async () => {
    const ids = await apply([budget('a'), budget('b'), budget('c')]);
    const backwards = ids.toReversed();
    const receipts = await inTenant((tx) => readReceipts(tx, backwards));
    expect(receipts.map((receipt) => receipt.change.entity_id)).toEqual(['c', 'b', 'a']);
    expect(receipts.every((receipt) => receipt.state === 'verified')).toBe(true);
  });

  it('are left out for intents that have none', async () => {
    const ids = await apply([budget('a')]);
    expect(await inTenant((tx) => readReceipts(tx, [randomUUID(), ...ids, randomUUID()]))).toHaveLength(1);
    expect(await inTenant((tx) => readReceipts(tx, [randomUUID()]))).toEqual([]);
  });

  it('say the moment at which the intent was applied, not the one at which they were written', async () => {
    const [intent_id = ''] = await apply([budget('a')]);
    const [row] = await database.owner.sql<{ same: boolean }[]>`
      select w.applied_at = r.applied_at as same from receipts r join write_intents w using (intent_id)
      where intent_id = ${intent_id}`;
    expect(row).toEqual({ same: true });
    const [receipt] = await inTenant((tx) => readReceipts(tx, [intent_id]));
    expect(new Date(receipt?.applied_at ?? '').toISOString()).toBe(receipt?.applied_at);
  });

  it('are not written for an intent that was never applied: there is no moment to write', async () => {
    const change = budget('a');
    const [intent] = await inTenant((tx) => recordIntents(tx, change_set_id, [{ idempotency_key: 'k', change }]));
    const early = inTenant((tx) =>
      recordReceipt(tx, {
        ...{ intent_id: intent?.intent_id ?? '', change_set_id, execution_id: tenant.execution_id, change },
        ...{ inverse: inverseOf(change), settled_by: 'read_back_only', platform_request_id: null },
      }),
    );
    await expect(early).rejects.toMatchObject({ cause: { code: '23502' } });
  });

  it('can be taken back newest first, each with its inverse', async () => {
    const ids = await apply([budget('a'), budget('b')]);
    await database.owner
      .sql`update receipts set applied_at = applied_at - interval '1 h' where intent_id = ${ids[1] ?? ''}`;
    const rows = await undoable();
    expect(rows.map((row) => row.change.entity_id)).toEqual(['a', 'b']);
    expect(rows.map((row) => row.inverse)).toEqual([inverseOf(budget('a')), inverseOf(budget('b'))]);
    expect(await inTenant((tx) => listUndoableIds(tx, tenant.execution_id))).toHaveLength(2);
  });

  it('are undone for one field of one entity, and the others stay', async () => {
    await apply([budget('a'), budget('b'), budget('a', { field: 'status', before: 'active', after: 'paused' })]);
    await undo(budget('a'));
    const left = (await undoable()).map((row) => `${row.change.entity_id}.${row.change.field}`).sort();
    expect(left).toEqual(['a.status', 'b.daily_budget_minor']);
    expect(await inTenant((tx) => listUndoableIds(tx, tenant.execution_id))).toHaveLength(2);
  });

  it('name the first execution that took them back, for ever', async () => {
    await apply([budget('a')]);
    const [first, second] = [randomUUID(), randomUUID()];
    await Promise.all([undo(budget('a'), first)]);
    await undo(budget('a'), second);
    const [row] = await database.owner.sql`
      select undone_by_execution_id from receipts where tenant_id = ${tenant.tenant_id}`;
    expect(row).toEqual({ undone_by_execution_id: first });
  });

  it('are neither seen nor taken back by another tenant', async () => {
    const ids = await apply([budget('a')]);
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => readReceipts(tx, ids), stranger)).toEqual([]);
    const selection = { kind: 'execution', execution_id: tenant.execution_id } as const;
    const foreign = { selection, by_execution_id: stranger.execution_id, change: inverseOf(budget('a')) };
    await inTenant((tx) => markUndone(tx, foreign), stranger);
    expect(await undoable()).toHaveLength(1);
  });
});
