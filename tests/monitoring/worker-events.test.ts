import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRecordRecommendationHandler } from '../../activities/agents/campaign-health/record-recommendation.handler.ts';
import { createLearningHandlers } from '../../activities/agents/learning/handlers.ts';
import { createReadModel } from '../../activities/journal/read-model.ts';
import { actionId } from '../../contracts/action.ts';
import type { BoundHandler } from '../../contracts/action-handler.ts';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import { logLines } from '../../contracts/log-lines.ts';
import { withTenant } from '../../db/connect.ts';
import { insertLlmCall } from '../../db/queries/llm-calls.ts';
import { executions, fctAdMetricDaily } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { originOf } from '../harness/journal-calls.ts';
import { bidRecommendation, insertRecommended } from '../harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';

const now = new Date('2026-03-10T03:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const dayMs = 86_400_000;
const eventSchema = z.looseObject({ event: z.string(), level: z.string(), name: z.literal('worker') });

let database: TestDatabase;
let tenant: TenantRows;
const lines: string[] = [];
/** The log as whoever collects it reads it. */
const log = pino({ ...logLines('worker'), level: 'info' }, { write: (line: string) => void lines.push(line) });
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
  lines.length = 0;
});
afterAll(() => database.drop());

const events = () =>
  lines.flatMap((line) => {
    const parsed = eventSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  });
const own = (handlers: readonly BoundHandler[], action: string, params: object, more: Partial<CallOrigin> = {}) => {
  const origin = originOf(tenant, more);
  const handler = handlers.find((each) => actionId(each.definition) === action);
  const context = { origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
  return handler?.call({ phase: 'run', origin, params: JSON.parse(JSON.stringify(params)) }, context);
};
const clock = { now: () => now };
const record = (params: object, more?: Partial<CallOrigin>) => {
  const handlers = [createRecordRecommendationHandler({ database: database.app, clock })];
  return own(handlers, 'CampaignHealthAgent.record_recommendation', params, more);
};

describe('recommendation_generated', () => {
  it('tells campaign, workflow, confidence, who asked, how long it took and what models read and wrote', async () => {
    const { execution_id, campaign_id } = tenant;
    await withTenant(database.owner, tenant.tenant_id, async (tx) => {
      await tx
        .update(executions)
        .set({ started_at: ago(12_450) })
        .where(eq(executions.execution_id, execution_id));
      for (const [input_tokens, output_tokens] of [
        [2_000, 400],
        [600, 200],
      ] as const)
        await insertLlmCall(tx, {
          ...{ model: 'm', task: 'critique', prompt_hash: 'p', latency_ms: 1, status: 'answered', execution_id },
          ...{ input_tokens, output_tokens },
        });
    });
    const params = { campaign_id, recommendation: bidRecommendation({ confidence: 0.85 }), context: null };
    await record(params);
    expect(events()).toEqual([
      expect.objectContaining({
        ...{ event: 'recommendation_generated', level: 'info', campaign_id, workflow: 'Bid Adjustment' },
        ...{ confidence: 0.85, degraded: false, user_id: tenant.user_id, recommendation_id: execution_id },
        ...{ duration_ms: 12_450, llm_tokens: 3_200 },
      }),
    ]);
    // The same execution records once, so it is counted once.
    await record(params);
    expect(events()).toHaveLength(1);
  });

  it('without a model says no tokens, and names nobody by address', async () => {
    await record({ campaign_id: tenant.campaign_id, recommendation: bidRecommendation({ degraded: true }) });
    expect(events()).toMatchObject([{ degraded: true, llm_tokens: 0 }]);
    for (const line of lines) expect(line).not.toContain('@');
  });
});

describe('outcome_tracked', () => {
  it('tells which recommendation, whether it helped and how the cost per acquisition moved', async () => {
    const context = { campaign_id: '100', campaign_metrics: { campaign_id: '100', cpa: 58.5, cpa_change_pct: 30 } };
    const decided = { status: 'approved', human_decision: 'approved', decided_at: ago(6 * dayMs) };
    const id = await insertRecommended(database.owner, tenant, { context, set: decided });
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(fctAdMetricDaily).values(
        ['2026-03-05', '2026-03-06', '2026-03-07'].map((dt) => ({
          ...{ campaign_id: '100', currency: 'USD', impressions: 1_000, clicks: 20, conversions: 1, revenue_minor: 0 },
          ...{ spend_minor: 4_800, channel: 'meta_ads', source: 'test', ad_id: '', dt },
        })),
      ),
    );
    const handlers = createLearningHandlers({ database: database.app, clock, log });
    await own(handlers, 'LearningAgent.track_outcomes', { limit: 10 });
    const told = { event: 'outcome_tracked', recommendation_id: id, success: true, cpa_change_pct: -17.95 };
    expect(events()).toEqual([expect.objectContaining(told)]);
    await own(handlers, 'LearningAgent.track_outcomes', { limit: 10 });
    expect(events()).toHaveLength(1);
  });
});

describe('workflow_execution_failed', () => {
  const end = (status: 'completed' | 'failed' | 'cancelled', execution_id: string = tenant.execution_id) =>
    createReadModel({ database: database.app, log }).finished({
      ...{ tenant_id: tenant.tenant_id, execution_id, status, result: null, outputs: {}, at_ms: now.getTime() },
      error:
        status === 'failed'
          ? { code: 'PLATFORM_REFUSED', message: 'The token secret-1 of ann@example.com was refused.', details: {} }
          : null,
    });

  it('tells the recommendation that was being carried out and the code, once, and no text of others', async () => {
    const id = await insertRecommended(database.owner, tenant);
    await end('failed', id);
    await end('failed', id);
    const told = { level: 'warn', recommendation_id: id, execution_id: id, error: 'PLATFORM_REFUSED' };
    expect(events()).toEqual([expect.objectContaining({ event: 'workflow_execution_failed', ...told })]);
    expect(lines.join()).not.toMatch(/secret-1|ann@/);
  });

  it('is told of an execution without a recommendation, too, and of none that ended well or was called off', async () => {
    await end('failed');
    expect(events()).toMatchObject([{ event: 'workflow_execution_failed', recommendation_id: null }]);
    lines.length = 0;
    for (const status of ['completed', 'cancelled'] as const)
      await end(status, await insertRecommended(database.owner, tenant));
    expect(events()).toEqual([]);
  });
});
