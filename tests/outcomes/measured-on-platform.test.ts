import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionLagDays } from '../../activities/ad-platforms/conversion-lag.action.ts';
import { measureOutcome } from '../../activities/agents/campaign-health/measure-outcome.action.ts';
import { withTenant } from '../../db/connect.ts';
import { planExecutionOutcomes } from '../../db/queries/plan-execution-outcomes.ts';
import { executions, fctAdMetricDaily, outbox, outcomes, receipts } from '../../db/schema/index.ts';
import { openStage, type Stage } from '../ad-platforms/stage.ts';
import { createAgentStage } from '../campaign-health/agent-stage.ts';

const day = 86_400;
let stage: Stage;
/** How far the sandbox's clock, and that of the measurement, is ahead. */
let ahead_seconds = 0;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function pass(seconds: number) {
  ahead_seconds += seconds;
  await stage.sandbox.passTime(seconds);
}
const now = () => new Date(Date.now() + ahead_seconds * 1000);

/** Applies a change, ends its execution, and gives the outcome that was planned for it. */
async function changed(action: string, params: Parameters<Stage['write']>[1]) {
  const { origin } = await stage.write(action, params);
  const { execution_id } = origin;
  // The platform’s clock is ahead of the database’s: what was applied now was applied then.
  await withTenant(stage.database.owner, stage.tenant.tenant_id, (tx) =>
    tx.update(receipts).set({ applied_at: now() }).where(eq(receipts.execution_id, execution_id)),
  );
  return stage.inTenant(async (tx) => {
    await tx.update(executions).set({ status: 'completed' }).where(eq(executions.execution_id, execution_id));
    await planExecutionOutcomes(tx, { execution_id, lagOf: conversionLagDays });
    const [row] = await tx.select().from(outcomes).where(eq(outcomes.execution_id, execution_id));
    return { execution_id, outcome_id: row?.outcome_id ?? '', planned: row };
  });
}
async function measure(outcome_id: string) {
  const { tenant, database, environment } = stage;
  const { tenant_id } = tenant;
  const agent = createAgentStage({ database: database.app, tenant_id, environment, now });
  return measureOutcome.output.parse(await agent.run('CampaignHealthAgent.measure_outcome', { outcome_id }));
}
const rowOf = async (outcome_id: string) => {
  const [row] = await stage.inTenant((tx) => tx.select().from(outcomes).where(eq(outcomes.outcome_id, outcome_id)));
  return row;
};
const campaignOf = async (facts: Parameters<Stage['addCampaign']>[0] = {}) =>
  stage.addCampaign({ daily_budget_minor: 200_000, ...facts });

describe('an applied change', () => {
  it('is measured from what the platform shows when the window is over: a pause stops the spending', async () => {
    const { campaign_id } = await campaignOf();
    const { outcome_id, planned } = await changed('pause', { campaign_id });
    expect(planned).toMatchObject({ metric: 'spend', direction: 'decrease', status: 'planned' });
    await pass(8 * day + 2 * 3600);
    const said = await measure(outcome_id);
    expect(said).toMatchObject({ verdict: 'positive', effect_pct: -100, after: 0, again_at: null, promise_kept: null });
    expect(said.counterfactual ?? 0).toBeGreaterThan(1000);
    const row = await rowOf(outcome_id);
    expect(row).toMatchObject({
      ...{ status: 'measured', verdict: 'positive', interval_level: 0.9, rollback_execution_id: null },
      evidence: { source: 'platform', look: { history: 'read', people: [] }, others: [], days_still_filling: [] },
    });
    expect(row?.counterfactual).toBe(said.counterfactual);
    // The days were read again and kept.
    const kept = await stage.inTenant((tx) =>
      tx.select().from(fctAdMetricDaily).where(eq(fctAdMetricDaily.campaign_id, campaign_id)),
    );
    expect(kept.length).toBeGreaterThan(100);
    expect(await measure(outcome_id)).toEqual(said);
  });

  it('is not concluded from when a person changed the campaign too, and it is said who and what', async () => {
    const { campaign_id } = await campaignOf();
    const { outcome_id } = await changed('pause', { campaign_id });
    await pass(2 * day);
    await stage.sandbox.personEdits(campaign_id, 'daily_budget', 300_000);
    await pass(6 * day + 2 * 3600);
    const said = await measure(outcome_id);
    expect(said).toMatchObject({
      ...{ verdict: 'inconclusive', effect_pct: -100, promise_kept: null },
      reason: expect.stringMatching(
        /^other changes in the same days: daily budget by A person in the ads screens on \d{4}-/,
      ),
    });
    expect((await rowOf(outcome_id))?.evidence).toMatchObject({
      others: [{ ours: false, field: 'daily_budget_minor' }],
    });
  });

  it('is not concluded from when another execution changed the campaign within the window', async () => {
    const { campaign_id } = await campaignOf();
    const { outcome_id } = await changed('pause', { campaign_id });
    await pass(3 * day);
    const other = await changed('set_daily_budget', { campaign_id, daily_budget_minor: 210_000 });
    await pass(5 * day + 2 * 3600);
    expect(await measure(outcome_id)).toMatchObject({
      ...{
        verdict: 'inconclusive',
        reason: expect.stringContaining('other changes in the same days: daily budget by Test'),
      },
    });
    expect((await rowOf(outcome_id))?.evidence).toMatchObject({
      others: [{ ours: true, execution_id: other.execution_id }],
    });
  });

  it('is not concluded from when it was taken back before the window was over', async () => {
    const { campaign_id } = await campaignOf();
    const { outcome_id, execution_id } = await changed('pause', { campaign_id });
    await pass(2 * day);
    const undo = await changed('undo_execution', { execution_id });
    expect(undo.planned).toMatchObject({ metric: 'conversions', direction: 'increase' });
    await pass(6 * day + 2 * 3600);
    expect(await measure(outcome_id)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/^taken back on \d{4}-\d\d-\d\d, before the window was over$/),
    });
  });
});

describe('a change whose conversions come late', () => {
  it('is looked at when the window is over, and measured when the platform has counted them all', async () => {
    const { campaign_id, ad_set_id } = await campaignOf({ scenario: 'conversion_lag' });
    const { outcome_id, planned } = await changed('set_bid', { campaign_id, bid_amount_minor: 350 });
    expect(planned).toMatchObject({ metric: 'cpa', direction: 'decrease' });
    const [message] = await stage.inTenant((tx) =>
      tx
        .select()
        .from(outbox)
        .where(eq(outbox.dedupe_key, `track_outcome/${outcome_id}`)),
    );
    const lag_days = conversionLagDays('meta_ads');
    const [looked_at, measured_at] = [Number(message?.payload.measure_at_ms), planned?.measure_at.getTime() ?? 0];
    expect(measured_at - looked_at).toBe(lag_days * day * 1000);
    await pass(8 * day + 2 * 3600);
    const early = await measure(outcome_id);
    expect(early).toMatchObject({ verdict: null, effect_pct: null, again_at: planned?.measure_at.toISOString() });
    expect(await rowOf(outcome_id)).toMatchObject({ status: 'planned', evidence: { look: { history: 'read' } } });
    // What happens after the window does not disturb it.
    await pass(lag_days * day);
    await stage.sandbox.personEdits(ad_set_id, 'bid_amount', 100);
    const said = await measure(outcome_id);
    expect(said).toMatchObject({ again_at: null, verdict: expect.stringMatching(/^(positive|inconclusive)$/) });
    expect(said.reason ?? '').not.toContain('confounded');
    expect(said.low_pct ?? 99).toBeLessThan(said.high_pct ?? -99);
  });
});
