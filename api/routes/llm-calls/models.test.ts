import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let engineer: HttpClient;
let viewer: HttpClient;
const tenant_id = demoTenants[0]?.tenant_id ?? '';
const call_id = randomUUID();
const execution_id = randomUUID();

beforeAll(async () => {
  api = await startTestApi();
  [engineer, viewer] = await Promise.all([api.as('engineer'), api.as('viewer')]);
  const call = (more: object) => ({
    ...{
      tenant_id,
      model: 'gpt-4o',
      vendor: 'openai',
      task: 'critique',
      role: 'critic',
      prompt_hash: 'p',
      output_hash: 'o',
    },
    ...{ input_tokens: 5_000, output_tokens: 1_500, cost_usd: 0.00165, latency_ms: 900, status: 'answered' },
    ...{ prompt_name: 'critique', prompt_version: 'v1', prompt_digest: 'd', execution_id, campaign_id: '1', ...more },
  });
  const rows = [
    call({ call_id, timestamp: '2026-03-01T10:00:00Z' }),
    call({ call_id: randomUUID(), timestamp: '2026-03-01T11:00:00Z', status: 'cached', cached: true, cost_usd: 0 }),
    call({
      call_id: randomUUID(),
      timestamp: '2026-03-02T23:59:59Z',
      task: 'judge',
      status: 'LLM_REFUSED',
      cost_usd: 0,
      model: 'grok-4.6',
    }),
    call({ call_id: randomUUID(), timestamp: '2026-03-03T00:00:00Z', task: 'judge', execution_id: null }),
  ];
  for (const row of rows) await api.database.owner.sql`insert into llm_calls ${api.database.owner.sql(row)}`;
  await api.database.owner
    .sql`insert into llm_traces (tenant_id, call_id, input, output) values (${tenant_id}, ${call_id}, 'asked', 'answered')`;
});
afterAll(() => api?.stop());

describe('calls of language models', () => {
  const count = async (query: string) => {
    const { body, status } = await viewer.get(`/v2/llm-calls?${query}`);
    return status === 200 ? JSON.parse(JSON.stringify(body)).data.length : status;
  };

  it('are listed, the newest first, narrowed by what they were for, and paged', async () => {
    expect(await count('')).toBe(4);
    expect(await count('task=judge')).toBe(2);
    expect(await count('status=LLM_REFUSED&model=grok-4.6')).toBe(1);
    expect(await count('cached=true')).toBe(1);
    expect(await count(`execution_id=${execution_id}&prompt_name=critique&prompt_version=v1&campaign_id=1`)).toBe(3);
    expect(await count(`recommendation_id=${randomUUID()}`)).toBe(0);
    const page = await viewer.get('/v2/llm-calls?limit=3');
    expect(await count(`limit=3&cursor=${page.at('next_cursor')}`)).toBe(1);
    expect(await count('colour=red')).toBe(400);
  });

  it('show their texts to engineers alone, and to nobody of another company', async () => {
    expect((await engineer.get(`/v2/llm-traces/${call_id}`)).body).toMatchObject({
      input: 'asked',
      output: 'answered',
      // Of the time before calls had labels.
      call: { call_id, trace_project: null, environment: null, batch_id: null, saved_usd: null },
    });
    expect((await viewer.get(`/v2/llm-traces/${call_id}`)).status).toBe(403);
    expect((await (await api.as('engineer', 1)).get(`/v2/llm-traces/${call_id}`)).status).toBe(404);
    expect(JSON.stringify((await (await api.as('engineer', 1)).get('/v2/llm-calls')).body)).not.toContain(call_id);
  });
});

describe('what models cost', () => {
  it('is reported for a range of days, by operation, model, prompt and day', async () => {
    const { body } = await viewer.get('/v2/costs?start=2026-03-01&end=2026-03-02');
    expect(body).toMatchObject({
      ...{ period: { start: '2026-03-01', end: '2026-03-02' }, total_calls: 3, executions: 1 },
      total_cost: expect.closeTo(0.00165, 9),
      avg_cost_per_call: expect.closeTo(0.00055, 9),
      cost_per_execution: expect.closeTo(0.00165, 9),
      by_operation: { critique: { calls: 2, cached: 1, failed: 0, tokens: 13_000 }, judge: { calls: 1, failed: 1 } },
      by_model: { 'gpt-4o': { calls: 2 }, 'grok-4.6': { calls: 1 } },
      by_prompt: { 'critique v1': { calls: 3 } },
      by_campaign: { '1': { calls: 3 } },
      by_day: { '2026-03-01': { calls: 2 }, '2026-03-02': { calls: 1 } },
      projection: { recommendations: 400, total_usd: expect.closeTo(201.245, 6) },
    });
  });

  it('is nothing per call without calls, and projected from one’s own figures and prices', async () => {
    const price = { model: 'gpt-4o', effective_on: '2026-01-01', input_usd: 0, output_usd: 10 };
    expect((await engineer.post('/v2/llm-prices', price)).status).toBe(200);
    const { body } = await viewer.get('/v2/costs?start=2025-01-01&end=2026-01-02&campaigns=10&infrastructure_usd=0');
    expect(body).toMatchObject({ total_calls: 0, avg_cost_per_call: 0, cost_per_execution: 0 });
    expect(body).toMatchObject({ projection: { recommendations: 40, total_usd: expect.closeTo(0.6, 6) } });
  });
});

describe('budgets and prices', () => {
  it('have defaults, are set by engineers, and say who did', async () => {
    const { body } = await viewer.get('/v2/llm-budgets');
    expect(body).toMatchObject({
      data: [
        { scope: 'run' },
        { scope: 'day', limit_usd: 125, alert_at_pct: 80, updated_by_email: null },
        { scope: 'month' },
      ],
    });
    const set = await engineer.post('/v2/llm-budgets', { scope: 'day', limit_usd: 0.5 });
    expect(set.body).toMatchObject({
      data: [{}, { limit_usd: 0.5, alert_at_pct: 80, updated_by_email: expect.stringContaining('engineer@') }, {}],
    });
    expect((await viewer.post('/v2/llm-budgets', { scope: 'day', limit_usd: 9 })).status).toBe(403);
    for (const odd of [{ limit_usd: -1 }, { scope: 'year' }, { alert_at_pct: 0 }])
      expect((await engineer.post('/v2/llm-budgets', { scope: 'day', limit_usd: 1, ...odd })).status).toBe(400);
    const [audit] = await api.database.owner.sql`select action from audit_log where action = 'llm_budget.set'`;
    expect(audit).toBeDefined();
  });

  it('list entered prices before the defaults; one of a day can be mended', async () => {
    const price = { model: 'gpt-9', effective_on: '2026-01-01', input_usd: 1, output_usd: 2 };
    await engineer.post('/v2/llm-prices', price);
    await engineer.post('/v2/llm-prices', { ...price, output_usd: 3 });
    const listed = JSON.parse(JSON.stringify((await viewer.get('/v2/llm-prices')).body)).data;
    expect(listed.filter((each: { model: string }) => each.model === 'gpt-9')).toEqual([
      expect.objectContaining({ output_usd: 3 }),
    ]);
    expect(listed.at(-1)).toMatchObject({ effective_on: null });
    expect((await viewer.post('/v2/llm-prices', price)).status).toBe(403);
  });
});

describe('prompts', () => {
  it('are listed with their versions, and shown with their changelog and how each did', async () => {
    await api.database.owner.sql`insert into evaluation_runs
      (tenant_id, run_type, prompt_version, total_examples, passed_examples, metrics, triggered_by)
      values (${tenant_id}, 'golden_set', 'critique:v1', 10, 9, '{"agreement": 0.9}', 'test')`;
    expect((await viewer.get('/v2/prompts')).body).toMatchObject({
      data: expect.arrayContaining([
        { name: 'signal_analysis', latest: 'v3', versions: ['v1', 'v2', 'v3'], experiment: null },
      ]),
    });
    expect((await viewer.get('/v2/prompts/critique')).body).toMatchObject({
      versions: [
        {
          key: 'v1',
          latest: false,
          changelog: ['1.0: initial version.'],
          performance: { calls: 4, runs: [{ passed_examples: 9 }] },
        },
        { key: 'v2', latest: true, performance: { calls: 0, runs: [] } },
      ],
    });
    expect((await viewer.get('/v2/prompts/nothing')).at('code')).toBe('PROMPT_UNKNOWN');
  });

  it('are tried one experiment at a time, promoted, and rolled back', async () => {
    const wanted = { prompt_name: 'signal_analysis', version_a: 'v2', version_b: '3.0', share_b_pct: 25 };
    expect((await viewer.post('/v2/prompt-experiments', wanted)).status).toBe(403);
    const started = await engineer.post('/v2/prompt-experiments', wanted);
    expect([started.status, started.at('version_b'), started.at('status')]).toEqual([201, 'v3', 'running']);
    expect((await engineer.post('/v2/prompt-experiments', wanted)).at('code')).toBe('PROMPT_EXPERIMENT_RUNNING');
    expect((await engineer.post('/v2/prompt-experiments', { ...wanted, version_b: 'v9' })).at('code')).toBe(
      'PROMPT_UNKNOWN',
    );
    const at = `/v2/prompt-experiments/${started.at('prompt_experiment_id')}`;
    expect((await engineer.post(`${at}/promote`, {})).at('status')).toBe('promoted');
    expect((await viewer.get('/v2/prompts')).body).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ experiment: expect.objectContaining({ status: 'promoted' }) }),
      ]),
    });
    expect((await engineer.post(`${at}/promote`, {})).status).toBe(404);
    expect((await engineer.post(`${at}/stop`, {})).at('status')).toBe('stopped');
    expect((await engineer.post(`${at}/stop`, {})).status).toBe(404);
    expect((await viewer.get('/v2/prompt-experiments')).body).toMatchObject({
      data: [{ status: 'stopped', share_b_pct: 25 }],
    });
  });
});
