import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agentMetrics } from '../../contracts/agent-metrics.ts';
import { renderExposition } from '../../contracts/exposition.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { collectorHealth, llmCalls } from '../schema/index.ts';
import { readLedgerCounts, readLedgerState } from './ledger-metrics.ts';

const now = new Date('2026-03-10T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const recommend = (more: RecommendedRow) => insertRecommended(database.owner, tenant, more);
const approved = { status: 'approved', human_decision: 'approved', decided_at: ago(30) } as const;
/** A recommendation that was followed by an execution that ended so. */
const executed = (status: 'completed' | 'failed' | 'cancelled', set: RecommendedRow['set'] = approved, took = 5) =>
  recommend({ set, execution: { status, finished_at: ago(30 - took) } });
/** The lines of a metric, as Prometheus reads them, without those that are still nothing. */
async function lines(name: string): Promise<string[]> {
  const figures = await withTenant(database.app, tenant.tenant_id, async (tx) => [
    ...(await readLedgerCounts(tx)),
    ...(await readLedgerState(tx, now)),
  ]);
  return renderExposition(agentMetrics(figures))
    .split('\n')
    .filter((line) => line.startsWith(name) && !line.endsWith(' 0'))
    .sort();
}
const bid = 'workflow_type="Bid Adjustment"';

describe('executions of recommendations', () => {
  it('count by how they ended: of those that people or the rule approved, and of no others', async () => {
    await executed('completed');
    await executed('completed', { status: 'approved', auto_approved: true, decided_at: ago(30) });
    await executed('failed');
    await executed('cancelled');
    await executed('completed', { status: 'rejected', human_decision: 'rejected', decided_at: ago(30) });
    await executed('completed', {});
    expect(await lines('workflow_execution_total')).toEqual([
      `workflow_execution_total{${bid},status="error"} 1`,
      `workflow_execution_total{${bid},status="success"} 2`,
    ]);
  });

  it('take the time from the decision to their end', async () => {
    await executed('completed', approved, 1);
    await executed('failed', approved, 2);
    // What ended before it was decided has taken no time.
    await executed('completed', approved, -3);
    expect(await lines('workflow_execution_duration_seconds_sum')).toEqual([
      `workflow_execution_duration_seconds_sum{${bid}} 180`,
    ]);
    expect(await lines('workflow_execution_duration_seconds_count')).toEqual([
      `workflow_execution_duration_seconds_count{${bid}} 2`,
    ]);
  });
});

describe('how things stand', () => {
  it('the queue is as old as the oldest that people still have to answer', async () => {
    await recommend({ generated_at: ago(90) });
    await recommend({ generated_at: ago(10) });
    await recommend({ generated_at: ago(900), set: approved });
    await recommend({ generated_at: ago(900), mode: 'shadow' });
    expect(await lines('recommendation_queue_age_seconds')).toEqual(['recommendation_queue_age_seconds 5400']);
    expect(await lines('recommendations_pending')).toEqual(['recommendations_pending 2']);
  });

  it('a day has what was decided in its 24 hours, to the minute', async () => {
    const rejected = { status: 'rejected', human_decision: 'rejected' } as const;
    await recommend({ set: { ...approved, human_workflow: 'Bid Adjustment', decided_at: ago(24 * 60 - 1) } });
    await recommend({ set: { ...approved, human_workflow: 'Bid Adjustment', decided_at: ago(24 * 60) } });
    await recommend({ set: { ...rejected, human_workflow: 'Creative Refresh', decided_at: now } });
    expect(await lines('recommendation_decisions_daily')).toEqual(['recommendation_decisions_daily 2']);
    expect(await lines('acceptance_rate_daily')).toEqual(['acceptance_rate_daily 0.5']);
    expect(await lines('agreement_rate_daily')).toEqual(['agreement_rate_daily 0.5']);
  });

  it('each source says how it stands and how slow it was', async () => {
    const row = (collector_name: string, status: 'healthy' | 'down', response_time_ms: number | null) => ({
      ...{ collector_name, status, response_time_ms, last_check: ago(5) },
    });
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(collectorHealth).values([row('competitors', 'healthy', 1_500), row('site_health', 'down', null)]),
    );
    expect(await lines('collector_status')).toEqual([
      'collector_status{collector="competitors",status="healthy"} 1',
      'collector_status{collector="site_health",status="down"} 1',
    ]);
    expect(await lines('collector_response_seconds')).toEqual([
      'collector_response_seconds{collector="competitors"} 1.5',
    ]);
  });
});

describe('calls of models', () => {
  it('are hits or misses of the cache, and what came from it was asked of nobody', async () => {
    const call = { model: 'm', task: 't', prompt_hash: 'h', input_tokens: 2, output_tokens: 1, latency_ms: 1 };
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(llmCalls).values([
        { ...call, status: 'answered' },
        { ...call, status: 'LLM_REFUSED' },
        { ...call, status: 'cached', cached: true, input_tokens: 0, output_tokens: 0 },
      ]),
    );
    expect(await lines('llm_cache_requests_total')).toEqual([
      'llm_cache_requests_total{result="hit"} 1',
      'llm_cache_requests_total{result="miss"} 2',
    ]);
    expect((await lines('prediction_requests_total')).filter((line) => line.includes('genai'))).toEqual([
      'prediction_requests_total{service="marketing_agent",model_type="genai"} 2',
    ]);
    expect(await lines('llm_api_errors_total')).toEqual(['llm_api_errors_total{model="m",error_type="LLM_REFUSED"} 1']);
  });

  it('say what earlier answers and batches saved, in dollars and apart', async () => {
    const call = { model: 'm', task: 't', prompt_hash: 'h', input_tokens: 2, output_tokens: 1, latency_ms: 1 };
    const batch_id = '01900000-0000-7000-8000-00000000000b';
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(llmCalls).values([
        { ...call, status: 'answered', cost_usd: 0.5 },
        { ...call, status: 'answered', cost_usd: 0.25, saved_usd: 0.25, batch_id },
        { ...call, status: 'LLM_REFUSED', cost_usd: 0, batch_id },
        { ...call, status: 'cached', cached: true, cost_usd: 0, saved_usd: 0.5 },
        { ...call, status: 'cached', cached: true, cost_usd: 0, saved_usd: 0.125 },
      ]),
    );
    expect(await lines('llm_saved_usd_total')).toEqual([
      'llm_saved_usd_total{by="batch"} 0.25',
      'llm_saved_usd_total{by="cache"} 0.625',
    ]);
    expect(await lines('llm_cost_usd_total')).toEqual(['llm_cost_usd_total{model="m",operation="t"} 0.75']);
  });
});
