import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../contracts/change-set.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recordChangeSet } from './change-sets.ts';
import { listUndoableReceipts, markReceiptsUndone, readReceipts, recordReceipt } from './receipts.ts';
import { armIntent, mayStillSend, moveIntent, readIntent, recordIntents, type WriteIntent } from './write-intents.ts';

const change: Change = {
  platform: 'meta_ads',
  account_id: 'act_1',
  campaign_id: '100',
  entity_type: 'campaign',
  entity_id: '100',
  entity_name: 'Campaign',
  field: 'daily_budget_minor',
  before: 10_000,
  after: 12_000,
  change_pct: 20,
  money_moved_minor: 2_000,
};
const inverse: Change = { ...change, before: 12_000, after: 10_000, change_pct: -16.67 };

describe('a write intent', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  let change_set_id: string;
  let intent: WriteIntent;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
    change_set_id = await record();
    const [recorded] = await inTenant((tx) => recordIntents(tx, change_set_id, [{ idempotency_key: 'key/0', change }]));
    if (recorded === undefined) throw new Error('No intent was recorded.');
    intent = recorded;
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
    withTenant(database.app, tenant.tenant_id, work);
  const record = (plan_digest = 'd1') =>
    inTenant((tx) =>
      recordChangeSet(tx, {
        execution_id: tenant.execution_id,
        step_id: 'raise',
        iteration: '',
        action_id: 'AdPlatformAgent.set_daily_budget',
        params: {},
        plan_digest,
        change_set: {
          changes: [change],
          currency: 'USD',
          total_change_minor: 2_000,
          max_change_pct: 20,
          change_count: 1,
        },
        grant_kind: 'policy',
        approval_id: null,
      }),
    );
  const arm = (fence: number) => inTenant((tx) => armIntent(tx, intent.intent_id, fence));
  const move = (fence: number, to: 'applied' | 'verified' | 'not_applied' | 'needs_human') =>
    inTenant((tx) => moveIntent(tx, { intent_id: intent.intent_id, fence, from: ['armed', 'applied'], to }));
  const state = () => inTenant((tx) => readIntent(tx, intent.intent_id));

  it('is recorded once for the same plan of the same step, and anew for another plan', async () => {
    expect(await record()).toBe(change_set_id);
    expect(await record('d2')).not.toBe(change_set_id);
    const again = await inTenant((tx) => recordIntents(tx, change_set_id, [{ idempotency_key: 'key/0', change }]));
    expect(again.map((each) => each.intent_id)).toEqual([intent.intent_id]);
    expect(await state()).toMatchObject({ state: 'intended', fence: 0, change });
  });

  it('is armed by one of many workers', async () => {
    const fences = await Promise.all(Array.from({ length: 8 }, () => arm(0)));
    expect(fences.filter((fence) => fence === 1).length).toBe(1);
    expect(fences.filter((fence) => fence === null).length).toBe(7);
  });

  it('cannot be armed again while it is armed, applied, verified or waiting for a person', async () => {
    expect(await arm(0)).toBe(1);
    expect(await arm(1)).toBeNull();
    for (const to of ['applied', 'verified'] as const) {
      expect(await move(1, to)).toBe(true);
      expect(await arm(1)).toBeNull();
    }
  });

  it('may be armed again after it is known not to have been applied, under a new fence', async () => {
    await arm(0);
    expect(await move(1, 'not_applied')).toBe(true);
    expect(await arm(0)).toBeNull();
    expect(await arm(1)).toBe(2);
  });

  it('obeys nobody who holds an older fence', async () => {
    await arm(0);
    await move(1, 'not_applied');
    await arm(1);
    expect(await move(1, 'applied')).toBe(false);
    expect(await inTenant((tx) => mayStillSend(tx, intent.intent_id, 1, 60))).toBe(false);
    expect(await inTenant((tx) => mayStillSend(tx, intent.intent_id, 2, 60))).toBe(true);
    expect(await state()).toMatchObject({ state: 'armed', fence: 2 });
  });

  it('may not be sent late', async () => {
    await arm(0);
    await database.owner.sql`
      update write_intents set armed_at = armed_at - interval '61 s' where intent_id = ${intent.intent_id}`;
    expect(await inTenant((tx) => mayStillSend(tx, intent.intent_id, 1, 60))).toBe(false);
    expect((await state()).armed_seconds_ago).toBeGreaterThan(60);
  });

  it('leaves one receipt with its inverse, which one undo takes back', async () => {
    await arm(0);
    await move(1, 'verified');
    const receipt = {
      ...{ intent_id: intent.intent_id, change_set_id, execution_id: tenant.execution_id, change, inverse },
      ...{ settled_by: 'answer_and_read_back' as const, platform_request_id: null },
    };
    await inTenant((tx) => recordReceipt(tx, receipt));
    await expect(inTenant((tx) => recordReceipt(tx, receipt))).rejects.toMatchObject({ cause: { code: '23505' } });
    const [stored] = await inTenant((tx) => readReceipts(tx, [intent.intent_id]));
    expect(stored).toMatchObject({ change, state: 'verified', settled_by: 'answer_and_read_back' });

    const undoable = () => inTenant((tx) => listUndoableReceipts(tx, tenant.execution_id));
    expect(await undoable()).toMatchObject([{ inverse }]);
    const undone = { execution_id: tenant.execution_id, by_execution_id: tenant.execution_id, change };
    await inTenant((tx) => markReceiptsUndone(tx, { ...undone, change: { ...change, field: 'status' } }));
    expect((await undoable()).length).toBe(1);
    await inTenant((tx) => markReceiptsUndone(tx, undone));
    expect(await undoable()).toEqual([]);
  });
});
