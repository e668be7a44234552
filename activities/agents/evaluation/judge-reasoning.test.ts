import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { CouncilBatch, CouncilSource } from '../../../contracts/council.ts';
import type { KnowledgePort } from '../../../contracts/knowledge.ts';
import { withTenant } from '../../../db/connect.ts';
import { listEvaluationResults, listEvaluationRuns } from '../../../db/queries/evaluation-runs.ts';
import { loadGolden } from '../../../evals/index.ts';
import { scoresOf, standInCouncil } from '../../../tests/evals/stand-in-council.ts';
import { insertRecommended } from '../../../tests/harness/recommendation-rows.ts';
import { type CouncilStage, startCouncilStage } from '../../../tests/llm/council-stage.ts';
import { createJudgeReasoningHandler } from './judge-reasoning.handler.ts';

let stage: CouncilStage;
let own: string;
beforeAll(async () => {
  stage = await startCouncilStage();
});
afterAll(() => stage?.stop());
beforeEach(async () => {
  await stage.forget();
  await stage.script({ reply: scoresOf(4) });
  await stage.playBatches();
  await stage.database.owner.sql`truncate recommendations, evaluation_runs, evaluation_results cascade`;
  own = await recommended('Zebra lamps');
});

const golden = loadGolden();
/** Twins of two sound answers, each broken in four ways. */
const twins = 8;
const batching = { XAI_API_KEY: undefined, OPENAI_API_KEY: undefined };
const notBatching = { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined };
const saysOf = (text: string, entry: object) => ({ match: { text }, ...entry });

/** A recommendation of the tenant for a campaign of this name. */
function recommended(campaign_name: string): Promise<string> {
  const context = JSON.parse(JSON.stringify(golden[0]?.example.context));
  const named = { ...context, campaign_metrics: { ...context.campaign_metrics, campaign_name } };
  return insertRecommended(stage.database.owner, stage.tenant, { set: { context: named } });
}

type Asked = {
  readonly council: CouncilBatch | null;
  readonly knowledge?: KnowledgePort | null;
  readonly execution_id?: string;
  readonly heartbeat?: () => void;
  readonly signal?: AbortSignal;
};
async function judge({ execution_id = randomUUID(), council, knowledge, heartbeat, signal }: Asked): Promise<unknown> {
  const { database, tenant } = stage;
  const handler = createJudgeReasoningHandler({
    ...{ database: database.app, clock: { now: () => new Date() }, council },
    ...(knowledge === undefined ? {} : { knowledge }),
  });
  const origin = {
    ...{ tenant_id: tenant.tenant_id, execution_id, step_id: 'judge', iteration: '', playbook_id: 'p' },
    ...{ campaign_id: null, mode: 'live' as const, idempotency_key: execution_id },
    requested_by: { user_id: randomUUID(), email: 'person@example.com', api_key_id: null },
  };
  const context: ActionContext = {
    ...{ origin, signal: signal ?? new AbortController().signal, heartbeat: heartbeat ?? (() => undefined) },
    log: { info: () => undefined, warn: () => undefined },
  };
  return handler.call({ phase: 'run', params: { rate_pct: 100 }, origin }, context);
}
const inTenant = <T>(ask: Parameters<typeof withTenant<T>>[2]) =>
  withTenant(stage.database.app, stage.tenant.tenant_id, ask);
const runs = async () =>
  (await inTenant((tx) => listEvaluationRuns(tx, { limit: 50, after: null, run_type: 'llm_judge' }))).rows;
const opinions = async () => {
  const id = (await runs())[0]?.id ?? '';
  const results = await inTenant((tx) => listEvaluationResults(tx, { id, limit: 500 }));
  return new Map(results.map(({ example_id, scores }) => [example_id, scores.judge?.overall_score ?? null]));
};

describe('judging in a batch', () => {
  it('asks everything in one, each case has its own opinion, and it costs half', async () => {
    await stage.script(saysOf('Zebra lamps', { reply: scoresOf(2) }), { reply: scoresOf(4) });
    const beat = vi.fn();
    const told = await judge({ council: stage.open(batching, 2_000), heartbeat: beat });
    expect(told).toMatchObject({ judged: golden.length + 1, silent: 0, trusted: false });
    expect(await stage.batches()).toMatchObject([{ vendor: 'anthropic', status: 'ended' }]);
    const said = await opinions();
    expect(said.get(own)).toBe(2);
    expect([...said.values()].filter((score) => score === 4)).toHaveLength(golden.length);
    const calls = await stage.ledger();
    expect(calls).toHaveLength(golden.length + 1 + twins);
    for (const call of calls) expect(Number(call.saved_usd)).toBeCloseTo(Number(call.cost_usd), 6);
    const paid = calls.reduce((sum, call) => sum + Number(call.cost_usd), 0);
    expect(paid).toBeGreaterThan(0);
    expect((await runs())[0]?.metrics.cost_usd).toBeCloseTo(paid, 4);
    expect(beat.mock.calls.length).toBeGreaterThan(0);
  });

  it('lets what is wrong with a case sink that one alone', async () => {
    const faults = {
      'Prose only': { reply: 'no JSON at all' },
      'Refused here': { error: { status: 400, type: 'invalid_request_error' } },
      'Beyond scale': { reply: { ...scoresOf(4), clarity: 9 } },
      'Never answered': { black_hole: true },
    };
    const ids = await Promise.all(Object.keys(faults).map(recommended));
    await stage.script(...Object.entries(faults).map(([name, fault]) => saysOf(name, fault)), { reply: scoresOf(4) });
    const told = await judge({ council: stage.open(batching, 2_000) });
    expect(told).toMatchObject({ judged: golden.length + 1, silent: 4, scores: { overall_score: 4 } });
    const said = await opinions();
    expect(ids.map((id) => said.get(id))).toEqual([null, null, null, null]);
    expect([said.get(own), said.get('gc-01')]).toEqual([4, 4]);
  });

  it('finds the batch of an attempt that went away, hands nothing in twice and pays once', async () => {
    await stage.playBatches({ looks: 6 });
    const execution_id = randomUUID();
    const gone = new AbortController();
    // The worker goes as soon as the batch is handed in.
    const council = stage.open(batching, 2_000);
    const leaving: CouncilBatch = {
      askMany: (questions, owner, order) => {
        const looks = vi.fn(() => (looks.mock.calls.length > 5 ? gone.abort() : undefined));
        return council.askMany(questions, owner, { ...order, beat: looks });
      },
    };
    await expect(judge({ council: leaving, execution_id, signal: gone.signal })).rejects.toThrow();
    expect(await stage.batches()).toHaveLength(1);
    expect([await runs(), await stage.ledger()]).toEqual([[], []]);
    const told = await judge({ council: stage.open(batching, 2_000), execution_id });
    expect(told).toMatchObject({ judged: golden.length + 1, silent: 0 });
    expect(await stage.batches()).toHaveLength(1);
    const paid = await stage.ledger();
    expect(paid).toHaveLength(golden.length + 1 + twins);
    expect(await judge({ council: stage.open(batching, 2_000), execution_id })).toEqual(told);
    expect([(await runs()).length, await stage.ledger()]).toEqual([1, paid]);
  });

  it('of another execution is another batch key, and what was answered lately serves again', async () => {
    const council = stage.open(batching, 2_000);
    await judge({ council });
    await judge({ council });
    expect(await stage.batches()).toHaveLength(1);
    const [second, first] = await runs();
    expect(first?.metrics.cost_usd).toBeGreaterThan(0);
    expect(second?.metrics.judge).toMatchObject({ judged: golden.length + 1, silent: 0 });
  });
});

describe('judging where no vendor takes batches', () => {
  it('asks one by one, each at its full price', async () => {
    const told = await judge({ council: stage.open(notBatching, 2_000) });
    expect(told).toMatchObject({ judged: golden.length + 1, silent: 0 });
    expect(await stage.batches()).toEqual([]);
    const judged = (await stage.ledger()).filter(({ cached }) => cached === false);
    expect(judged).toHaveLength(golden.length + 1 + twins);
    for (const call of judged) expect([call.batch_id, call.vendor]).toEqual([null, 'xai']);
  });
});

describe('the records of the tenant', () => {
  type Noted = { readonly sources: readonly CouncilSource[]; readonly about: string };
  const passage = {
    ...{ source_id: 'd#0', title: 'Tone of voice', text: 'Never more than 20 % a day.', score: 0.8 },
    ...{ kind: 'brand_guideline' as const, trusted: false as const },
  };
  /** Judges with these records, and tells what each question was given and what was searched for. */
  async function judgedWith(retrieve: KnowledgePort['retrieve'] | null) {
    const noted: Noted[] = [];
    const searches: Parameters<KnowledgePort['retrieve']>[0][] = [];
    const council = standInCouncil(() => scoresOf(4));
    const noting: CouncilBatch = {
      askMany: (questions, owner, order) => {
        noted.push(...questions.map(({ sources, variables }) => ({ sources, about: variables.context ?? '' })));
        return council.askMany(questions, owner, order);
      },
    };
    const knowledge = retrieve && {
      retrieve: (request: Parameters<KnowledgePort['retrieve']>[0]) => {
        searches.push(request);
        return retrieve(request);
      },
    };
    const told = await judge({ council: noting, knowledge });
    return { noted, searches, told };
  }

  it('are shown with the tenant’s own cases and with none of the golden ones', async () => {
    const { noted } = await judgedWith(async () => [passage]);
    expect(noted).toHaveLength(golden.length + 1 + twins);
    for (const { sources, about } of noted) expect(sources).toEqual(about.includes('Zebra lamps') ? [passage] : []);
  });

  it('are searched in the name of the tenant, for the case, among what may bear on it', async () => {
    const { searches } = await judgedWith(async () => []);
    expect(searches).toEqual([
      {
        ...{ tenant_id: stage.tenant.tenant_id, limit: 4, query: expect.stringContaining('Zebra lamps') },
        kinds: ['brand_guideline', 'policy_note', 'recommendation_outcome'],
      },
    ]);
    expect(searches[0]?.query).not.toContain('_');
  });

  it('are asked for in no more words than a search takes', async () => {
    await recommended('Long '.repeat(300));
    const { searches } = await judgedWith(async () => []);
    expect(
      searches
        .map(({ query }) => query.length)
        .toSorted((a, b) => a - b)
        .at(-1),
    ).toBe(1_000);
  });

  it.each([
    ['cannot be searched', () => Promise.reject(new Error('The index is away.'))],
    ['say nothing', async () => []],
    ['are not kept at all', null],
  ])('that %s leave a judgement without them', async (_, retrieve) => {
    const { noted, told } = await judgedWith(retrieve);
    expect(noted.every(({ sources }) => sources.length === 0)).toBe(true);
    expect(told).toMatchObject({ judged: golden.length + 1, silent: 0 });
  });

  it('of a tenant whose context cannot be read any more are no case at all', async () => {
    await insertRecommended(stage.database.owner, stage.tenant, { set: { context: { from: 'an older release' } } });
    const { told } = await judgedWith(async () => [passage]);
    expect(told).toMatchObject({ judged: golden.length + 1 });
  });
});

it('without a model nothing is judged, stored or searched', async () => {
  const retrieve = vi.fn(async () => []);
  const told = await judge({ council: null, knowledge: { retrieve } });
  expect(told).toEqual({ evaluation_run_id: null, judged: 0, silent: 0, scores: null, trusted: false });
  expect([await runs(), retrieve.mock.calls]).toEqual([[], []]);
});
