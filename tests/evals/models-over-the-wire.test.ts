import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createComparePromptsHandler } from '../../activities/agents/evaluation/compare-prompts.handler.ts';
import type { ActionContext } from '../../contracts/action-handler.ts';
import { withTenant } from '../../db/connect.ts';
import { listEventsAfter } from '../../db/queries/execution-events.ts';
import { councilProvider } from '../../evals/regression/providers.ts';
import { runSuite } from '../../evals/regression/run-suite.ts';
import { type CouncilStage, startCouncilStage } from '../llm/council-stage.ts';
import { adviceFor, analysisSaying } from './stand-in-council.ts';

let stage: CouncilStage;
let folder: string;
beforeAll(async () => {
  stage = await startCouncilStage();
  folder = mkdtempSync(join(tmpdir(), 'mbi-evals-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage?.stop();
});
beforeEach(() => stage.forget());

/** One vendor, so that the order of questions is the order of calls. */
const alone = { XAI_API_KEY: undefined, OPENAI_API_KEY: undefined };
/** Sees the pressure of the first case, and wants a bid whatever the case. */
const honest = [
  { match: { text: 'recommended_workflow' }, reply: adviceFor('Bid Adjustment') },
  { match: {}, reply: analysisSaying('competitive pressure') },
];
type Told = { readonly cases: number; readonly cost_usd: number } & Readonly<Record<string, unknown>>;

/** Compares as the worker does when a person asks for it; gives what it tells, and how far it said to be. */
async function compare(params: object = {}, execution_id = stage.tenant.execution_id) {
  const { tenant_id } = stage.tenant;
  const { sql } = stage.database.owner;
  await sql`delete from execution_events where execution_id = ${execution_id}`;
  const origin: ActionContext['origin'] = {
    ...{ tenant_id, execution_id, step_id: 'run', iteration: randomUUID(), playbook_id: 'p', campaign_id: null },
    ...{ mode: 'live', idempotency_key: execution_id },
    requested_by: { user_id: randomUUID(), email: 'person@example.com', api_key_id: null },
  };
  const handler = createComparePromptsHandler({ database: stage.database.app, council: stage.open(alone) });
  const asked = { prompt_name: 'signal_analysis', from: 'v2', to: 'v3', most: 2, ...params };
  const log = { info: () => undefined, warn: () => undefined };
  const context = { origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
  const output = handler.definition.output.parse(
    await handler.call({ phase: 'run', params: JSON.parse(JSON.stringify(asked)), origin }, context),
  );
  const told: Told = JSON.parse(JSON.stringify(output));
  const events = await withTenant(stage.database.app, tenant_id, (tx) =>
    listEventsAfter(tx, { execution_id, after: 0, limit: 100 }),
  );
  return { told, progress: events.map(({ data }) => data.summary) };
}
const spent = async () => (await stage.ledger()).reduce((sum, row) => sum + Number(row.cost_usd), 0);
const versions = (more: object) => ({ versions: [more, more] });

describe('versions of a prompt, compared by a model over the wire', () => {
  it('are told with what each got right and cost, how far it is, and are served again at no cost', async () => {
    await stage.script(...honest);
    const { told, progress } = await compare();
    expect(told).toMatchObject({
      ...{ cases: 2, left_out: 0, stopped: null, winner: 'v2', cost_usd: expect.closeTo(await spent(), 5) },
      ...versions({ score: 0.5, valid_answers: 1, answered_by: 'model: claude-haiku-4-5', kept: 0, troubles: [] }),
    });
    expect(told.cost_usd).toBeGreaterThan(0);
    expect(progress).toEqual([
      expect.stringMatching(/^1 of 2 cases, \$0\.00\d\d so far$/),
      `2 of 2 cases, $${told.cost_usd.toFixed(4)} so far`,
    ]);
    const before = (await stage.calls()).length;
    expect((await compare()).told).toMatchObject({ cost_usd: 0, ...versions({ score: 0.5, kept: 2 }) });
    expect(await stage.calls()).toHaveLength(before);
    expect((await compare({ refresh: true })).told.cost_usd).toBeGreaterThan(0);
  });

  it.each<[string, object, object]>([
    ['answers in prose', { reply: 'Sure! Pause everything.' }, { code: 'LLM_ANSWER_INVALID', cases: 2 }],
    ['answers ten megabytes', { flood_bytes: 10_000_000 }, { code: 'LLM_ANSWER_TOO_LARGE', cases: 2 }],
    ['is evil', { evil: 'in_shape' }, { code: 'LLM_ANSWER_INVALID', cases: 2 }],
    [
      'is three times sure',
      { reply: { ...analysisSaying('competitive pressure'), confidence: 3 } },
      { code: 'LLM_ANSWER_INVALID', cases: 2 },
    ],
  ])('have got nothing right when the model %s, which is told with what it cost', async (_, entry, trouble) => {
    await stage.script(entry);
    const { told } = await compare();
    expect(told).toMatchObject({
      ...{ cases: 2, stopped: null, cost_usd: expect.closeTo(await spent(), 5) },
      ...versions({ score: 0, valid_answers: 0, troubles: [trouble], answered_by: 'no usable answer' }),
    });
    expect(told.cost_usd).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toMatch(/evil|Pause everything/);
  });

  it('tell numbers that the model invents apart from answers of another shape', async () => {
    const invented = { ...analysisSaying('competitive pressure'), signal_analysis: 'CPA rose by 412.77 %.' };
    await stage.script({ reply: invented });
    expect((await compare()).told).toMatchObject(versions({ unsupported: 2 }));
  });

  it('end where the budget does, with the same cases for both, and go on there once it is raised', async () => {
    await stage.script(...honest);
    await compare({ most: 1 });
    const [row] = await stage.database.owner.sql`select max(reserved_micro_usd)::int as most from llm_reservations`;
    const paid = Math.ceil((await spent()) * 1e6);
    await stage.forget();
    const limit = (micro_usd: number) => stage.database.owner.sql`
      insert into llm_budgets (tenant_id, scope, limit_micro_usd) values (${stage.tenant.tenant_id}, 'run', ${micro_usd})
      on conflict (tenant_id, scope) do update set limit_micro_usd = excluded.limit_micro_usd`;
    await limit(paid + row?.most);
    const { told } = await compare({ most: 3 });
    expect(told).toMatchObject({
      ...{ cases: 1, left_out: 1, stopped: { code: 'LLM_BUDGET_SPENT', reason: expect.stringContaining('no room') } },
      ...versions({ score: 1 }),
    });
    const open = await stage.database.owner.sql`select 1 from llm_reservations where settled_at is null`;
    expect(open).toEqual([]);
    const before = (await stage.calls()).length;
    await limit(1_000_000_000);
    expect((await compare({ most: 3 })).told).toMatchObject({ cases: 3, stopped: null });
    const first = await stage.ledger();
    expect(first.filter((each) => each.status === 'cached').length).toBeGreaterThanOrEqual(4);
    expect((await stage.calls()).length - before).toBeLessThan(12);
  });

  it.each([
    ['the models are away', { error: { status: 500 } }, {}, 'LLM_UNAVAILABLE'],
    ['nobody has the name', { reply: 'x' }, { model: 'gpt-nine' }, 'called gpt-nine'],
  ])('are no comparison when %s', async (_, entry, params, reason) => {
    await stage.script(entry);
    await expect(compare(params)).rejects.toMatchObject({
      ...{ code: 'EVALUATION_UNANSWERED', message: expect.stringContaining(reason) },
    });
  });
});

/** `npm run eval` as an operator types it, beside an installation whose folder holds its settings. */
function evaluate(words: readonly string[], environment: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const env = { PATH, MBI_STATE_FOLDER: folder, MBI_TENANT_ID: stage.tenant.tenant_id, ...environment };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['evals/main.ts', ...words], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('the regression suite with a model over the wire', () => {
  const key = () => ({ ANTHROPIC_API_KEY: 'key-a', ANTHROPIC_BASE_URL: `${stage.sandbox.url}/anthropic` });
  const suite = ['--suite', 'pressure', '--model', 'claude-haiku-4-5'];

  it('needs no settings beside an installation, says each cell as it is done, and what all of it cost', async () => {
    const url = 'http://127.0.0.1:1';
    const demo = { api_url: url, admin_url: url, temporal_ui_url: url, temporal_address: 'x:1', sandbox_url: url };
    const own = { ...demo, database_url: stage.database.app_url, tenants: [] };
    writeFileSync(join(folder, 'demo.json'), JSON.stringify(own));
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ credentials_key: 'ab'.repeat(32) }));
    await stage.script(
      { match: { text: 'rubric' }, reply: { kept: 1, explanation: 'It is there.' } },
      { match: { text: 'recommended_workflow' }, reply: adviceFor('Bid Adjustment') },
      { match: {}, reply: analysisSaying('The activity of competitors rose significantly.') },
    );
    const { code, out, err } = await evaluate(suite, key());
    expect(`${err}${out}`).toMatch(/pass {2}claude-haiku-4-5 latest: .+ \(\d+\.\d s, \$0\.\d{4}\)/);
    expect(out).toMatch(/The models cost \$0\.00\d\d in all\./);
    expect([code, out]).toEqual([0, expect.stringContaining('latest: 100.0 % of the cells passed')]);
    const [row] = await stage.database.owner.sql`
      select count(distinct execution_id)::int as runs, sum(cost_usd)::float as cost from llm_calls`;
    expect(row?.runs).toBe(1);
    expect(out).toContain(`$${row?.cost.toFixed(4)} in all`);
  });

  it('tells why a model has no usable answer, and what that cost', async () => {
    await stage.script({ reply: 'Sure!' });
    const cellOf = async (model: string) => {
      const providers = [councilProvider({ council: stage.open(alone), owner: stage.owner(), model })];
      const help = { similarity: null, rubric: null };
      const [cell] = await runSuite({ providers, prompt_versions: ['latest'], help, filter: 'pressure' });
      return { reason: cell?.assertions[0]?.reason, cost_usd: cell?.cost_usd, passed: cell?.passed };
    };
    const prose = await cellOf('claude-haiku-4-5');
    expect(prose).toMatchObject({ passed: false, reason: expect.stringMatching(/^LLM_ANSWER_INVALID: /) });
    expect(prose.cost_usd).toBeCloseTo(await spent(), 5);
    expect(prose.cost_usd).toBeGreaterThan(0);
    expect(await cellOf('gpt-nine')).toMatchObject({
      ...{ passed: false, cost_usd: 0, reason: expect.stringContaining('No configured model is called gpt-nine') },
    });
  });

  it('says in a line that a key is missing', async () => {
    const keyless = await evaluate(suite);
    expect([keyless.code, keyless.out]).toEqual([3, '']);
    expect(keyless.err.trim()).toMatch(/^EVALUATION_NEEDS_MODEL: .+no vendor has a key\.$/);
  });
});
