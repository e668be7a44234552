import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../contracts/canonical-json.ts';
import { findIntentRow } from '../../../../db/queries/intents-list.ts';
import { settleByPerson } from '../../../../db/queries/resolve-intent.ts';
import { writeIntents } from '../../../../db/schema/index.ts';
import { openUndoStage, type UndoStage } from '../../../../tests/ad-platforms/undo-stage.ts';

const long_ago = '2020-01-01T00:00:00Z';
let stage: UndoStage;
beforeAll(async () => {
  stage = await openUndoStage();
});
afterAll(() => stage.close());

const budget = (campaign_id: string, daily_budget_minor: number) => ({ campaign_id, daily_budget_minor });
const refused = { code: 'APPROVAL_GRANT_INVALID' };
async function raised(more: Parameters<UndoStage['change']>[2] = {}) {
  const { campaign_id } = await stage.addCampaign();
  const done = await stage.change('set_daily_budget', budget(campaign_id, 46_000), more);
  return { campaign_id, ...done };
}
async function planned(selector: JsonObject) {
  const origin = await stage.startExecution();
  const params = { selector };
  const plan = await stage.plan(origin, 'undo_changes', params);
  return { origin, params, plan, call: await stage.grantedCall(origin, plan, params) };
}

describe('who has to agree to an undo', () => {
  it('of one change or one execution a policy may let it through', async () => {
    const { campaign_id, receipt_id } = await raised();
    const { call } = await planned({ receipt_id });
    await stage.apply('undo_changes', { ...call, grant: { kind: 'policy', rule: 'require_approval_if is false' } });
    expect(await stage.sent(campaign_id)).toHaveLength(2);
  });

  it.each(['day', 'playbook', 'approver'])('of a %s never: no policy of any playbook is enough', async (kind) => {
    const [approver, playbook_id] = [`${kind}@example.com`, `of_${kind}_v1`];
    const { campaign_id, receipt_id } = await raised({ approvers: [approver], playbook_id });
    await stage.happenedAt(receipt_id, '2021-07-01T12:00:00Z');
    const selectors: Readonly<Record<string, JsonObject>> = {
      day: { day: '2021-07-01' },
      playbook: { playbook_id, since: long_ago },
      approver: { approver, since: long_ago },
    };
    const { call } = await planned(selectors[kind] ?? {});
    const free = { ...call, grant: { kind: 'policy', rule: 'autonomy: auto' } } as const;
    await expect(stage.apply('undo_changes', free)).rejects.toMatchObject(refused);
    expect(await stage.sent(campaign_id)).toHaveLength(1);
  });

  it('of an approver’s decisions somebody else: this person’s own yes is not enough', async () => {
    const approver = 'alone@example.com';
    const { campaign_id } = await raised({ approvers: [approver] });
    const { call } = await planned({ approver, since: long_ago });
    await stage.decide(call.grant.approval_id, approver.toUpperCase());
    await expect(stage.apply('undo_changes', call)).rejects.toMatchObject(refused);
    expect(await stage.sent(campaign_id)).toHaveLength(1);
    await stage.decide(call.grant.approval_id, 'ines@example.com');
    await stage.apply('undo_changes', call);
    expect(await stage.sent(campaign_id)).toHaveLength(2);
  });
});

describe('an undo that does not come through at once', () => {
  it('takes back the rest when it is planned again, and marks each change with who took it back', async () => {
    const [first, second] = [await stage.addCampaign(), await stage.addCampaign()];
    const wishes = [budget(first.campaign_id, 46_000), budget(second.campaign_id, 46_000)];
    const { execution_id, applied } = await stage.change('change_portfolio', { wishes });
    const { origin, call } = await planned({ execution_id });
    await stage.sandbox.personEdits(first.campaign_id, 'daily_budget', 51_000);
    await expect(stage.apply('undo_changes', call)).rejects.toMatchObject({
      details: { items: [{ state: 'verified' }, { state: 'not_applied', code: 'PLATFORM_DRIFT' }] },
    });
    const marks = await Promise.all(applied.receipts.map((receipt) => stage.undoneBy(receipt.receipt_id)));
    expect(marks).toEqual([null, origin.execution_id]);
    await stage.sandbox.personEdits(first.campaign_id, 'daily_budget', 46_000);
    const again = await planned({ execution_id });
    expect(again.plan.change_set.changes.map((each) => each.campaign_id)).toEqual([first.campaign_id]);
  });

  it('is not asked twice: the same plan applied again sends nothing', async () => {
    const { campaign_id, execution_id } = await raised();
    const { call } = await planned({ execution_id });
    await stage.apply('undo_changes', call);
    await stage.apply('undo_changes', call);
    expect(await stage.sent(campaign_id)).toHaveLength(2);
  });

  it('a day looks at its own work as little as at what it undid: nothing goes forth and back', async () => {
    const { receipt_id } = await raised();
    const day = new Date().toISOString().slice(0, 10);
    const { origin, call } = await planned({ day });
    await stage.apply('undo_changes', call);
    expect(await stage.undoneBy(receipt_id)).toBe(origin.execution_id);
    const more = await stage.preview({ day });
    expect(more.goes_back).toEqual([]);
    expect(more.stays.map((each) => each.reason)).toContain('cancels_out');
  });

  it('a person who confirms it marks what it took back, as reading back would have', async () => {
    const { receipt_id, campaign_id } = await raised();
    const { origin, call } = await planned({ receipt_id });
    await stage.sandbox.fault({ kind: 'error_500_before', match: { entity_id: campaign_id, method: 'GET' } });
    await expect(stage.apply('undo_changes', call)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    const state = { state: 'needs_human' } as const;
    const [intent] = await stage.inTenant((tx) =>
      tx
        .update(writeIntents)
        .set(state)
        .where(eq(writeIntents.execution_id, origin.execution_id))
        .returning({ intent_id: writeIntents.intent_id }),
    );
    await stage.inTenant(async (tx) => {
      const row = await findIntentRow(tx, intent?.intent_id ?? '');
      if (row === null) throw new Error('The intent is gone.');
      const said = { resolution: 'confirmed_applied', reason: 'I looked', by_email: 'ines@example.com' } as const;
      expect(await settleByPerson(tx, row, said)).toBe(true);
    });
    expect(await stage.undoneBy(receipt_id)).toBe(origin.execution_id);
  });
});
