import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows } from '../../tests/harness/tenant-rows.ts';
import { serveMetrics } from '../../worker/metrics-server.ts';
import { withTenant } from '../connect.ts';
import { agentExecutions, llmCalls } from '../schema/index.ts';
import { createLedgerExposition } from './ledger-exposition.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('the worker serves what the ledgers of all tenants say, whoever made it, and names nobody', async () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const decided_at = new Date('2026-03-10T06:00:00Z');
  for (const _ of [1, 2]) {
    const tenant = await insertTenantRows(database.owner);
    const yes = { status: 'approved', human_decision: 'approved', human_workflow: 'Bid Adjustment', decided_at };
    const gain = { outcome_metrics: { improvement_pct: 10 }, outcome_recorded_at: now };
    await insertRecommended(database.owner, tenant, { set: { ...yes, ...gain } });
    const id = await insertRecommended(database.owner, tenant, {
      set: { status: 'rejected', human_decision: 'rejected', decided_at },
    });
    await insertRecommended(database.owner, tenant, { set: { iteration_count: 2, degraded: true } });
    await withTenant(database.owner, tenant.tenant_id, async (tx) => {
      const run = { execution_id: id, campaign_id: '100', workflow_state: {}, status: 'success' as const };
      await tx.insert(agentExecutions).values({ ...run, total_duration_ms: 12_000 });
      const call = {
        model: 'm-1',
        task: 'wording',
        prompt_hash: 'h',
        input_tokens: 10,
        output_tokens: 5,
        latency_ms: 1,
      };
      await tx.insert(llmCalls).values([
        { ...call, status: 'answered', cost_usd: 0.5 },
        { ...call, status: 'LLM_UNAVAILABLE', input_tokens: 0, output_tokens: 0 },
      ]);
    });
  }
  const server = await serveMetrics(
    { host: '127.0.0.1', port: 0 },
    createLedgerExposition(database.app, () => now),
  );
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/plain');
    for (const line of [
      'recommendations_total{workflow_type="Bid Adjustment",confidence_band="0.9-1.0"} 6',
      'recommendation_acceptance_total{workflow_type="Bid Adjustment"} 2',
      'recommendation_rejection_total{workflow_type="Bid Adjustment"} 2',
      ...['acceptance_rate_daily 0.5', 'agreement_rate_daily 0.5', 'recommendation_decisions_daily 4'],
      'recommendation_impact_pct{workflow_type="Bid Adjustment"} 10',
      'recommendation_latency_seconds_bucket{le="15"} 2',
      'llm_tokens_total{model="m-1",operation="wording"} 30',
      'llm_cost_usd_total{model="m-1",operation="wording"} 1',
      'llm_api_errors_total{model="m-1",error_type="LLM_UNAVAILABLE"} 2',
      ...['recommendations_pending 2', 'critique_regenerations_total 2', 'recommendation_fallback_total 2'],
      'prediction_requests_total{service="marketing_agent",model_type="genai"} 4',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('tenant');
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
  } finally {
    await server.close();
  }
});

it('what a process counts by itself stands beside the ledger, read anew with it', async () => {
  let [value, at] = [3, 0];
  const own = () => [{ metric: 'collector_cache', one: 'calendar', two: 'hit', value }];
  const read = createLedgerExposition(database.app, () => new Date(at), own);
  const line = (count: number) => `collector_cache_requests_total{source="calendar",result="hit"} ${count}\n`;
  expect(await read()).toContain(line(3));
  value = 5;
  expect(await read()).toContain(line(3));
  at = 10_000;
  expect(await read()).toContain(line(5));
  // A process that collects nothing says that the counter exists, and no value of it.
  const without = await createLedgerExposition(database.app, () => new Date(0))();
  expect(without).toContain('# TYPE collector_cache_requests_total counter\n');
  expect(without).not.toContain('collector_cache_requests_total{');
});

it('a ledger that cannot be read is tried again by the next scrape', async () => {
  let broken = true;
  const sql = new Proxy(database.app.sql, {
    apply: (target, self, args) => {
      if (broken) throw new Error('gone');
      return Reflect.apply(target, self, args);
    },
  });
  const read = createLedgerExposition({ ...database.app, sql }, () => new Date(0));
  await expect(read()).rejects.toThrow('gone');
  broken = false;
  expect(await read()).toContain('# TYPE recommendations_total counter');
});
