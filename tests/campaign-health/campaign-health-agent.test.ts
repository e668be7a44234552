import { createReadStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collectedMetricsSchema } from '../../activities/agents/campaign-health/collect/collected-metrics.ts';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { anomalyReportSchema } from '../../activities/reasoning/index.ts';
import { actionId } from '../../contracts/action.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { withTenant } from '../../db/connect.ts';
import { importMetrics } from '../../db/import/import-metrics.ts';
import { executions, fctAdMetricDaily, outcomes } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';
import { createAgentStage } from './agent-stage.ts';

const now = new Date('2026-03-01T09:00:00.000Z');
const dayOf = (back: number) => new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
const recorded = z.object({ recommendation_id: z.uuid(), superseded: z.int(), validation_passed: z.boolean() });
const planned = z.object({ outcome_id: z.uuid().nullable(), measure_at: z.string().nullable() });
const applied = { applied: true, change_set: null, change_set_id: null, receipts: [] };

describe('CampaignHealthAgent', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  const campaign_id = '100';

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const stageOf = (execution_id: string = tenant.execution_id, at = now) =>
    createAgentStage({ database: database.app, tenant_id: tenant.tenant_id, execution_id, now: () => at });
  const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(database.app, tenant.tenant_id, work);
  async function look(at: string | null, others: { state?: object | null } = {}) {
    const stage = stageOf();
    const metrics = collectedMetricsSchema.parse(
      await stage.run('CampaignHealthAgent.collect_metrics', { campaign_id, at }),
    );
    const anomalies = anomalyReportSchema.parse(await stage.run('CampaignHealthAgent.detect_anomalies', { metrics }));
    const facts = { metrics: metrics.summary, anomalies, state: others.state ?? null };
    const diagnosis = await stage.run('CampaignHealthAgent.diagnose_root_cause', { ...facts, changes: null });
    const proposal = await stage.run('CampaignHealthAgent.propose_action', { ...facts, diagnosis });
    const recommendation = recommendationSchema.parse(
      await stage.run('CampaignHealthAgent.write_summary', { campaign_name: 'Campaign', recommendation: proposal }),
    );
    return { metrics, anomalies, recommendation };
  }
  const newExecution = () =>
    inTenant(async (tx) => {
      const [row] = await tx
        .insert(executions)
        .values({
          ...{
            playbook_id: tenant.playbook_id,
            playbook_version_id: tenant.playbook_version_id,
            inputs: {},
            context: {},
          },
          ...{
            workflow_id: crypto.randomUUID(),
            requested_by: tenant.user_id,
            requested_by_email: 'person@example.com',
          },
        })
        .returning({ execution_id: executions.execution_id });
      return z.object({ execution_id: z.uuid() }).parse(row).execution_id;
    });

  it('has a handler for every action of the catalog, and no other', async () => {
    const stage = stageOf();
    for (const definition of actionCatalog) {
      const error = await stage
        .run(actionId(definition), { nonsense: true })
        .catch((thrown: unknown) => String(thrown));
      expect(error, actionId(definition)).not.toContain('There is no action');
    }
  });

  it('raises the anomaly of an imported real series inside its labelled window and not at a quiet moment', async () => {
    await importMetrics(database.app, {
      ...{ tenant_id: tenant.tenant_id, campaign_id, file_name: 'exchange-2-cpc.csv' },
      imported_by: { user_id: tenant.user_id, email: 'person@example.com' },
      stream: createReadStream('tests/data/exchange-2-cpc.csv'),
      columns: { metric: 'cpc' },
    });
    const inside = await look('2011-07-14T13:00:01Z');
    expect(inside.anomalies).toMatchObject({ raised: true, headline: expect.stringContaining('CPC') });
    expect(inside.recommendation).toMatchObject({
      ...{ root_cause: 'insufficient_data', recommended_workflow: 'Continue Monitoring', action: { kind: 'none' } },
      reasoning: expect.stringContaining('not enough data'),
    });
    expect(inside.recommendation.series[0]?.points.some((point) => point.anomalous)).toBe(true);
    expect(inside.metrics.summary.missing).toContainEqual(expect.objectContaining({ source: 'metrics.daily' }));
    const quiet = await look('2011-07-28T13:00:01Z');
    expect(quiet.anomalies.raised).toBe(false);
    expect(quiet.recommendation).toMatchObject({ root_cause: 'insufficient_data', action: { kind: 'none' } });
    const early = await look('2001-01-01T00:00:00Z');
    expect(early.anomalies).toMatchObject({ raised: false, findings: [], headline: expect.stringContaining('enough') });
  });

  it('records an execution’s recommendation once and supersedes what nobody has decided', async () => {
    const { metrics, recommendation } = await look(null);
    const params = { campaign_id, recommendation, metrics: metrics.summary };
    const record = async (execution_id: string, mode: 'live' | 'shadow' = 'live') =>
      recorded.parse(await stageOf(execution_id).run('CampaignHealthAgent.record_recommendation', params, { mode }));
    const first = await record(tenant.execution_id);
    expect(first.superseded).toBe(0);
    expect((await record(tenant.execution_id)).recommendation_id).toBe(first.recommendation_id);
    const shadow = await record(await newExecution(), 'shadow');
    expect(shadow.superseded).toBe(0);
    const second = await record(await newExecution());
    // What was made in the shadow was shown to nobody, so there is nothing to replace.
    expect(second.superseded).toBe(1);
    const rows = await database.owner.sql`
      select id, status, superseded_by, mode from recommendations where tenant_id = ${tenant.tenant_id}`;
    expect(rows).toHaveLength(3);
    expect(rows.find((row) => row.id === first.recommendation_id)).toMatchObject({
      ...{ status: 'superseded', superseded_by: second.recommendation_id },
    });
    expect(rows.find((row) => row.id === shadow.recommendation_id)).toMatchObject({ mode: 'shadow' });
  });

  it('plans the measurement once, with a message for Temporal in the same transaction, and only for applied changes', async () => {
    const { recommendation_id } = recorded.parse(
      await stageOf(await newExecution()).run('CampaignHealthAgent.record_recommendation', {
        ...{
          campaign_id,
          recommendation: (await look(null)).recommendation,
          metrics: (await look(null)).metrics.summary,
        },
      }),
    );
    const plan = async (change: object | null, mode: 'live' | 'dry_run' = 'live') =>
      planned.parse(
        await stageOf().run(
          'CampaignHealthAgent.schedule_outcome',
          { campaign_id, recommendation_id, change },
          { mode },
        ),
      );
    expect(await plan(null)).toEqual({ outcome_id: null, measure_at: null });
    expect((await plan({ ...applied, applied: false })).outcome_id).toBeNull();
    expect((await plan(applied, 'dry_run')).outcome_id).toBeNull();
    const first = await plan(applied);
    // The window is over on the 5th; Meta may count conversions for 28 days more.
    expect(first.measure_at).toBe('2026-04-02T10:00:00.000Z');
    expect(await plan(applied)).toEqual(first);
    const sent = await database.owner.sql`
      select kind, payload from outbox where tenant_id = ${tenant.tenant_id} and kind = 'track_outcome'`;
    expect(sent).toMatchObject([
      { payload: { outcome_id: first.outcome_id, measure_at_ms: Date.parse('2026-03-05T10:00:00Z'), mode: 'live' } },
    ]);
  });

  it('measures an outcome from stored days and writes it to the outcome and the recommendation', async () => {
    const days = [...Array(70).keys()].map((back) => ({
      ...{ campaign_id, dt: dayOf(back + 1), channel: 'meta_ads', currency: 'USD', source: 'test' },
      ...{ impressions: 10_000, clicks: 200, conversions: 10, revenue_minor: 0 },
      spend_minor: Math.round(45_000 * (1 + 0.03 * Math.sin(back * 7.3)) * (back < 3 ? 0.7 : 1)),
    }));
    const execution_id = await newExecution();
    const { metrics, recommendation } = await look(null);
    const { recommendation_id } = recorded.parse(
      await stageOf(execution_id).run('CampaignHealthAgent.record_recommendation', {
        ...{ campaign_id, recommendation, metrics: metrics.summary },
      }),
    );
    const outcome_id = crypto.randomUUID();
    await inTenant(async (tx) => {
      await tx.insert(fctAdMetricDaily).values(days);
      const window = { metric: 'cpa', direction: 'decrease', window_seconds: 3 * 86_400, measure_at: now };
      await tx.insert(outcomes).values({ outcome_id, recommendation_id, execution_id, campaign_id, ...window });
    });
    const measured = await stageOf().run('CampaignHealthAgent.measure_outcome', { outcome_id });
    expect(measured).toMatchObject({ verdict: 'positive', method: expect.stringContaining('own history') });
    expect(await stageOf().run('CampaignHealthAgent.measure_outcome', { outcome_id })).toEqual(measured);
    const [row] = await database.owner.sql`
      select o.status, o.verdict, o.effect_pct, r.outcome_metrics from outcomes o
      join recommendations r on r.id = o.recommendation_id where o.outcome_id = ${outcome_id}`;
    expect(row).toMatchObject({ status: 'measured', verdict: 'positive', outcome_metrics: { success: true } });
    expect(row?.effect_pct).toBeGreaterThan(-35);
    expect(row?.effect_pct).toBeLessThan(-25);
    const unknown = stageOf().run('CampaignHealthAgent.measure_outcome', { outcome_id: crypto.randomUUID() });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('knows only the campaigns of its tenant', async () => {
    const stranger = stageOf().run('CampaignHealthAgent.collect_metrics', { campaign_id: 'theirs' });
    await expect(stranger).rejects.toMatchObject({ code: 'CAMPAIGN_NOT_FOUND' });
  });
});
