import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../contracts/change-set.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recordChangeSet } from './change-sets.ts';
import { displaceIntent } from './field-holders.ts';
import { openPause, resumePause } from './pauses.ts';
import { listUndoableReceipts, readReceipts, recordReceipt } from './receipts.ts';
import { markUndone } from './undo-marks.ts';
import {
  armIntent,
  mayStillSend,
  moveIntent,
  readIntent,
  recordIntents,
  releaseIntents,
  reserveAgain,
  type WriteIntent,
} from './write-intents.ts';

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
  const work = { campaign_id: '100', playbook_id: 'quiet_v1' };
  const arm = (fence: number) => inTenant((tx) => armIntent(tx, intent.intent_id, fence, work));
  const maySend = (fence: number) =>
    inTenant((tx) => mayStillSend(tx, { intent_id: intent.intent_id, fence, lease_seconds: 60 }, work));
  const again = () => inTenant((tx) => reserveAgain(tx, [intent.intent_id]));
  const move = (fence: number, to: 'applied' | 'verified' | 'not_applied' | 'needs_human') =>
    inTenant((tx) => moveIntent(tx, { intent_id: intent.intent_id, fence, from: ['armed', 'applied'], to }));
  const state = () => inTenant((tx) => readIntent(tx, intent.intent_id));

  it('is recorded once for the same plan of the same step, and anew for another plan', async () => {
    expect(await record()).toBe(change_set_id);
    expect(await record('d2')).not.toBe(change_set_id);
    const same = await inTenant((tx) => recordIntents(tx, change_set_id, [{ idempotency_key: 'key/0', change }]));
    expect(same.map((each) => each.intent_id)).toEqual([intent.intent_id]);
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

  it('may be armed again after it is known not to have been applied, once it is reserved again, under a new fence', async () => {
    await arm(0);
    expect(await move(1, 'not_applied')).toBe(true);
    expect(await arm(1)).toBeNull();
    await again();
    expect(await arm(0)).toBeNull();
    expect(await arm(1)).toBe(2);
  });

  it('that was never armed is released, and reserved again until somebody settles it for good', async () => {
    const release = () => inTenant((tx) => releaseIntents(tx, [intent.intent_id], 'Its set ended.'));
    await release();
    expect(await state()).toMatchObject({ state: 'not_applied', fence: 0 });
    await again();
    expect(await state()).toMatchObject({ state: 'intended' });
    const { intent_id } = intent;
    const displace = () =>
      inTenant((tx) => displaceIntent(tx, { intent_id, by_email: 'careful@example.com', reason: 'Less money.' }));
    expect(await displace()).toBe(true);
    expect(await displace()).toBe(false);
    await again();
    expect(await state()).toMatchObject({ state: 'not_applied', resolution: 'confirmed_not_applied' });
    expect(await arm(0)).toBeNull();
  });

  it('that is armed is neither released nor displaced nor reserved again', async () => {
    await arm(0);
    const { intent_id } = intent;
    await inTenant((tx) => releaseIntents(tx, [intent_id], 'Its set ended.'));
    const displaced = { intent_id, by_email: 'careful@example.com', reason: 'Less money.' };
    expect(await inTenant((tx) => displaceIntent(tx, displaced))).toBe(false);
    await again();
    expect(await state()).toMatchObject({ state: 'armed', fence: 1 });
  });

  it.each([
    ['tenant', ''],
    ['campaign', '100'],
    ['playbook', 'quiet_v1'],
  ] as const)('is neither armed nor allowed to be sent while a pause of the %s holds', async (scope, scope_id) => {
    const actor = { user_id: tenant.user_id, email: tenant.email };
    const pause = () => inTenant((tx) => openPause(tx, { scope, scope_id, reason: 'Tracking is broken', actor }));
    const { pause_id } = (await pause()).pause;
    expect(await arm(0)).toBeNull();
    await inTenant((tx) => resumePause(tx, { pause_id, actor }));
    expect(await arm(0)).toBe(1);
    expect(await maySend(1)).toBe(true);
    await pause();
    expect(await maySend(1)).toBe(false);
  });

  it('obeys nobody who holds an older fence', async () => {
    await arm(0);
    await move(1, 'not_applied');
    await again();
    await arm(1);
    expect(await move(1, 'applied')).toBe(false);
    expect(await maySend(1)).toBe(false);
    expect(await maySend(2)).toBe(true);
    expect(await state()).toMatchObject({ state: 'armed', fence: 2 });
  });

  it('may not be sent late', async () => {
    await arm(0);
    await database.owner.sql`
      update write_intents set armed_at = armed_at - interval '61 s' where intent_id = ${intent.intent_id}`;
    expect(await maySend(1)).toBe(false);
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
    const selection = { kind: 'execution', execution_id: tenant.execution_id } as const;
    const undone = { selection, by_execution_id: tenant.execution_id, change };
    await inTenant((tx) => markUndone(tx, { ...undone, change: { ...change, field: 'status' } }));
    expect((await undoable()).length).toBe(1);
    await inTenant((tx) => markUndone(tx, undone));
    expect(await undoable()).toEqual([]);
  });
});
