import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Guardrails } from '../../contracts/plan/index.ts';
import { type LedgerStage, limit, openLedgerStage } from './ledger-stage.ts';

let stage: LedgerStage;
beforeAll(async () => {
  stage = await openLedgerStage();
});
afterAll(() => stage.close());

/** Two calls that were planned and judged before either was applied, each within the limits alone. */
async function twoCalls(
  guardrails: Partial<Guardrails>,
  wishes: readonly [readonly [string, JsonObject], readonly [string, JsonObject]],
) {
  const calls = [];
  for (const [action, params] of wishes)
    calls.push({ action, call: await stage.granted(action, params, { guardrails }) });
  return calls;
}
const codes = async (calls: Awaited<ReturnType<typeof twoCalls>>) =>
  Promise.all(
    calls.map(({ action, call }) =>
      stage.apply(action, call).then(
        () => 'applied',
        (error: { code: string }) => error.code,
      ),
    ),
  );

describe('a limit of the playbook holds when money is reserved, too', () => {
  const budget = (campaign_id: string, daily_budget_minor: number) =>
    ['set_daily_budget', { campaign_id, daily_budget_minor }] as const;
  const bid = (campaign_id: string, bid_amount_minor: number) =>
    ['set_bid', { campaign_id, bid_amount_minor }] as const;

  it.each<[string, Partial<Guardrails>]>([
    ['max_changes_per_day', { max_changes_per_day: limit(1) }],
    ['cooldown_hours', { cooldown_hours: limit(1) }],
  ])(
    '%s: of two changes of one campaign that were planned at the same time one is applied',
    async (rule, guardrails) => {
      const { campaign_id } = await stage.addCampaign();
      const calls = await twoCalls(guardrails, [budget(campaign_id, 41_000), bid(campaign_id, 260)]);
      expect((await codes(calls)).sort()).toEqual(['GUARDRAIL_VIOLATED', 'applied']);
      const loser = calls.find(({ action }) => action === 'set_bid');
      if (loser === undefined) throw new Error('There is no such call.');
      const refused = await stage.granted('set_bid', { campaign_id, bid_amount_minor: 270 }, { guardrails });
      await expect(stage.apply('set_bid', refused)).rejects.toMatchObject({
        message: expect.stringContaining('line 7'),
        details: { checked: 'when_reserving', findings: [expect.objectContaining({ rule })] },
      });
    },
  );

  it('max_total_change: two campaigns of one account cannot pass it together', async () => {
    const [one, other] = [await stage.addCampaign(), await stage.addCampaign()];
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where true`;
    const calls = await twoCalls({ max_total_change: limit(15) }, [
      budget(one.campaign_id, 41_000),
      budget(other.campaign_id, 41_000),
    ]);
    expect((await codes(calls)).sort()).toEqual(['GUARDRAIL_VIOLATED', 'applied']);
    expect(await stage.applied([one.campaign_id, other.campaign_id])).toHaveLength(1);
  });

  it.each<[string, Partial<Guardrails>, 'budget' | 'bid']>([
    ['max_budget_change_pct', { max_budget_change_pct: limit(25) }, 'budget'],
    ['max_bid_change_pct', { max_bid_change_pct: limit(25) }, 'bid'],
  ])('%s: a step that was planned before another is judged together with it', async (_rule, guardrails, what) => {
    const { campaign_id } = await stage.addCampaign();
    const wish = (value: number) => (what === 'budget' ? budget(campaign_id, value * 100) : bid(campaign_id, value));
    const write = async ([action, params]: ReturnType<typeof wish>) =>
      stage.apply(action, await stage.granted(action, params, { guardrails }));
    await write(wish(what === 'budget' ? 460 : 290));
    await expect(write(wish(what === 'budget' ? 520 : 330))).rejects.toMatchObject({
      code: 'GUARDRAIL_VIOLATED',
    });
  });

  it('twenty times +4 % are one change of +119 %: it stops where they pass the limit together', async () => {
    const { campaign_id } = await stage.addCampaign();
    let value = 40_000;
    let applied = 0;
    for (; applied < 20; applied += 1) {
      value = Math.round(value * 1.04);
      const guardrails = { max_budget_change_pct: limit(25) };
      const call = await stage.granted(...budget(campaign_id, value), { guardrails });
      const done = await stage.apply('set_daily_budget', call).catch(() => null);
      if (done === null) break;
    }
    expect(applied).toBe(5);
  });

  it.each<[string, Partial<Guardrails>]>([
    ['min_spend', { min_spend: limit(1) }],
    ['min_conversions', { min_conversions: limit(1), exclude_last_days: limit(3) }],
  ])('%s: what cannot be decided blocks, and nothing is sent', async (rule, guardrails) => {
    const { campaign_id } = await stage.addCampaign();
    const call = await stage.granted(...budget(campaign_id, 41_000), { guardrails });
    await expect(stage.apply('set_daily_budget', call)).rejects.toMatchObject({
      ...{ code: 'GUARDRAIL_NOT_EVALUABLE', details: { findings: [{ rule }] } },
    });
    expect(await stage.applied([campaign_id])).toEqual([]);
  });

  it('min_conversions: days that conversion lag makes unreliable do not count', async () => {
    const { campaign_id } = await stage.addCampaign();
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    for (const ago of [1, 2, 8]) await stage.metrics(campaign_id, day(ago), { spend_minor: 5_000, conversions: 4 });
    const call = (exclude: number) =>
      stage.granted(...budget(campaign_id, 40_400), {
        guardrails: { min_conversions: limit(8), exclude_last_days: limit(exclude) },
      });
    await expect(stage.apply('set_daily_budget', await call(2))).rejects.toMatchObject({ code: 'GUARDRAIL_VIOLATED' });
    expect((await stage.apply('set_daily_budget', await call(0))).applied).toBe(true);
  });

  it('freeze_in_learning: a campaign that began to learn after it was planned is left alone until it has', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const guardrails = { freeze_in_learning: { value: true, line: 7 } };
    const frozen = await stage.granted(...budget(campaign_id, 41_000), { guardrails });
    const learned = await stage.addCampaign();
    const free = await stage.granted(...budget(learned.campaign_id, 41_000), { guardrails });
    await stage.sandbox.personEdits(ad_set_id, 'bid_amount', 400);
    await expect(stage.apply('set_daily_budget', frozen)).rejects.toMatchObject({
      ...{ code: 'GUARDRAIL_VIOLATED', details: { findings: [{ rule: 'freeze_in_learning' }] } },
    });
    expect((await stage.apply('set_daily_budget', free)).applied).toBe(true);
    expect(await stage.applied([campaign_id])).toEqual([]);
  });

  it('a step that is planned anew after a part of it was applied has not made another change by that', async () => {
    const { campaign_id } = await stage.addCampaign();
    const guardrails = { cooldown_hours: limit(1), max_changes_per_day: limit(1) };
    const first = await stage.granted(...budget(campaign_id, 41_000), { guardrails });
    await stage.apply('set_daily_budget', first);
    const { execution_id } = first.origin;
    const again = { execution_id, idempotency_key: `${execution_id}/write//2`, guardrails };
    const second = await stage.granted(...budget(campaign_id, 42_000), again);
    expect((await stage.apply('set_daily_budget', second)).applied).toBe(true);
    const other = { execution_id, idempotency_key: `${execution_id}/write2//1`, step_id: 'write2', guardrails };
    const third = await stage.granted(...budget(campaign_id, 43_000), other);
    await expect(stage.apply('set_daily_budget', third)).rejects.toMatchObject({ code: 'GUARDRAIL_VIOLATED' });
  });

  it('a call of an older execution, which brings no limits, is applied as before', async () => {
    const { campaign_id } = await stage.addCampaign();
    const call = await stage.granted(...budget(campaign_id, 80_000));
    expect('guardrails' in call).toBe(false);
    expect((await stage.apply('set_daily_budget', call)).applied).toBe(true);
  });
});
