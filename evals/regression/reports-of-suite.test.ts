import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPromptRegistry } from '../../activities/llm/prompts/index.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { evaluationReportSchema } from '../../contracts/evaluation-run.ts';
import { withTenant } from '../../db/connect.ts';
import { findRunBefore } from '../../db/queries/evaluation-runs.ts';
import { listPromptRuns } from '../../db/queries/prompt-performance.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { recordRuns } from '../record-runs.ts';
import { rulesProvider } from './providers.ts';
import { reportsOfSuite } from './reports-of-suite.ts';
import { type Provider, runSuite, type SuiteResult } from './run-suite.ts';

const output = (more: object = {}) =>
  JSON.stringify({
    ...{ recommended_workflow: 'Bid Adjustment', root_cause: 'competitors', specific_action: 'Raise it.' },
    ...{ confidence: 0.8, ...more },
  });
const cell = (more: Partial<SuiteResult> = {}): SuiteResult => ({
  ...{ provider: 'gpt', prompt_version: 'v2', name: 'competitive pressure', example_id: 'gc-01', passed: true },
  ...{ expected_workflow: 'Bid Adjustment', output: output(), cost_usd: 0.02, latency_ms: 120 },
  assertions: [{ type: 'workflow-match', score: 1, reason: 'expected Bid Adjustment, got Bid Adjustment' }],
  ...more,
});
const reportOf = (...cells: readonly SuiteResult[]) => {
  const [part] = reportsOfSuite(cells, '');
  if (part === undefined) throw new Error('There is no report.');
  return part.report;
};

describe('the matrix of the suite as runs', () => {
  it('has one for each provider and version, and every cell in its own', () => {
    const cells = ['gpt', 'rules'].flatMap((provider) =>
      ['v1', 'v2'].flatMap((prompt_version) =>
        ['gc-01', 'gc-02'].map((example_id) => cell({ provider, prompt_version, example_id })),
      ),
    );
    const parts = reportsOfSuite(cells, '');
    expect(parts.map(({ part }) => part)).toEqual(['gpt v1', 'gpt v2', 'rules v1', 'rules v2']);
    for (const { report } of parts) {
      expect(report.results.map(({ example_id }) => example_id)).toEqual(['gc-01', 'gc-02']);
      expect(evaluationReportSchema.parse(report)).toEqual(report);
    }
  });

  it('says which model answered with which version of which prompt, and what it cost', () => {
    const report = reportOf(cell(), cell({ example_id: 'gc-02', passed: false, cost_usd: 0.03, latency_ms: 480 }));
    expect(report).toMatchObject({
      ...{ run_type: 'golden_set', dataset_version: 'regression-1', model_version: 'gpt' },
      prompt_version: 'signal_analysis:v2',
      metrics: {
        ...{ passed_count: 1, total_count: 2, agreement_rate: 50, answered_by: 'model: gpt', gates: [] },
        ...{ cost_usd: 0.05, cost_per_recommendation_usd: 0.025, latency_p95_ms: 480 },
      },
    });
  });

  const latest = createPromptRegistry().latestOf('signal_analysis');
  it.each([
    ['latest', `signal_analysis:${latest}`],
    ['v2', 'signal_analysis:v2'],
    ['2.0', 'signal_analysis:v2'],
    ['v99', 'signal_analysis:v99'],
  ])('names %s by its file, which stays', (prompt_version, kept) => {
    expect(reportOf(cell({ prompt_version })).prompt_version).toBe(kept);
  });

  it('never takes the rules for a trial of a prompt, which they do not read', () => {
    const report = reportOf(cell({ provider: 'rules' }));
    expect([report.prompt_version, report.metrics.answered_by]).toEqual(['regression-1', 'rules (no model)']);
  });

  it.each([
    ['', 'regression-1'],
    ['pressure', 'regression-1/pressure'],
    ['x'.repeat(80), `regression-1/${'x'.repeat(37)}`],
  ])('of the cases "%s" are another dataset', (filter, dataset_version) => {
    expect(reportsOfSuite([cell()], filter)[0]?.report.dataset_version).toBe(dataset_version);
  });

  it('is none without a cell', () => {
    expect(reportsOfSuite([], 'weather')).toEqual([]);
  });
});

describe('a cell as a case', () => {
  const resultOf = (more: Partial<SuiteResult>) => reportOf(cell(more)).results[0];

  it('tells what was expected, what came and how sure it was', () => {
    expect(resultOf({})).toMatchObject({
      ...{ kind: 'competitive pressure', passed: true, expected: { workflow: 'Bid Adjustment' } },
      actual: { workflow: 'Bid Adjustment', cause: 'competitors', action: 'Raise it.', confidence: 0.8 },
      scores: { cause_right: true, abstained: false, latency_ms: 120, judge: null },
    });
  });

  it('tells what did not hold, and nothing of what nobody could judge', () => {
    const assertions = [
      { type: 'workflow-match' as const, score: 0, reason: 'expected Bid Adjustment, got Campaign Pause' },
      { type: 'rubric' as const, score: null, reason: 'no judge to ask' },
      { type: 'contains' as const, score: 0, reason: '"bid" is not there' },
    ];
    const result = resultOf({ passed: false, assertions, output: output({ recommended_workflow: 'Campaign Pause' }) });
    expect(result?.actual.action).toBe(
      'failed workflow-match: expected Bid Adjustment, got Campaign Pause; contains: "bid" is not there',
    );
    expect(result?.scores.cause_right).toBe(false);
  });

  it.each([
    ['no answer', null],
    ['prose', 'I would raise the bid.'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['a workflow that there is not', output({ recommended_workflow: 'Buy more' })],
  ])('of %s stands as an answer that would do nothing', (_, said) => {
    expect(resultOf({ output: said, passed: false })).toMatchObject({
      actual: { workflow: 'Continue Monitoring' },
      scores: { abstained: true },
    });
  });

  it.each([7, -1, 'sure', null])('takes a confidence of %s for none', (confidence) => {
    expect(resultOf({ output: output({ confidence }) })?.actual.confidence).toBe(0);
  });
});

describe('a recorded suite', () => {
  const tenant_id = demoTenants[0]?.tenant_id ?? '';
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api?.stop());

  it('is seen as runs over the API, on the page of the prompt, and is no baseline of the golden cases', async () => {
    const model: Provider = { name: 'gpt-t', complete: async () => ({ output: output(), cost_usd: 0.01 }) };
    const broken: Provider = { name: 'away-t', complete: () => Promise.reject(new Error('LLM_UNAVAILABLE: No key.')) };
    const help = { similarity: null, rubric: null };
    const results = await runSuite({ providers: [rulesProvider, model, broken], prompt_versions: ['v2'], help });
    const environment = { DATABASE_URL: api.database.app_url, MBI_TENANT_ID: tenant_id, GIT_COMMIT: 'abc1', CI: '1' };
    const told = await recordRuns(reportsOfSuite(results, ''), environment);
    expect(told).toEqual([
      ...['rules', 'gpt-t', 'away-t'].map((name) =>
        expect.stringMatching(`^recorded ${name} v2 as run [0-9a-f-]{36}$`),
      ),
    ]);
    const viewer = await api.as('viewer');
    const { body } = await viewer.get('/api/v1/evaluations?run_type=golden_set');
    const runs = told.map((line) => line.split(' ').at(-1));
    expect(JSON.parse(JSON.stringify(body)).data.filter(({ id }: { id: string }) => runs.includes(id))).toHaveLength(3);
    const kept = await withTenant(api.database.app, tenant_id, listPromptRuns);
    expect(
      kept.map(({ model_version, prompt_version, passed_examples }) => [
        model_version,
        prompt_version,
        passed_examples,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ...[
          ['rules', 'regression-1', 2],
          ['gpt-t', 'signal_analysis:v2', 1],
        ],
        ['away-t', 'signal_analysis:v2', 0],
      ]),
    );
    const before = await withTenant(api.database.app, tenant_id, (tx) =>
      findRunBefore(tx, { id: tenant_id, run_type: 'golden_set', seed: null }),
    );
    expect(before).toBeNull();
  });

  it.each([
    ['ci', { CI: '1' }],
    ['manual', {}],
  ])('is told as %s', async (triggered_by, more) => {
    const environment = { DATABASE_URL: api.database.app_url, GIT_COMMIT: 'f'.repeat(60), ...more };
    const [line] = await recordRuns([{ part: 'gpt v2', report: reportOf(cell()) }], environment);
    const viewer = await api.as('viewer');
    const shown = await viewer.get(`/api/v1/evaluations/${line?.split(' ').at(-1)}`);
    expect(shown.body).toMatchObject({ triggered_by, git_commit: 'f'.repeat(40) });
  });

  it('needs a database, and says which setting is missing', async () => {
    await expect(recordRuns([], {})).rejects.toThrow('DATABASE_URL');
  });
});
