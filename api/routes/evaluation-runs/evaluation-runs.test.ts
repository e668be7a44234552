import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { type EvaluationReport, evaluationReportSchema } from '../../../contracts/evaluation-run.ts';
import { withTenant } from '../../../db/connect.ts';
import { listEvaluationResults, recordEvaluationRun } from '../../../db/queries/evaluation-runs.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
let api: TestApi;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  viewer = await api.as('viewer');
});
afterAll(() => api.stop());

/** A report of cases that passed or not, in order. */
function report(...passed: readonly boolean[]): EvaluationReport {
  const right = passed.filter(Boolean).length;
  return evaluationReportSchema.parse({
    ...{ run_type: 'golden_set', dataset_version: 'golden-t', model_version: 'rules-t', prompt_version: null },
    metrics: {
      ...{ agreement_rate: (right / passed.length) * 100, passed_count: right, total_count: passed.length },
      figures: {
        ...{ cases: passed.length, top1_cause: right / passed.length, action_regret: null, abstention: null },
        ...{ false_positive_rate: null, acts_on_noise: null, ece: 0.04 },
      },
      ...{ per_kind: [], workflows: [], latency_p50_ms: 3, latency_p95_ms: 8, cost_usd: 0 },
      calibration: [
        {
          ...{ label: '80-90%', expected: 0.85, mean_confidence: 0.84, actual: 0.8, count: 5 },
          calibration_error: 0.05,
        },
      ],
      ...{ cost_per_recommendation_usd: 0, critical_failures: 0, gates: [], answered_by: 'rules', seed: null },
    },
    results: passed.map((each, index) => ({
      ...{ example_id: `case-${index}`, kind: 'golden', passed: each },
      expected: { workflow: 'Bid Adjustment', causes: ['auction_pressure'], best_action: null, best_value: null },
      actual: {
        ...{ workflow: each ? 'Bid Adjustment' : 'Creative Refresh', cause: 'auction_pressure', action: 'Raise' },
        ...{ value: null, confidence: 0.84 },
      },
      scores: {
        ...{ cause_right: each, abstained: false, abstention_is_right: false, regret: null, best: null },
        ...{ latency_ms: 3, critical: false },
      },
    })),
  });
}
const record = (made: EvaluationReport, id?: string) =>
  withTenant(api.database.app, tenant_id, (tx) =>
    recordEvaluationRun(tx, made, { triggered_by: 'ci', git_commit: 'abc', ...(id === undefined ? {} : { id }) }),
  );

describe('evaluation runs', () => {
  it('are listed newest first, page by page and by their kind, with their figures', async () => {
    const [older, newer] = [await record(report(true, false)), await record(report(true, true))];
    const first = await viewer.get('/api/v1/evaluations?limit=1');
    expect(first.body).toMatchObject({ data: [{ id: newer, passed_examples: 2, metrics: { agreement_rate: 100 } }] });
    const rest = await viewer.get(`/api/v1/evaluations?limit=1&cursor=${first.text('next_cursor')}`);
    expect(rest.body).toMatchObject({ data: [{ id: older, triggered_by: 'ci', git_commit: 'abc' }] });
    expect((await viewer.get('/api/v1/evaluations?run_type=outcome')).at('data')).toEqual([]);
    expect((await viewer.get(`/api/v1/evaluations/${older}`)).at('dataset_version')).toBe('golden-t');
  });

  it('show every case, page by page, or only those that failed', async () => {
    const id = await record(report(true, false, true));
    const first = await viewer.get(`/api/v1/evaluations/${id}/results?limit=2`);
    expect(first.body).toMatchObject({ data: [{ example_id: 'case-0' }, { passed: false }], next_cursor: 'case-1' });
    const rest = await viewer.get(`/api/v1/evaluations/${id}/results?limit=2&cursor=case-1`);
    expect(rest.body).toMatchObject({ data: [{ example_id: 'case-2', kind: 'golden' }], next_cursor: null });
    const failed = await viewer.get(`/api/v1/evaluations/${id}/results?passed=false`);
    expect(failed.body).toMatchObject({ data: [{ actual: { workflow: 'Creative Refresh' } }], next_cursor: null });
  });

  it('show their calibration curve', async () => {
    const id = await record(report(true));
    expect((await viewer.get(`/api/v1/evaluations/${id}/calibration`)).body).toMatchObject({
      ...{ ece: 0.04, bins: [{ label: '80-90%', expected: 0.85, actual: 0.8, calibration_error: 0.05 }] },
    });
  });

  it('are compared: a case that had passed and fails is a regression, whatever the rate', async () => {
    const before = await record(report(true, false, false));
    const after = await record(report(false, true, true));
    const { body } = await viewer.get(`/api/v1/evaluations/compare?before=${before}&after=${after}`);
    expect(body).toMatchObject({
      ...{ newly_failed: ['case-0'], newly_passed: ['case-1', 'case-2'], regression: true, ece_change: 0 },
      ...{ agreement_change_points: 33.33, before: { id: before }, after: { id: after } },
    });
    const same = await viewer.get(`/api/v1/evaluations/compare?before=${before}&after=${before}`);
    expect(same.at('regression')).toBe(false);
  });

  it('are stored once however often the same run is told', async () => {
    const id = randomUUID();
    expect([await record(report(true, true), id), await record(report(false), id)]).toEqual([id, id]);
    const stored = await withTenant(api.database.app, tenant_id, (tx) => listEvaluationResults(tx, { id, limit: 10 }));
    expect(stored.map((each) => each.passed)).toEqual([true, true]);
  });

  it('of another tenant do not exist', async () => {
    const id = await record(report(true));
    const stranger = await api.as('viewer', 1);
    for (const path of [`${id}`, `${id}/results`, `${id}/calibration`, `compare?before=${id}&after=${id}`])
      expect((await stranger.get(`/api/v1/evaluations/${path}`)).at('code'), path).toBe('EVALUATION_NOT_FOUND');
    expect((await stranger.get('/api/v1/evaluations')).at('data')).toEqual([]);
  });

  it('are started by those who may, once for one key', async () => {
    const engineer = await api.as('engineer');
    const body = { run_type: 'generated', count: 30 };
    const started = await engineer.post('/api/v1/evaluations', body, { 'Idempotency-Key': 'evaluate-once' });
    const again = await engineer.post('/api/v1/evaluations', body, { 'Idempotency-Key': 'evaluate-once' });
    expect([started.status, again.at('execution_id')]).toEqual([202, started.at('execution_id')]);
    expect((await viewer.post('/api/v1/evaluations', {})).status).toBe(403);
    expect((await engineer.post('/api/v1/evaluations', { count: 1 })).status).toBe(400);
  });
});

describe('comparisons of prompts', () => {
  const path = '/api/v1/evaluations/prompt-comparisons';
  const body = { prompt_name: 'signal_analysis', from: 'v2', to: 'v3', most: 3 };

  it('are started by those who may, once for one key', async () => {
    const engineer = await api.as('engineer');
    const started = await engineer.post(path, body, { 'Idempotency-Key': 'compare-once' });
    const again = await engineer.post(path, body, { 'Idempotency-Key': 'compare-once' });
    expect([started.status, again.at('execution_id')]).toEqual([202, started.at('execution_id')]);
    expect((await viewer.post(path, body)).status).toBe(403);
  });

  it.each([
    ['a prompt that there is not', { prompt_name: 'poem' }],
    ['an older version that there is not', { from: 'v77' }],
    ['a newer version that there is not', { to: '9.9' }],
  ])('of %s are refused at once, not by an execution that fails', async (_, change) => {
    const refused = await (await api.as('engineer')).post(path, { ...body, ...change });
    expect([refused.status, refused.at('code')]).toEqual([404, 'PROMPT_UNKNOWN']);
  });

  it.each([
    ['nothing', {}],
    ['no case at all', { ...body, most: 0 }],
    ['more cases than anybody pays for', { ...body, most: 501 }],
    ['something else besides', { ...body, temperature: 1 }],
  ])('that ask for %s are refused', async (_, asked) => {
    expect((await (await api.as('engineer')).post(path, asked)).status).toBe(400);
  });

  it('are shown in the list with the version that was tried', async () => {
    const tried = { ...report(true, false), prompt_version: 'signal_analysis:v3' };
    const prompt = { name: 'signal_analysis', key: 'v3', valid_answers: 1, unsupported: 1 };
    const id = await record({
      ...tried,
      metrics: { ...tried.metrics, prompt: { ...prompt, input_tokens: 900, output_tokens: 80 } },
    });
    const shown = await viewer.get(`/api/v1/evaluations/${id}`);
    expect(shown.body).toMatchObject({ prompt_version: 'signal_analysis:v3', metrics: { prompt } });
    const listed = await viewer.get('/api/v1/evaluations?limit=1');
    expect(listed.body).toMatchObject({ data: [{ id, prompt_version: 'signal_analysis:v3' }] });
    const versions = z
      .array(
        z.object({ key: z.string(), performance: z.object({ runs: z.array(z.object({ passed_examples: z.int() })) }) }),
      )
      .parse((await viewer.get('/v2/prompts/signal_analysis')).at('versions'));
    expect(versions.find(({ key }) => key === 'v3')?.performance.runs).toEqual([{ passed_examples: 1 }]);
  });
});
