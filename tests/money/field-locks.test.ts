import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailpointName } from '../../activities/ad-platforms/write/failpoints.ts';
import { executionEvents, executions, writeIntents } from '../../db/schema/index.ts';
import { type LedgerStage, openLedgerStage } from './ledger-stage.ts';

let stage: LedgerStage;
beforeAll(async () => {
  stage = await openLedgerStage();
});
afterAll(() => stage.close());

type Call = Awaited<ReturnType<LedgerStage['granted']>>;
const budget = (campaign_id: string, daily_budget_minor: number) =>
  stage.granted('set_daily_budget', { campaign_id, daily_budget_minor });
const intentOf = async ({ origin }: Call) => {
  const rows = await stage.inTenant((tx) =>
    tx.select().from(writeIntents).where(eq(writeIntents.execution_id, origin.execution_id)),
  );
  return rows[0];
};
/** Begins a write and holds it at an edge until it is let go. */
async function heldAt(edge: FailpointName, action: string, call: Call) {
  const { promise: reached, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: released, resolve: letGo } = Promise.withResolvers<void>();
  const failpoint = async (name: FailpointName) => {
    if (name !== edge) return;
    arrive();
    await released;
  };
  const ended = stage.apply(action, call, stage.handlersWith({ failpoint })).then(
    () => 'applied',
    (error: { code: string; message: string; details: object }) => error,
  );
  await reached;
  return { ended, letGo };
}

describe('one field', () => {
  it('has one change under way: a less careful one is told who holds it', async () => {
    const { campaign_id } = await stage.addCampaign();
    const [first, second] = [await budget(campaign_id, 42_000), await budget(campaign_id, 43_000)];
    const held = await heldAt('before_arm', 'set_daily_budget', first);
    await expect(stage.apply('set_daily_budget', second)).rejects.toMatchObject({
      code: 'ENTITY_LOCKED',
      details: {
        ...{ collision: 'same_field', field: 'daily_budget_minor', wanted: 43_000 },
        held_by: { execution_id: first.origin.execution_id, requested_by: 'marketer@example.com', after: 42_000 },
      },
    });
    held.letGo();
    expect(await held.ended).toBe('applied');
    await expect(stage.apply('set_daily_budget', second)).rejects.toMatchObject({ code: 'PLATFORM_DRIFT' });
    expect(await stage.applied([campaign_id])).toHaveLength(1);
  });

  it('goes to the more careful change while the other was not sent; the other is set aside for good, and says why', async () => {
    const { campaign_id } = await stage.addCampaign();
    const [bold, careful] = [await budget(campaign_id, 60_000), await budget(campaign_id, 38_000)];
    const held = await heldAt('before_arm', 'set_daily_budget', bold);
    expect((await stage.apply('set_daily_budget', careful)).applied).toBe(true);
    held.letGo();
    await held.ended;
    await expect(stage.apply('set_daily_budget', bold)).rejects.toMatchObject({
      code: 'CHANGE_SET_ASIDE',
      message: expect.stringContaining('more careful'),
      details: { by: 'marketer@example.com' },
    });
    expect(await intentOf(bold)).toMatchObject({ state: 'not_applied', fence: 0, resolution: 'confirmed_not_applied' });
    const events = await stage.inTenant((tx) =>
      tx.select().from(executionEvents).where(eq(executionEvents.execution_id, bold.origin.execution_id)),
    );
    expect(events.map((event) => event.type)).toEqual(['change.not_applied']);
    expect(events[0]?.data).toMatchObject({ displaced_by: { execution_id: careful.origin.execution_id } });
    expect((await stage.applied([campaign_id])).map((entry) => entry.after)).toEqual([38_000]);
  });

  it('stays with a change that is on its way to the platform, however careful the other is', async () => {
    const { campaign_id } = await stage.addCampaign();
    const [bold, careful] = [await budget(campaign_id, 42_000), await budget(campaign_id, 38_000)];
    const held = await heldAt('after_response', 'set_daily_budget', bold);
    await expect(stage.apply('set_daily_budget', careful)).rejects.toMatchObject({
      code: 'ENTITY_LOCKED',
      details: { held_by: { state: 'armed' } },
    });
    held.letGo();
    expect(await held.ended).toBe('applied');
  });

  it('of 12 changes that want it at once gets exactly one, whichever', async () => {
    const { campaign_id } = await stage.addCampaign();
    const calls = await Promise.all(Array.from({ length: 12 }, (_, index) => budget(campaign_id, 41_000 + index)));
    const outcomes = await Promise.all(
      calls.map((call) =>
        stage.apply('set_daily_budget', call).then(
          () => 'applied',
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(outcomes.filter((each) => each === 'applied')).toHaveLength(1);
    expect(await stage.applied([campaign_id])).toHaveLength(1);
  });
});

describe('a pause', () => {
  it('takes the place of a raise that was not sent, and while it is under way nothing is raised', async () => {
    const { campaign_id } = await stage.addCampaign();
    const raise = await budget(campaign_id, 60_000);
    const pause = await stage.granted('pause', { campaign_id });
    const raising = await heldAt('before_arm', 'set_daily_budget', raise);
    const pausing = await heldAt('before_arm', 'pause', pause);
    expect(await intentOf(raise)).toMatchObject({ state: 'not_applied', resolution: 'confirmed_not_applied' });
    const late = await budget(campaign_id, 50_000);
    await expect(stage.apply('set_daily_budget', late)).rejects.toMatchObject({
      code: 'ENTITY_LOCKED',
      details: { collision: 'raise_under_pause' },
    });
    pausing.letGo();
    raising.letGo();
    expect(await pausing.ended).toBe('applied');
    await raising.ended;
    expect((await stage.applied([campaign_id])).map((entry) => entry.field)).toEqual(['status']);
  });

  it('waits for nobody: a raise that is on its way does not keep it', async () => {
    const { campaign_id } = await stage.addCampaign();
    const raising = await heldAt('after_response', 'set_daily_budget', await budget(campaign_id, 44_000));
    const pause = await stage.granted('pause', { campaign_id });
    expect((await stage.apply('pause', pause)).applied).toBe(true);
    raising.letGo();
    expect(await raising.ended).toBe('applied');
  });
});

describe('what nobody settles any more', () => {
  const end = ({ origin }: Call, minutes: number) =>
    stage.inTenant((tx) =>
      tx
        .update(executions)
        .set({ status: 'failed', finished_at: new Date(Date.now() - minutes * 60_000) })
        .where(eq(executions.execution_id, origin.execution_id)),
    );

  it.each([
    ['after_intent_commit', 'not_applied'],
    ['after_arm', 'needs_human'],
  ] as const)('because its execution ended at %s does not hold the field: it is %s', async (edge, state) => {
    const { campaign_id } = await stage.addCampaign();
    const [left, next] = [await budget(campaign_id, 42_000), await budget(campaign_id, 43_000)];
    const died = await heldAt(edge, 'set_daily_budget', left);
    await end(left, 1);
    await expect(stage.apply('set_daily_budget', next)).rejects.toMatchObject({ code: 'ENTITY_LOCKED' });
    await end(left, 4);
    expect((await stage.apply('set_daily_budget', next)).applied).toBe(true);
    expect(await intentOf(left)).toMatchObject({ state });
    died.letGo();
    expect(await died.ended).not.toBe('applied');
    expect((await stage.applied([campaign_id])).map((entry) => entry.after)).toEqual([43_000]);
  });
});
