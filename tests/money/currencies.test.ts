import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readGuardrailFacts } from '../../activities/ad-platforms/write/guardrail-facts.ts';
import { recordChangeSet } from '../../db/queries/change-sets.ts';
import { recordIntents } from '../../db/queries/write-intents.ts';
import { writeIntents } from '../../db/schema/index.ts';
import { firstChange, type LedgerStage, openLedgerStage } from './ledger-stage.ts';

let stage: LedgerStage;
beforeAll(async () => {
  // Its account is in yen; what it adds up in is stated here, whatever the demo says.
  stage = await openLedgerStage({ tenant_index: 1 });
  await stage.database.owner.sql`update tenants set base_currency = 'USD'`;
});
afterEach(async () => {
  await stage.noCaps();
  await stage.database.owner.sql`delete from fx_rates`;
});
afterAll(() => stage.close());

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
/** A raise by so many yen, from 40 000. */
async function raise(by: number) {
  const { campaign_id } = await stage.addCampaign();
  const call = await stage.granted('set_daily_budget', { campaign_id, daily_budget_minor: 40_000 + by });
  return { campaign_id, call, apply: () => stage.apply('set_daily_budget', call) };
}

describe('money in another currency', () => {
  it('is not moved without a rate: nothing is recorded and nothing sent', async () => {
    const { campaign_id, apply } = await raise(1_000);
    await stage.rate('JPY', 0.0066, day(-2));
    await stage.rate('EUR', 1.1, day(0));
    await expect(apply()).rejects.toMatchObject({
      code: 'FX_RATE_MISSING',
      details: { currency: 'JPY', base_currency: 'USD' },
    });
    expect(await stage.applied([campaign_id])).toEqual([]);
    const intents = await stage.inTenant((tx) => tx.select().from(writeIntents));
    expect(intents.filter((intent) => intent.campaign_id === campaign_id)).toEqual([]);
    await stage.rate('JPY', 0.0066, day(0));
    expect((await apply()).applied).toBe(true);
  });

  it('is counted at the newest rate of today or before, which stays with the write', async () => {
    await stage.rate('JPY', 0.005, day(9));
    await stage.rate('JPY', 0.007, day(1));
    await stage.rate('JPY', 0.5, day(-1));
    const { campaign_id, apply } = await raise(1_000);
    await apply();
    const rows = await stage.inTenant((tx) => tx.select().from(writeIntents));
    // 1 000 yen are 7 dollars, 700 cents; 1.75 times that may be spent on one day.
    expect(rows.find((row) => row.campaign_id === campaign_id)).toMatchObject({
      ...{ currency: 'JPY', fx_rate: 0.007, moved_minor: 1_000, exposure_minor: 1_750 },
      ...{ moved_base_minor: 700, exposure_base_minor: 1_225 },
    });
  });

  it('needs no rate where no money moves', async () => {
    const { campaign_id } = await stage.addCampaign();
    const call = await stage.granted('set_bid', { campaign_id, bid_amount_minor: 260 });
    expect((await stage.apply('set_bid', call)).applied).toBe(true);
  });

  it('adds up with other currencies under one cap, and alone under a cap of its account', async () => {
    await stage.rate('JPY', 0.01, day(0));
    const first = await raise(1_000);
    const { origin, change_set, params, plan_digest } = first.call;
    // Somebody else’s 12 dollars on an account in dollars count too.
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where true`;
    const dollars = { currency: 'USD', moved_minor: 1_200, exposure_minor: 1_200, fx_rate: 1 };
    const whose = { execution_id: origin.execution_id, playbook_id: 'test_v1', requested_by_email: 'a@example.com' };
    await stage.inTenant(async (tx) => {
      const { execution_id, iteration } = origin;
      const set = { execution_id, step_id: 'other', iteration, action_id: 'A.b', params, plan_digest, change_set };
      const change_set_id = await recordChangeSet(tx, { ...set, grant_kind: 'policy', approval_id: null });
      const change = { ...firstChange(first.call), account_id: 'in dollars', entity_id: 'in dollars' };
      const line = { ...dollars, ...whose, moved_base_minor: 1_200, exposure_base_minor: 1_200 };
      await recordIntents(tx, change_set_id, [{ idempotency_key: 'dollars', change, ...line }]);
    });
    await stage.cap({ measure: 'moved', limit_minor: 2_199 });
    await expect(first.apply()).rejects.toMatchObject({
      details: { currency: 'USD', used_minor: 1_200, wanted_minor: 1_000, limit_minor: 2_199 },
    });
    await stage.noCaps();
    await stage.cap({ measure: 'moved', limit_minor: 2_200 });
    const account = { scope: 'account', scope_id: stage.tenant.account.external_id, currency: 'JPY' } as const;
    await stage.cap({ ...account, measure: 'moved', limit_minor: 999 });
    await expect(first.apply()).rejects.toMatchObject({
      details: { currency: 'JPY', used_minor: 0, limit_minor: 999 },
    });
    await stage.noCaps();
    await stage.cap({ ...account, measure: 'moved', limit_minor: 1_000 });
    expect((await first.apply()).applied).toBe(true);
  });
});

describe('what an account has moved', () => {
  it('is told in the currency that a plan over several is added up in; without a rate it is not known', async () => {
    const { call } = await raise(1_000);
    const facts = (currency: string) =>
      stage.inTenant((tx) =>
        readGuardrailFacts(tx, {
          ...{ change_set: { ...call.change_set, currency }, idempotency_key: 'mine' },
          ...{ exclude_last_days: 0, in_learning: null },
        }),
      );
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where true`;
    expect((await facts('JPY')).total_change_window_minor).toBe(1_000);
    expect((await facts('USD')).total_change_window_minor).toBeNull();
    await stage.rate('JPY', 0.007, day(0));
    expect((await facts('USD')).total_change_window_minor).toBe(700);
  });
});
