import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../db/queries/audit.ts';
import { campaigns, changeSets, executionEvents, receipts, writeIntents } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const budget = 'set_daily_budget';

describe('the grant', () => {
  it('covers exactly one digest: a change set that was touched afterwards is not sent', async () => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 46_000 };
    const origin = await stage.startExecution();
    const plan = await stage.plan(origin, budget, params);
    const call = await stage.grantedCall(origin, plan, params);
    const [change] = plan.change_set.changes;
    if (!change) throw new Error('nothing planned');
    const more = { ...plan.change_set, changes: [{ ...change, after: 99_000 }] };
    await expect(stage.apply(budget, { ...call, change_set: more })).rejects.toMatchObject({
      code: 'APPROVAL_GRANT_INVALID',
    });
    await expect(
      stage.apply(budget, { ...call, params: { campaign_id, daily_budget_minor: 99_000 } }),
    ).rejects.toMatchObject({ code: 'APPROVAL_GRANT_INVALID' });
    expect(await stage.sandbox.ledgerOf(campaign_id)).toEqual([]);
  });

  it('must stand as approved in the database, for this plan and this execution', async () => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 46_000 };
    const origin = await stage.startExecution();
    const plan = await stage.plan(origin, budget, params);
    const call = await stage.grantedCall(origin, plan, params);
    const refused = { code: 'APPROVAL_GRANT_INVALID' };
    const pending = await stage.approve(origin, plan, 'pending');
    await expect(stage.apply(budget, { ...call, grant: pending })).rejects.toMatchObject(refused);
    const other = await stage.approve(origin, { ...plan, plan_digest: 'f'.repeat(64) });
    await expect(stage.apply(budget, { ...call, grant: other })).rejects.toMatchObject(refused);
    const elsewhere = await stage.approve(await stage.startExecution(), plan);
    await expect(stage.apply(budget, { ...call, grant: elsewhere })).rejects.toMatchObject(refused);
    const unknown = { kind: 'approval', approval_id: '01900000-0000-7000-8000-00000000dead' } as const;
    await expect(stage.apply(budget, { ...call, grant: unknown })).rejects.toMatchObject(refused);
    expect(await stage.sandbox.ledgerOf(campaign_id)).toEqual([]);
  });

  it('may be a policy, which is recorded', async () => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 40_400 };
    const origin = await stage.startExecution();
    const { change_set, plan_digest } = await stage.plan(origin, budget, params);
    const grant = { kind: 'policy', rule: 'total_change <= 5' } as const;
    const applied = await stage.apply(budget, { phase: 'apply', origin, params, change_set, plan_digest, grant });
    expect(applied.applied).toBe(true);
    const rows = await stage.inTenant((tx) =>
      tx.select().from(changeSets).where(eq(changeSets.execution_id, origin.execution_id)),
    );
    expect(rows).toMatchObject([{ grant_kind: 'policy', approval_id: null, state: 'applied' }]);
  });

  it.each(['shadow', 'dry_run'] as const)(
    'opens nothing in the mode %s: refused, nothing recorded or sent',
    async (mode) => {
      const { campaign_id } = await stage.addCampaign();
      const params = { campaign_id, daily_budget_minor: 46_000 };
      const origin = await stage.startExecution(mode);
      const call = await stage.grantedCall(origin, await stage.plan(origin, budget, params), params);
      const refused = { code: 'WRITE_NOT_LIVE', details: { mode, action_id: 'AdPlatformAgent.set_daily_budget' } };
      await expect(stage.apply(budget, call)).rejects.toMatchObject(refused);
      expect(await stage.sandbox.ledgerOf(campaign_id)).toEqual([]);
      const { execution_id } = origin;
      const written = await stage.inTenant((tx) =>
        tx.select().from(changeSets).where(eq(changeSets.execution_id, execution_id)),
      );
      expect(written).toEqual([]);
    },
  );
});

describe('an applied change', () => {
  it('is sent once, verified, receipted with its inverse, audited and shown', async () => {
    const { campaign_id } = await stage.addCampaign();
    const { origin, planned, applied } = await stage.write(budget, { campaign_id, daily_budget_minor: 46_000 });
    expect(planned).toMatchObject({
      changes_anything: true,
      change_set: { total_change_minor: 6_000, max_change_pct: 15, change_count: 1, currency: 'USD' },
    });
    expect(applied.receipts).toMatchObject([
      { state: 'verified', settled_by: 'answer_and_read_back', change: { before: 40_000, after: 46_000 } },
    ]);
    const ledger = await stage.sandbox.ledgerOf(campaign_id);
    expect(ledger).toMatchObject([{ field: 'daily_budget', before: 40_000, after: 46_000 }]);
    expect(applied.receipts[0]?.platform_request_id).toBe(ledger[0]?.request_id);
    await stage.inTenant(async (tx) => {
      const [receipt] = await tx.select().from(receipts).where(eq(receipts.campaign_id, campaign_id));
      expect(receipt?.inverse).toMatchObject({ before: 46_000, after: 40_000 });
      const [row] = await tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id));
      expect(row?.daily_budget_minor).toBe(46_000);
      const events = await tx
        .select({ type: executionEvents.type })
        .from(executionEvents)
        .where(eq(executionEvents.execution_id, origin.execution_id));
      expect(events.map((event) => event.type)).toEqual(['change.armed', 'change.applied', 'change.verified']);
      expect(await verifyAudit(tx)).toMatchObject({ valid: true });
    });
  });

  it('stays one change however often the same call is made, one after the other or all at once', async () => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 46_000 };
    const origin = await stage.startExecution();
    const call = await stage.grantedCall(origin, await stage.plan(origin, budget, params), params);
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => stage.apply(budget, call)));
    expect(all.some((each) => each.status === 'fulfilled')).toBe(true);
    const again = await stage.apply(budget, call);
    expect(again.receipts).toHaveLength(1);
    expect(await stage.sandbox.ledgerOf(campaign_id)).toHaveLength(1);
  });

  it('that is already true is planned as nothing to do, and applying it sends nothing', async () => {
    const { campaign_id } = await stage.addCampaign();
    const { planned, applied } = await stage.write(budget, { campaign_id, daily_budget_minor: 40_000 });
    expect(planned.changes_anything).toBe(false);
    expect(planned.change_set).toMatchObject({ change_count: 0, total_change_minor: 0 });
    expect(applied.receipts).toEqual([]);
    expect(await stage.sandbox.ledgerOf(campaign_id)).toEqual([]);
  });

  it('cannot be smuggled in under the key of another', async () => {
    const { campaign_id } = await stage.addCampaign();
    const { origin } = await stage.write(budget, { campaign_id, daily_budget_minor: 41_000 });
    const params = { campaign_id, daily_budget_minor: 42_000 };
    const call = await stage.grantedCall(origin, await stage.plan(origin, budget, params), params);
    await expect(stage.apply(budget, call)).rejects.toMatchObject({ code: 'APPROVAL_GRANT_INVALID' });
    expect(await stage.sandbox.ledgerOf(campaign_id)).toHaveLength(1);
  });
});

describe('a set of several changes', () => {
  /** An execution that changed two things, and the approved undo of both. */
  async function twoToUndo() {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const first = await stage.write(budget, { campaign_id, daily_budget_minor: 46_000 });
    const origin = { ...first.origin, step_id: 'bid', idempotency_key: `${first.origin.execution_id}/bid/` };
    const params = { campaign_id, bid_amount_minor: 300 };
    await stage.apply('set_bid', await stage.grantedCall(origin, await stage.plan(origin, 'set_bid', params), params));
    const undo = await stage.startExecution();
    const wish = { execution_id: origin.execution_id };
    const plan = await stage.plan(undo, 'undo_execution', wish);
    return { campaign_id, ad_set_id, plan, call: await stage.grantedCall(undo, plan, wish) };
  }

  it('goes from the newest to the oldest', async () => {
    const { campaign_id, ad_set_id, plan, call } = await twoToUndo();
    expect(plan.change_set.changes.map((change) => change.entity_id)).toEqual([ad_set_id, campaign_id]);
    expect((await stage.apply('undo_execution', call)).receipts.map((receipt) => receipt.change.after)).toEqual([
      250, 40_000,
    ]);
  });

  it('goes on where it stopped: what is done is not done again', async () => {
    const { campaign_id, ad_set_id, call } = await twoToUndo();
    await stage.sandbox.fault({ kind: 'error_500_before', match: { entity_id: campaign_id, method: 'GET' } });
    const handlers = stage.handlersWith();
    await expect(stage.apply('undo_execution', call, handlers)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    const state = async () => {
      const rows = await stage.inTenant((tx) =>
        tx.select().from(changeSets).where(eq(changeSets.execution_id, call.origin.execution_id)),
      );
      return rows[0]?.state;
    };
    expect(await state()).toBe('partly_applied');
    expect((await stage.apply('undo_execution', call, handlers)).receipts).toHaveLength(2);
    expect(await state()).toBe('applied');
    expect(await stage.sandbox.ledgerOf(ad_set_id)).toHaveLength(2);
    expect(await stage.sandbox.ledgerOf(campaign_id)).toHaveLength(2);
  });
});

describe('a live value that is not the plan’s', () => {
  it.each([
    ['another amount', 39_000],
    ['by chance the wished amount', 46_000],
  ])('is left alone when a person set %s in between', async (_name, value) => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 46_000 };
    const origin = await stage.startExecution();
    const call = await stage.grantedCall(origin, await stage.plan(origin, budget, params), params);
    await stage.sandbox.personEdits(campaign_id, 'daily_budget', value);
    await expect(stage.apply(budget, call)).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: { before: 40_000, after: 46_000, live: value },
    });
    const ledger = await stage.sandbox.ledgerOf(campaign_id);
    expect(ledger.filter((entry) => entry.request_id !== null)).toEqual([]);
    const intents = await stage.inTenant((tx) =>
      tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id)),
    );
    expect(intents).toMatchObject([{ state: 'not_applied', fence: 0 }]);
  });
});
