import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { agentExecutions } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const [tenant, other] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const broken = { status: 'error', error_message: 'The context could not be read.' } as const;
let api: TestApi;
let viewer: HttpClient;
/** The oldest, which recommended something; then one that failed; then the newest, which ran out of time. */
let ids: readonly string[];
let recommendation_id: string;

beforeAll(async () => {
  api = await startTestApi();
  viewer = await api.as('viewer');
  const waiting = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
  ({ recommendation_id } = waiting);
  const run = (day: number) => ({
    campaign_id,
    workflow_state: {},
    executed_at: new Date(`2026-03-0${day}T10:00:00Z`),
  });
  const rows = await withTenant(api.database.owner, tenant_id, (tx) =>
    tx
      .insert(agentExecutions)
      .values([
        {
          ...{ ...run(1), execution_id: waiting.execution_id, recommendation_id, status: 'success' },
          ...{ execution_path: ['analyze_signals', 'critique/1'], total_duration_ms: 4_200 },
          ...{ llm_calls_count: 2, total_tokens: 9_000, total_cost_usd: 0.0042 },
          node_outputs: { analyze_signals: { status: 'completed', duration_ms: 800, output: { cause: 'no_change' } } },
        },
        { ...run(2), ...broken, execution_id: randomUUID() },
        { ...run(3), execution_id: randomUUID(), status: 'timeout', campaign_id: 'gone' },
      ])
      .returning({ id: agentExecutions.id }),
  );
  ids = rows.map(({ id }) => id);
});
afterAll(() => api?.stop());

const listed = async (query: string) => {
  const answer = await viewer.get(`/v2/agent-executions?${query}`);
  expect(answer.status).toBe(200);
  const data = answer.at('data');
  return Array.isArray(data) ? data.map((_, index) => ids.indexOf(answer.text(`data.${index}.id`))) : [];
};

describe('runs of the reasoning agent', () => {
  it('are listed newest first, page by page', async () => {
    expect(await listed('')).toEqual([2, 1, 0]);
    const first = await viewer.get('/v2/agent-executions?limit=2');
    expect(await listed(`limit=2&cursor=${first.text('next_cursor')}`)).toEqual([0]);
  });

  it.each([
    ['status=error', [1]],
    ['status=timeout', [2]],
    [`campaign_id=${campaign_id}`, [1, 0]],
    ['campaign_id=none', []],
    ['confidence_below=1', [0]],
    ['confidence_below=0.001', []],
  ])('are narrowed by %s', async (query, found) => {
    expect(await listed(query)).toEqual(found);
  });

  it('are found by what they recommended', async () => {
    expect(await listed(`recommendation_id=${recommendation_id}`)).toEqual([0]);
    expect(await listed(`recommendation_id=${randomUUID()}`)).toEqual([]);
  });

  it('tell in a list what they went through, came to and cost, and alone what each stage gave', async () => {
    const list = await viewer.get('/v2/agent-executions?confidence_below=1');
    const told = {
      execution_path: ['analyze_signals', 'critique/1'],
      total_duration_ms: 4_200,
      total_cost_usd: 0.0042,
    };
    expect(list.at('data.0')).toMatchObject({ ...told, llm_calls_count: 2, recommendation_id });
    expect(list.at('data.0.node_outputs')).toBeUndefined();
    const one = await viewer.get(`/v2/agent-executions/${ids[0]}`);
    expect(one.body).toMatchObject({
      ...told,
      node_outputs: { analyze_signals: { duration_ms: 800, output: { cause: 'no_change' } } },
    });
    expect((await viewer.get(`/v2/agent-executions/${one.text('execution_id')}`)).body).toEqual(one.body);
    expect((await viewer.get(`/v2/agent-executions/${ids[1]}`)).body).toMatchObject({ ...broken, confidence: null });
  });

  it('are nobody else’s', async () => {
    expect(other).toBeDefined();
    const theirs = await api.as('admin', 1);
    expect((await theirs.get('/v2/agent-executions')).at('data')).toEqual([]);
    expect((await theirs.get(`/v2/agent-executions/${ids[0]}`)).status).toBe(404);
  });
});
