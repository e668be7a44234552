import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOrigin } from '../../../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../../../contracts/canonical-json.ts';
import type { ChangeSet, PlannedChange } from '../../../../contracts/change-set.ts';
import { openStage, type Stage } from '../../../../tests/ad-platforms/stage.ts';
import { planDigest } from '../../write/plan-digest.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const grant = { kind: 'policy', rule: 'compensation' } as const;
const everything = (origin: CallOrigin) => ({ execution_id: origin.execution_id, leave_what_changed_since: true });
const stepOf = (origin: CallOrigin, step_id: string): CallOrigin => ({
  ...origin,
  step_id,
  idempotency_key: `${origin.execution_id}/${step_id}/`,
});

/** One execution that writes two budgets and a status, in this order. */
async function played() {
  const [first, second] = [await stage.addCampaign(), await stage.addCampaign()];
  const origin = await stage.startExecution();
  const write = async (step_id: string, action: string, params: JsonObject) => {
    const at = stepOf(origin, step_id);
    const planned = await stage.plan(at, action, params);
    await stage.apply(action, await stage.grantedCall(at, planned, params));
  };
  await write('a', 'set_daily_budget', { campaign_id: first.campaign_id, daily_budget_minor: 46_000 });
  await write('b', 'set_daily_budget', { campaign_id: second.campaign_id, daily_budget_minor: 47_000 });
  await write('c', 'pause', { campaign_id: first.campaign_id });
  return { origin, first: first.campaign_id, second: second.campaign_id };
}

const sent = async (campaign_id: string) =>
  (await stage.sandbox.ledgerOf(campaign_id)).map((entry) => [entry.field, entry.before, entry.after]);

const compensation = async (origin: CallOrigin) => {
  const params = everything(origin);
  const planned = await stage.plan(stepOf(origin, '(compensation)'), 'undo_execution', params);
  return { params, planned };
};
const applying = (origin: CallOrigin, params: JsonObject, { change_set, plan_digest }: PlannedChange) =>
  ({ phase: 'apply', origin: stepOf(origin, '(compensation)'), params, change_set, plan_digest, grant }) as const;
/** A plan that says what it likes, with the digest that goes with it. */
const forged = (
  action_id: string,
  params: JsonObject,
  planned: PlannedChange,
  change: (set: ChangeSet) => ChangeSet,
) => {
  const change_set = change(planned.change_set);
  return { ...planned, change_set, plan_digest: planDigest({ action_id, params, change_set }) };
};
const refused = { code: 'APPROVAL_GRANT_INVALID' };

describe('an execution that compensates', () => {
  it('takes back what it applied, newest first, and then there is nothing left', async () => {
    const { origin, first, second } = await played();
    const { params, planned } = await compensation(origin);
    expect(planned.change_set.changes.map(({ entity_id, field }) => [entity_id, field])).toEqual([
      [first, 'status'],
      [second, 'daily_budget_minor'],
      [first, 'daily_budget_minor'],
    ]);
    const request = applying(origin, params, planned);
    await stage.apply('undo_execution', request);
    await stage.apply('undo_execution', request);
    expect((await sent(first)).slice(-2).map((entry) => entry[2])).toEqual(['ACTIVE', 40_000]);
    expect(await sent(second)).toHaveLength(2);
    await expect(compensation(origin)).rejects.toMatchObject({
      code: 'EXECUTION_NOT_UNDOABLE',
      details: { standing: [] },
    });
  });

  it('leaves what somebody changed since, and names it', async () => {
    const { origin, first, second } = await played();
    await stage.sandbox.personEdits(second, 'daily_budget', 49_000);
    const { params, planned } = await compensation(origin);
    expect(planned.change_set.changes.map((change) => change.entity_id)).toEqual([first, first]);
    await stage.apply('undo_execution', applying(origin, params, planned));
    await expect(compensation(origin)).rejects.toMatchObject({
      code: 'EXECUTION_NOT_UNDOABLE',
      details: { standing: [{ entity_id: second, field: 'daily_budget_minor', written: 47_000, live: 49_000 }] },
    });
    expect(await sent(second)).toHaveLength(1);
  });
});

describe('the grant of a compensation covers nothing else', () => {
  it('not the changes of another execution', async () => {
    const [mine, other] = [await played(), await played()];
    const params = everything(other.origin);
    const planned = await stage.plan(stepOf(mine.origin, '(compensation)'), 'undo_execution', params);
    await expect(stage.apply('undo_execution', applying(mine.origin, params, planned))).rejects.toMatchObject(refused);
    const own = everything(mine.origin);
    const disguised = forged('AdPlatformAgent.undo_execution', own, planned, (set) => set);
    await expect(stage.apply('undo_execution', applying(mine.origin, own, disguised))).rejects.toMatchObject(refused);
    expect(await sent(other.first)).toHaveLength(2);
  });

  it('not another action', async () => {
    const { origin, first } = await played();
    const params = { campaign_id: first, daily_budget_minor: 90_000 };
    const planned = await stage.plan(stepOf(origin, 'd'), 'set_daily_budget', params);
    await expect(stage.apply('set_daily_budget', applying(origin, params, planned))).rejects.toMatchObject(refused);
    expect(await sent(first)).toHaveLength(2);
  });

  it.each([
    [
      'another value',
      (set: ChangeSet) => ({ ...set, changes: set.changes.map((each) => ({ ...each, after: 39_999 })) }),
    ],
    [
      'another entity',
      (set: ChangeSet) => ({ ...set, changes: set.changes.map((each) => ({ ...each, entity_id: '9' })) }),
    ],
    ['the oldest first', (set: ChangeSet) => ({ ...set, changes: set.changes.toReversed() })],
    ['the same way twice', (set: ChangeSet) => ({ ...set, changes: set.changes.flatMap((each) => [each, each]) })],
  ])('not %s', async (_name, change) => {
    const { origin, first } = await played();
    const { params, planned } = await compensation(origin);
    const other = forged('AdPlatformAgent.undo_execution', params, planned, change);
    await expect(stage.apply('undo_execution', applying(origin, params, other))).rejects.toMatchObject(refused);
    expect(await sent(first)).toHaveLength(2);
  });
});
