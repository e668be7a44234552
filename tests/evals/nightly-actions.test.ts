import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createComparePromptsHandler } from '../../activities/agents/evaluation/compare-prompts.handler.ts';
import { inSample } from '../../activities/agents/evaluation/in-sample.ts';
import { createJudgeReasoningHandler } from '../../activities/agents/evaluation/judge-reasoning.handler.ts';
import type { BoundHandler } from '../../contracts/action-handler.ts';
import type { Council } from '../../contracts/council.ts';
import { withTenant } from '../../db/connect.ts';
import { saveAgentSettings } from '../../db/queries/agent-settings.ts';
import {
  findRunBefore,
  listEvaluationRuns,
  readTriggeredBy,
  sumPromptTokens,
} from '../../db/queries/evaluation-runs.ts';
import { insertLlmCall } from '../../db/queries/llm-calls.ts';
import { listPromptRuns } from '../../db/queries/prompt-performance.ts';
import { insertEvaluations } from '../../db/queries/trigger-evaluations.ts';
import { executions } from '../../db/schema/index.ts';
import { loadGolden } from '../../evals/index.ts';
import { createAgentStage } from '../campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertRecommended } from '../harness/recommendation-rows.ts';
import { executionRow } from '../harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';
import { adviceFor, analysisSaying, scoresOf, standInCouncil } from './stand-in-council.ts';

let database: TestDatabase;
let tenant: TenantRows;
let other: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  [tenant, other] = [await insertTenantRows(database.owner), await insertTenantRows(database.owner)];
});
afterAll(() => database.drop());

const inTenant = <T>(ask: Parameters<typeof withTenant<T>>[2], tenant_id: string = tenant.tenant_id) =>
  withTenant(database.app, tenant_id, ask);
const newest = async () =>
  (await inTenant((tx) => listEvaluationRuns(tx, { limit: 50, after: null, run_type: null }))).rows;

/** An execution that its schedule, an event or a person started. */
async function startedBy(source: 'schedule' | 'event' | 'manual' | null): Promise<string> {
  const evaluation_id = randomUUID();
  const row = executionRow(tenant, { ...(source === null ? {} : { evaluation_id }) });
  await withTenant(database.owner, tenant.tenant_id, async (tx) => {
    await tx.insert(executions).values(row);
    if (source !== null)
      await insertEvaluations(tx, [
        {
          ...{ evaluation_id, playbook_id: 'evaluate_nightly_v1', playbook_version_id: tenant.playbook_version_id },
          ...{ entity_type: null, entity_id: null, source, event_id: null, result: 'fired', because: 'It is time.' },
          ...{ features: {}, values: [], execution_id: row.execution_id ?? null, due_at: new Date() },
        },
      ]);
  });
  return row.execution_id ?? '';
}

/** Calls a handler as the envelope does, in the name of an execution. */
async function call(handler: BoundHandler, params: object, execution_id: string): Promise<unknown> {
  const origin = {
    ...{
      tenant_id: tenant.tenant_id,
      execution_id,
      step_id: 'run',
      iteration: '',
      playbook_id: 'p',
      campaign_id: null,
    },
    ...{ mode: 'live' as const, idempotency_key: execution_id },
    requested_by: { user_id: randomUUID(), email: 'person@example.com', api_key_id: null },
  };
  const log = { info: () => undefined, warn: () => undefined };
  const context = { origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
  return handler.call({ phase: 'run', params: JSON.parse(JSON.stringify(params)), origin }, context);
}
const stageOf = (execution_id: string) =>
  createAgentStage({ database: database.app, tenant_id: tenant.tenant_id, execution_id });

describe('who asked for a run', () => {
  it.each([
    ['its schedule', 'schedule', 'scheduled'],
    ['an event', 'event', 'scheduled'],
    ['a person who started the playbook by hand', 'manual', 'manual'],
    ['a person who ran the action alone', null, 'manual'],
  ] as const)('is told by the execution: %s', async (_, source, triggered_by) => {
    const execution_id = await startedBy(source);
    expect(await inTenant((tx) => readTriggeredBy(tx, execution_id))).toBe(triggered_by);
    await stageOf(execution_id).run('EvaluationAgent.run_evaluation', {});
    expect((await newest())[0]).toMatchObject({ run_type: 'golden_set', triggered_by });
  });

  it('is what the caller says where it says so', async () => {
    await stageOf(await startedBy('schedule')).run('EvaluationAgent.run_evaluation', { triggered_by: 'ci' });
    expect((await newest())[0]).toMatchObject({ triggered_by: 'ci' });
  });

  it('is nobody’s schedule in the eyes of another tenant', async () => {
    const execution_id = await startedBy('schedule');
    expect(await inTenant((tx) => readTriggeredBy(tx, execution_id), other.tenant_id)).toBe('manual');
  });
});

describe('a run of the golden cases', () => {
  it('is held against the run before, and tells nobody as long as it is as good', async () => {
    const first = await stageOf(randomUUID()).run('EvaluationAgent.run_evaluation', {});
    const second = await stageOf(randomUUID()).run('EvaluationAgent.run_evaluation', {});
    for (const run of [first, second])
      expect(run).toMatchObject({ worth_telling: false, regression: false, alerts: [], passed: true });
  });

  it('is never held against the trial of a prompt, nor against cases of another seed', async () => {
    const [run] = await newest();
    const before = await inTenant((tx) => findRunBefore(tx, { id: run?.id ?? '', run_type: 'golden_set', seed: null }));
    expect(before).toMatchObject({ prompt_version: null, run_type: 'golden_set' });
    expect(before?.id).not.toBe(run?.id);
    const none = await inTenant((tx) => findRunBefore(tx, { id: randomUUID(), run_type: 'golden_set', seed: 'x' }));
    expect(none).toBeNull();
  });
});

describe('a run of outcomes', () => {
  const outcomes = (params: object = {}) => stageOf(randomUUID()).run('EvaluationAgent.evaluate_outcomes', params);
  const followed = (improvement_pct: number | null, days_ago: number, more: object = {}) =>
    insertRecommended(database.owner, tenant, {
      set: {
        ...{ status: 'approved', human_decision: 'approved', decided_at: new Date(Date.now() - days_ago * 86_400_000) },
        ...(improvement_pct === null ? {} : { outcome_metrics: { improvement_pct, followed: true } }),
        ...more,
      },
    });

  it('is none, and says why, as long as nothing was followed and measured', async () => {
    expect(await outcomes()).toEqual({
      ...{ evaluation_run_id: null, outcome: null, reason: expect.stringContaining('No recommendation was accepted') },
    });
    await followed(null, 2);
    expect(await outcomes()).toMatchObject({ evaluation_run_id: null, reason: expect.stringContaining('measured') });
  });

  it('sums up decisions of the period, without shadow and without those that wait', async () => {
    await followed(12, 3);
    await followed(-4, 4);
    await followed(50, 200);
    await followed(50, 3, { mode: 'shadow' });
    await followed(null, 3, { human_decision: 'rejected', status: 'rejected' });
    await insertRecommended(database.owner, tenant, {});
    const told = await outcomes({ days: 90 });
    expect(told).toMatchObject({
      outcome: {
        ...{ total_recommendations: 4, acceptance_rate: 0.75, positive_impact_rate: 0.5, avg_improvement_pct: 4 },
        samples_with_outcomes: 2,
      },
    });
    const [stored] = await newest();
    expect(stored).toMatchObject({
      run_type: 'outcome',
      total_examples: 2,
      passed_examples: 1,
      triggered_by: 'manual',
    });
    expect(stored?.metrics.outcome).toMatchObject({ samples_with_outcomes: 2 });
  });

  it('counts what a rule approved as followed', async () => {
    await followed(8, 1, { human_decision: null, auto_approved: true });
    expect(await outcomes()).toMatchObject({ outcome: { total_recommendations: 5, samples_with_outcomes: 3 } });
  });
});

describe('the judge of recent recommendations', () => {
  const judged = async (params: object = {}) => {
    const council = standInCouncil(() => scoresOf(4));
    const handler = createJudgeReasoningHandler({
      ...{ database: database.app, council, clock: { now: () => new Date() } },
    });
    return call(handler, params, await startedBy('schedule'));
  };
  const golden = loadGolden().length;
  let ids: string[] = [];
  beforeAll(async () => {
    await database.owner.sql`delete from recommendations`;
    const context = JSON.parse(JSON.stringify(loadGolden()[0]?.example.context));
    ids = await Promise.all(
      Array.from({ length: 12 }, () => insertRecommended(database.owner, tenant, { set: { context } })),
    );
  });

  it.each([0, 40, 100])(
    'reads the share of %d percent that the tenant has set, of the same ones each time',
    async (pct) => {
      await inTenant((tx) => saveAgentSettings(tx, { judge_share_pct: pct }, 'boss@example.com'));
      const sampled = ids.filter((id) => inSample(id, pct)).length;
      for (const time of [1, 2]) expect([time, await judged()]).toMatchObject([time, { judged: golden + sampled }]);
    },
  );

  it('can be asked for another share', async () => {
    expect(await judged({ rate_pct: 0 })).toMatchObject({ judged: golden });
  });

  it('stores who asked', async () => {
    expect((await newest())[0]).toMatchObject({ run_type: 'llm_judge', triggered_by: 'scheduled' });
  });
});

describe('versions of a prompt', () => {
  const asked = { prompt_name: 'signal_analysis', from: 'v2', to: 'v3', most: 2 };
  const compare = async (council: Council | null, params: object = {}) => {
    const execution_id = await startedBy(null);
    const handler = createComparePromptsHandler({ database: database.app, council });
    return { execution_id, told: await call(handler, { ...asked, ...params }, execution_id) };
  };

  it('cannot be compared without a model, and that is said with its code', async () => {
    const before = (await newest()).length;
    await expect(compare(null)).rejects.toMatchObject({ code: 'EVALUATION_NEEDS_MODEL' });
    await expect(stageOf(randomUUID()).run('EvaluationAgent.compare_prompts', { ...asked })).rejects.toMatchObject({
      code: 'EVALUATION_NEEDS_MODEL',
    });
    expect(await newest()).toHaveLength(before);
  });

  it('leave a stored run each, which the page of the prompt shows', async () => {
    const council = standInCouncil(({ task, version, variables }) => {
      if (task === 'signal_analysis')
        return analysisSaying(version === 'v3' ? 'competitive pressure' : 'Nobody knows.');
      return adviceFor(variables.analysis?.includes('pressure') ? 'Bid Adjustment' : 'Campaign Pause');
    });
    const { told } = await compare(council);
    expect(told).toMatchObject({
      ...{ prompt_name: 'signal_analysis', cases: 2, winner: 'v3', verdict: expect.stringContaining('v3 is better') },
      versions: [
        { key: 'v2', score: 0, valid_answers: 1, judge_score: null },
        { key: 'v3', score: 0.5, top1_cause: 0.5, cost_usd: expect.closeTo(0.04) },
      ],
    });
    const kept = await inTenant(listPromptRuns);
    expect(kept.map(({ prompt_version }) => prompt_version).toSorted()).toEqual([
      ...['signal_analysis:v2', 'signal_analysis:v3'],
    ]);
    expect(kept[0]).toMatchObject({ run_type: 'golden_set', total_examples: 2, model_version: 'stand-in' });
  });

  it('are judged besides only when that is asked for', async () => {
    const council = standInCouncil(({ task }) =>
      task === 'judge'
        ? scoresOf(3)
        : task === 'signal_analysis'
          ? analysisSaying('Seasonal.')
          : adviceFor('Campaign Pause'),
    );
    const { told } = await compare(council, { judge: true, most: 1, model: 'small-1' });
    expect(told).toMatchObject({ winner: 'v2', versions: [{ judge_score: 3 }, { judge_score: 3 }] });
    expect(council.asked.filter(({ task }) => task === 'judge')).toHaveLength(2);
    expect(council.asked.find(({ task }) => task === 'signal_analysis')?.model).toBe('small-1');
  });

  it('count the tokens of their own calls alone', async () => {
    const execution_id = await startedBy(null);
    const bill = (prompt_version: string, of: string, input_tokens: number) =>
      insertCall({ prompt_name: 'signal_analysis', prompt_version, execution_id: of, input_tokens });
    await bill('v3', execution_id, 100);
    await bill('v3', execution_id, 50);
    await bill('v2', execution_id, 7);
    await bill('v3', randomUUID(), 1_000);
    const sum = (prompt_version: string, tenant_id?: string) =>
      inTenant(
        (tx) => sumPromptTokens(tx, { execution_id, prompt_name: 'signal_analysis', prompt_version }),
        tenant_id,
      );
    expect(await sum('v3')).toEqual({ input: 150, output: 20 });
    expect(await sum('v2')).toEqual({ input: 7, output: 10 });
    expect(await sum('v1')).toEqual({ input: 0, output: 0 });
    expect(await sum('v3', other.tenant_id)).toEqual({ input: 0, output: 0 });
  });
});

function insertCall(more: { prompt_name: string; prompt_version: string; execution_id: string; input_tokens: number }) {
  return inTenant((tx) =>
    insertLlmCall(tx, {
      ...{ call_id: randomUUID(), model: 'm', task: 'signal_analysis', prompt_hash: 'h', output_tokens: 10 },
      ...{ latency_ms: 5, status: 'answered', ...more },
    }),
  );
}

it('an execution that is not there was started by nobody', async () => {
  expect(await inTenant((tx) => readTriggeredBy(tx, randomUUID()))).toBe('manual');
  expect(await inTenant((tx) => tx.select().from(executions).where(eq(executions.execution_id, randomUUID())))).toEqual(
    [],
  );
});
