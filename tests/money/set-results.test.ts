import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planDigest } from '../../activities/ad-platforms/write/plan-digest.ts';
import { changeSetOf } from '../../contracts/change-arithmetic.ts';
import type { Change } from '../../contracts/change-set.ts';
import { changeSets } from '../../db/schema/index.ts';
import { firstChange, type LedgerStage, openLedgerStage } from './ledger-stage.ts';

let stage: LedgerStage;
beforeAll(async () => {
  stage = await openLedgerStage();
});
afterAll(() => stage.close());

const budget = 'set_daily_budget';

/** One granted set over several campaigns, each to be set to its value, as a plan over a whole portfolio would be. */
async function portfolio(values: readonly number[]) {
  const changes: Change[] = [];
  for (const daily_budget_minor of values) {
    const { campaign_id } = await stage.addCampaign();
    const origin = await stage.startExecution();
    changes.push(firstChange(await stage.plan(origin, budget, { campaign_id, daily_budget_minor })));
  }
  const origin = await stage.startExecution();
  const params = { campaign_id: changes[0]?.campaign_id ?? '', daily_budget_minor: values[0] ?? 0 };
  const change_set = changeSetOf(changes, 'USD');
  const plan_digest = planDigest({ action_id: `AdPlatformAgent.${budget}`, params, change_set });
  const grant = { kind: 'policy', rule: 'A test' } as const;
  const call = { phase: 'apply', origin, params, change_set, plan_digest, grant } as const;
  const ids = changes.map((change) => change.campaign_id);
  const state = async () => {
    const rows = await stage.inTenant((tx) =>
      tx.select().from(changeSets).where(eq(changeSets.execution_id, origin.execution_id)),
    );
    return rows[0]?.state;
  };
  const sent = async () => (await stage.applied(ids)).filter((entry) => entry.request_id !== null);
  return { call, ids, state, sent, handlers: stage.handlersWith() };
}
const refuse = (entity_id: string | undefined, times = 1) =>
  stage.sandbox.fault({ kind: 'error_500_before', match: { entity_id, method: 'GET' }, times });

describe('a set of several changes', () => {
  it('gives a result for each change', async () => {
    const { call, ids, state } = await portfolio([38_000, 41_000, 42_000]);
    const applied = await stage.apply(budget, call);
    expect(applied.items).toMatchObject(
      ids.map((entity_id, index) => ({ index, entity_id, state: 'verified', code: null, reason: null })),
    );
    expect(await state()).toBe('applied');
  });

  it('goes on after a change that drifted; only what is missing is left', async () => {
    const { call, ids, state, sent } = await portfolio([41_000, 42_000, 43_000]);
    await stage.sandbox.personEdits(ids[1] ?? '', 'daily_budget', 39_000);
    await expect(stage.apply(budget, call)).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: {
        live: 39_000,
        items: [
          { index: 0, state: 'verified', code: null },
          { index: 1, state: 'not_applied', code: 'PLATFORM_DRIFT', reason: expect.stringContaining('39000') },
          { index: 2, state: 'verified', code: null },
        ],
      },
    });
    expect((await sent()).map((entry) => entry.entity_id)).toEqual([ids[0], ids[2]]);
    expect(await state()).toBe('partly_applied');
  });

  it('tries again only what failed, when the platform may be asked again', async () => {
    const { call, ids, state, sent, handlers } = await portfolio([41_000, 42_000]);
    await refuse(ids[0]);
    await expect(stage.apply(budget, call, handlers)).rejects.toMatchObject({
      code: 'PLATFORM_UNAVAILABLE',
      details: {
        items: [{ state: 'not_applied' }, { state: 'not_applied', reason: expect.stringContaining('not tried') }],
      },
    });
    expect(await sent()).toEqual([]);
    expect((await stage.apply(budget, call, handlers)).items).toHaveLength(2);
    expect(await sent()).toHaveLength(2);
    expect(await state()).toBe('applied');
  });

  it('adds no money after a lowering that failed: who agreed to move it did not agree to that', async () => {
    const { call, ids, sent } = await portfolio([35_000, 45_000, 39_000]);
    await stage.sandbox.personEdits(ids[0] ?? '', 'daily_budget', 36_000);
    await expect(stage.apply(budget, call)).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: { items: [{ state: 'not_applied' }, { state: 'not_applied' }, { state: 'verified' }] },
    });
    expect((await sent()).map((entry) => entry.entity_id)).toEqual([ids[2]]);
  });

  it('is refused as a whole when it does not fit under a cap, and nothing of it is sent', async () => {
    const { call, sent } = await portfolio([41_000, 42_000]);
    await stage.cap({
      scope: 'requester',
      scope_id: 'marketer@example.com',
      limit_minor: 2_999,
      measure: 'moved',
      window_hours: 1,
    });
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where true`;
    await expect(stage.apply(budget, call)).rejects.toMatchObject({ details: { wanted_minor: 3_000 } });
    expect(await sent()).toEqual([]);
    await stage.noCaps();
    expect((await stage.apply(budget, call)).items).toHaveLength(2);
  });
});
