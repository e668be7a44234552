import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { executions, outcomes } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign = tenant?.campaigns[0];
const campaign_id = campaign?.campaign_id ?? '';
const execution_id = randomUUID();
let api: TestApi;
let marketer: HttpClient;
let ids: readonly string[];
beforeAll(async () => {
  api = await startTestApi();
  marketer = await api.as('marketer');
  ids = await withTenant(api.database.owner, tenant_id, async (tx) => {
    const person = { requested_by: randomUUID(), requested_by_email: 'someone@example.com' };
    const run = { playbook_id: 'budget_pacing_v1', workflow_id: execution_id, inputs: {}, context: {} };
    await tx.insert(executions).values({ execution_id, ...run, ...person });
    const planned = { execution_id, campaign_id, metric: 'cpa', direction: 'decrease', window_seconds: 259_200 };
    const figures = { before: 40, after: 50, counterfactual: 42, effect_pct: 19, low_pct: 11.2, high_pct: 27.5 };
    const measured = { status: 'measured', measured_at: new Date('2026-03-05T01:00:00Z'), method: 'own history' };
    const rows = await tx
      .insert(outcomes)
      .values([
        { ...planned, measure_at: new Date('2026-03-09T01:00:00Z') },
        {
          ...{ ...planned, ...figures, ...measured, metric: 'cpc', verdict: 'negative', promise_kept: false },
          ...{ rollback_execution_id: randomUUID(), measure_at: new Date('2026-03-05T01:00:00Z') },
          evidence: { reason: null, others: [] },
        },
        {
          ...{ ...planned, ...figures, ...measured, metric: 'ctr', verdict: 'inconclusive' },
          measure_at: new Date('2026-03-07T01:00:00Z'),
          evidence: { reason: 'confounded by status by Ann on 2026-03-06' },
        },
      ])
      .returning({ outcome_id: outcomes.outcome_id });
    return rows.map((row) => row.outcome_id);
  });
});
afterAll(() => api.stop());

const listed = async (query: string) => {
  const answer = await marketer.get(`/v2/outcomes?${query}`);
  expect(answer.status).toBe(200);
  const data = answer.at('data');
  return Array.isArray(data) ? data.map((_, index) => answer.text(`data.${index}.outcome_id`)) : [];
};

describe('outcomes', () => {
  it('are listed, those that are measured last first, page by page', async () => {
    expect(await listed(`execution_id=${execution_id}`)).toEqual([ids[0], ids[2], ids[1]]);
    const first = await marketer.get(`/v2/outcomes?execution_id=${execution_id}&limit=2`);
    const next = await listed(`execution_id=${execution_id}&limit=2&cursor=${first.text('next_cursor')}`);
    expect(next).toEqual([ids[1]]);
  });

  it.each([
    ['status=planned', [0]],
    ['status=measured', [2, 1]],
    ['verdict=negative', [1]],
    ['promise_kept=false', [1]],
    ['promise_kept=true', []],
    [`campaign_id=${campaign_id}`, [0, 2, 1]],
    ['campaign_id=none', []],
  ])('are found by %s', async (query, expected) => {
    expect(await listed(query)).toEqual(expected.map((index) => ids[index]));
  });

  it('tell what was measured, how surely, and who is asked to take it back', async () => {
    const shown = await marketer.get(`/v2/outcomes/${ids[1]}`);
    expect(shown.body).toMatchObject({
      ...{ campaign_id, campaign_name: campaign?.campaign_name, playbook_id: 'budget_pacing_v1', metric: 'cpc' },
      ...{ effect_pct: 19, low_pct: 11.2, high_pct: 27.5, interval_level: 0.9, counterfactual: 42 },
      ...{ verdict: 'negative', reason: null, promise_kept: false, rollback_execution_id: expect.any(String) },
    });
  });

  it('say why nothing was concluded', async () => {
    const shown = await marketer.get(`/v2/outcomes/${ids[2]}`);
    expect([shown.at('verdict'), shown.at('reason')]).toEqual([
      'inconclusive',
      'confounded by status by Ann on 2026-03-06',
    ]);
  });

  it('are nobody else’s', async () => {
    const stranger = await api.as('marketer', 1);
    const shown = await stranger.get(`/v2/outcomes/${ids[1]}`);
    expect([shown.status, shown.at('code')]).toEqual([404, 'NOT_FOUND']);
    expect((await stranger.get('/v2/outcomes')).at('data')).toEqual([]);
  });

  it('stand with their execution', async () => {
    const shown = await marketer.get(`/v2/playbooks/executions/${execution_id}`);
    const found = shown.at('outcomes');
    expect(Array.isArray(found) ? found.length : 0).toBe(3);
    expect(shown.body).toMatchObject({
      outcomes: expect.arrayContaining([expect.objectContaining({ outcome_id: ids[1], promise_kept: false })]),
    });
  });
});
