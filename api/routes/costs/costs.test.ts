import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  viewer = await api.as('viewer');
});
afterAll(() => api?.stop());
beforeEach(async () => {
  await api.database.owner.sql`truncate llm_calls, llm_prices`;
});

const tenants = demoTenants.map((tenant) => tenant.tenant_id);
async function call(more: object = {}) {
  const row = {
    ...{ tenant_id: tenants[0], call_id: randomUUID(), model: 'gpt-4o', task: 'critique', prompt_hash: 'p' },
    ...{ input_tokens: 100, output_tokens: 50, cost_usd: 0.01, latency_ms: 900, status: 'answered' },
    ...{ timestamp: '2026-03-01T10:00:00Z', ...more },
  };
  await api.database.owner.sql`insert into llm_calls ${api.database.owner.sql(row)}`;
}
const march = 'start=2026-03-01&end=2026-03-31';
const report = async (query = march) => viewer.get(`/v2/costs?${query}`);

describe('what was saved', () => {
  it('stands beside what was paid: by earlier answers, by batches, and day by day', async () => {
    await call();
    await call({ status: 'cached', cached: true, cost_usd: 0, saved_usd: 0.02 });
    await call({
      status: 'cached',
      cached: true,
      cost_usd: 0,
      saved_usd: 0.03,
      timestamp: '2026-03-02T00:00:00Z',
      task: 'judge',
    });
    await call({ batch_id: randomUUID(), cost_usd: 0.005, saved_usd: 0.005, task: 'judge' });
    const { body } = await report();
    expect(body).toMatchObject({
      ...{ total_cost: expect.closeTo(0.015, 9), total_calls: 4 },
      ...{ saved_by_cache: expect.closeTo(0.05, 9), saved_by_batch: expect.closeTo(0.005, 9) },
      by_day: {
        '2026-03-01': { saved: expect.closeTo(0.025, 9) },
        '2026-03-02': { saved: expect.closeTo(0.03, 9), cost: 0 },
      },
      by_operation: { critique: { saved: expect.closeTo(0.02, 9) }, judge: { saved: expect.closeTo(0.035, 9) } },
    });
  });

  it('is nothing where nothing was, also for calls of the time before it was counted', async () => {
    await call({ status: 'cached', cached: true, cost_usd: 0 });
    expect((await report()).body).toMatchObject({
      saved_by_cache: 0,
      saved_by_batch: 0,
      by_model: { 'gpt-4o': { saved: 0, cached: 1 } },
    });
  });

  it('of another company is not told', async () => {
    await call({ tenant_id: tenants[1], saved_usd: 9, cached: true, status: 'cached' });
    expect((await report()).body).toMatchObject({ total_calls: 0, saved_by_cache: 0, by_day: {} });
  });
});

describe('a report of costs', () => {
  it('begins thirty days ago and ends today unless told', async () => {
    const { body } = await report('');
    const days = (text: unknown) => Date.parse(String(text)) / 86_400_000;
    const { period } = JSON.parse(JSON.stringify(body));
    expect(days(period.end) - days(period.start)).toBe(29);
    expect(period.end).toBe(new Date().toISOString().slice(0, 10));
  });

  it('of one day has its first and its last moment, and no other', async () => {
    for (const timestamp of [
      '2026-03-04T23:59:59.999Z',
      '2026-03-05T00:00:00Z',
      '2026-03-05T23:59:59.999Z',
      '2026-03-06T00:00:00Z',
    ])
      await call({ timestamp });
    expect((await report('start=2026-03-05&end=2026-03-05')).body).toMatchObject({
      total_calls: 2,
      by_day: { '2026-03-05': { calls: 2 } },
    });
  });

  it('that ends before it begins has no calls', async () => {
    await call();
    expect((await report('start=2026-03-31&end=2026-03-01')).body).toMatchObject({
      total_calls: 0,
      avg_cost_per_call: 0,
      executions: 0,
    });
  });

  it('reckons an execution by all of its calls, and leaves out those that belong to none', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    for (const execution_id of [one, one, two, null]) await call({ execution_id });
    expect((await report()).body).toMatchObject({
      executions: 2,
      cost_per_execution: expect.closeTo(0.02, 9),
      avg_cost_per_call: expect.closeTo(0.01, 9),
    });
  });

  it('names the calls of no campaign and of no prompt by an empty name', async () => {
    await call();
    await call({ campaign_id: '7', prompt_name: 'judge', prompt_version: 'v1' });
    expect((await report()).body).toMatchObject({
      by_campaign: { '': { calls: 1 }, '7': { calls: 1 } },
      by_prompt: { '': { calls: 1 }, 'judge v1': { calls: 1 } },
    });
  });

  it.each([
    ['a day that is none', 'start=2026-02-30'],
    ['a share above one', 'critique_share=1.5'],
    ['fewer than no campaigns', 'campaigns=-1'],
    ['tokens that are no number', 'analysis_tokens=many'],
    ['a field that there is not', 'colour=red'],
  ])('is refused with %s', async (_, query) => {
    expect((await report(query)).status).toBe(400);
  });

  it('is for people who are signed in', async () => {
    expect((await api.anybody().get('/v2/costs')).status).toBe(401);
  });
});

describe('the projection of a month', () => {
  const projected = async (query: string) =>
    JSON.parse(JSON.stringify((await report(`${march}&${query}`)).body)).projection;

  it.each([
    ['the figures that the product was specified with', '', 201.245],
    ['ten times the campaigns', 'campaigns=1000', 212.45],
    ['nothing but the infrastructure', 'campaigns=0', 200],
    ['a critic and a judge for each', 'critique_share=1&judge_share=1', 201.56],
    ['a larger model', 'model=claude-opus-5-5', 235.6],
    ['a model that is in no list', 'model=unheard-of', 201.245],
  ])('counts %s', async (_, query, total) => {
    expect((await projected(query)).total_usd).toBeCloseTo(total, 3);
  });

  it('takes the price of the last day of the report, not a later one', async () => {
    const engineer = await api.as('engineer');
    for (const [effective_on, input_usd] of [
      ['2026-03-31', 1],
      ['2026-04-01', 50],
    ] as const)
      await engineer.post('/v2/llm-prices', { model: 'gpt-4o', effective_on, input_usd, output_usd: 0 });
    const { components } = await projected('');
    expect(components.context_collection).toBeCloseTo(2, 9);
    expect(components.recommendation).toBe(0);
  });
});
