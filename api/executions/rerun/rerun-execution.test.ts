import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../../activities/catalog.action.ts';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { everyStep } from '../../../contracts/plan/every-step.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { recordChangeSet } from '../../../db/queries/change-sets.ts';
import { deployPlaybook } from '../../../db/queries/deploy-playbook.ts';
import { executions, receipts, stepRuns, writeIntents } from '../../../db/schema/index.ts';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { budgetChange, personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpAnswer, HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const other_campaign = demoTenants[0]?.campaigns[1]?.campaign_id ?? '';

const source = (more = '') => `
id: rerun_me_v1
name: Run me again
inputs: { campaign_id: string, names: { type: list, default: [a, b, c] }, days: { type: integer, default: 7 } }
steps:
  - { id: first, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: "{{ inputs.campaign_id }}" }, output: seen }
  - { id: maybe, condition: inputs.days > 30, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: "{{ inputs.campaign_id }}" } }
  - { id: name_it, set: { total: 3 } }
  - id: ok
    approval: { title: Go on?, approvers: { roles: [approver] }, timeout: 1h, on_timeout: reject }
  - id: raise
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: "{{ inputs.campaign_id }}", daily_budget_minor: 46000 }
    output: change
  - id: each
    for_each: { items: inputs.names, as: item, max_parallel: 2, on_item_error: continue }
    steps:
      - { id: look, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: "{{ item }}" }, output: looked }
      - { id: look_again, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: "{{ item }}" } }
  - id: choose
    switch: [{ when: total > 2, steps: [{ id: deep, set: { reached: true } }] }]
  - { id: last, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: "{{ inputs.campaign_id }}" } }
${more}guardrails: { max_budget_change_pct: 25 }
concurrency: { key: inputs.campaign_id, limit: 100, on_conflict: skip }
`;
const seen = { campaign_id, since: '2026-03-01', changes: [] };

const temporal = recordingTemporal();
let api: TestApi;
let oncall: HttpClient;
let version_id: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  oncall = await api.as('oncall');
});
afterAll(() => api.stop());
beforeEach(async () => {
  version_id = await deploy(source());
});

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(api.database.owner, tenant_id, work);

async function deploy(text: string): Promise<string> {
  const { plan, digest, diagnostics } = compilePlaybook(text, { file: 'rerun-me.yaml', actions: actionCatalog });
  if (plan === null || digest === null) throw new Error(JSON.stringify(diagnostics));
  const engineer = await personOf(api.database.owner, tenant_id, 'engineer');
  const deployment = { slug: 'rerun-me', source: text, plan, digest, edited_by: engineer.user_id };
  return (await inTenant((tx) => deployPlaybook(tx, deployment))).playbook_version_id;
}

type Row = [step_id: string, output: JsonValue, more?: Partial<typeof stepRuns.$inferInsert>];
const change_set_id = randomUUID();
const applied = { applied: true, change_set: budgetChange(campaign_id), change_set_id, receipts: [] };
const upToLoop: readonly Row[] = [
  ['first', seen],
  ['maybe', null, { status: 'skipped' }],
  ['name_it', { total: 3 }, { kind: 'set' }],
  ['ok', { approval_id: randomUUID(), status: 'approved' }, { kind: 'approval', phase: 'approval' }],
  ['raise', {}, { phase: 'plan' }],
  ['raise', applied, { phase: 'apply' }],
];
const round = (index: number): readonly Row[] => [
  ['look', seen, { iteration: String(index) }],
  ['look_again', seen, { iteration: String(index) }],
];

/** An execution that has ended, with these steps in its records. */
async function ended(rows: readonly Row[], more: Partial<typeof executions.$inferInsert> = {}): Promise<string> {
  const execution_id = randomUUID();
  const marketer = await personOf(api.database.owner, tenant_id, 'marketer');
  await inTenant(async (tx) => {
    await tx.insert(executions).values({
      ...{
        execution_id,
        playbook_id: 'rerun_me_v1',
        playbook_version_id: version_id,
        workflow_id: `w/${execution_id}`,
      },
      ...{
        status: 'failed',
        inputs: { campaign_id, names: ['a', 'b', 'c'], days: 7 },
        context: { cpa: 12.5 },
        campaign_id,
      },
      ...{ requested_by: marketer.user_id, requested_by_email: marketer.email, ...more },
    });
    await tx.insert(stepRuns).values(
      rows.map(([step_id, output, extra]) => ({
        ...{ execution_id, step_id, output, kind: 'action', status: 'completed' as const, started_at: new Date() },
        ...extra,
      })),
    );
  });
  return execution_id;
}

const rerun = (execution_id: string, body: object) =>
  oncall.post(`/v2/executions/${execution_id}/rerun`, { reason: 'The platform was down', ...body });
const startedWith = (answer: HttpAnswer) => {
  const input = temporal.started.get(answer.text('execution_id'));
  if (input === undefined) throw new Error(JSON.stringify(answer.body));
  return input;
};
const failedAt = (step_id: string, iteration = ''): Row => [step_id, null, { status: 'failed', iteration }];

describe('a re-run from the failed step', () => {
  it('takes over what is finished before it, under the keys of the interpreter, and the context as it was', async () => {
    const execution_id = await ended([...upToLoop, ...[0, 1, 2].flatMap(round), failedAt('last')]);
    const answer = await rerun(execution_id, { from_step: 'last' });
    expect(answer.status).toBe(202);
    const input = startedWith(answer);
    expect(input.reused?.from_execution_id).toBe(execution_id);
    const { 'ok/': gate, ...results } = input.reused?.results ?? {};
    expect(gate).toMatchObject({ approved: true, edits: {} });
    expect(results).toEqual({
      ...{ 'first/': seen, 'maybe/': null, 'maybe/?': false, 'name_it/': { total: 3 }, 'raise/': applied },
      ...{
        'look/0': seen,
        'look_again/0': seen,
        'look/1': seen,
        'look_again/1': seen,
        'look/2': seen,
        'look_again/2': seen,
      },
    });
    expect(input).toMatchObject({ context: { cpa: 12.5 }, mode: 'live', inputs: { days: 7 } });
    expect(answer.at('will_not_repeat')).toMatchObject([
      { step_id: 'ok', effect: 'approval' },
      { step_id: 'raise', effect: 'write' },
    ]);
    expect(answer.at('will_do')).toEqual([]);
    const people = await Promise.all(
      ['marketer', 'oncall', 'engineer'].map((name) => personOf(api.database.owner, tenant_id, name)),
    );
    expect([...input.excluded_user_ids].sort()).toEqual(people.map((each) => each.user_id).sort());
  });

  it('is linked both ways, audited with its reason, and listed as what it is', async () => {
    const execution_id = await ended([...upToLoop, failedAt('raise')]);
    const next = (await rerun(execution_id, { from_step: 'raise' })).text('execution_id');
    const shown = await oncall.get(`/v2/playbooks/executions/${next}`);
    expect([shown.at('rerun_of'), shown.at('rerun_from_step')]).toEqual([execution_id, 'raise']);
    expect((await oncall.get(`/v2/playbooks/executions/${execution_id}`)).at('reruns.0.execution_id')).toBe(next);
    const [entry] = await inTenant((tx) =>
      tx.execute(`select details from audit_log where entity_id = '${next}' and action = 'execution.requested'`),
    );
    expect(entry).toMatchObject({
      details: { rerun_of: execution_id, from_step: 'raise', reason: 'The platform was down' },
    });
  });

  it('sent twice under one key is one execution', async () => {
    const execution_id = await ended([...upToLoop, failedAt('last')]);
    const key = { 'idempotency-key': randomUUID() };
    const body = { from_step: 'last', reason: 'x' };
    const answers = [1, 2].map(() => oncall.post(`/v2/executions/${execution_id}/rerun`, body, key));
    const ids = (await Promise.all(answers))
      .filter((each) => each.status === 202)
      .map((each) => each.at('execution_id'));
    expect(new Set(ids).size).toBe(1);
  });
});

describe('a re-run that rests on what a person said', () => {
  const asks = (answer: HttpAnswer) => {
    const { plan } = startedWith(answer);
    const writes = everyStep(plan.steps).flatMap((step) =>
      step.kind === 'action' && step.effect === 'write' ? [step.approval?.quorum ?? null] : [],
    );
    return [plan.guardrails.autonomy, ...writes];
  };

  it('asks about every write, whatever its rules let through; so does one that goes on from it', async () => {
    version_id = await deploy(source().replace('{ max_budget_change_pct: 25 }', '{ autonomy: auto }'));
    const execution_id = await ended([...upToLoop.slice(0, 3), failedAt('raise')]);
    expect(asks(await rerun(execution_id, { from_step: 'first' }))).toEqual(['auto', null]);
    const skipped = await rerun(execution_id, { from_step: 'first', skip: { first: seen } });
    expect(asks(skipped)).toEqual(['propose', 1]);
    const second = skipped.text('execution_id');
    await inTenant(async (tx) => {
      await tx.update(executions).set({ status: 'failed' }).where(eq(executions.execution_id, second));
      const done = { kind: 'action', status: 'completed' as const, started_at: new Date() };
      await tx.insert(stepRuns).values({ execution_id: second, step_id: 'first', output: seen, ...done });
      await tx.insert(stepRuns).values({ execution_id: second, step_id: 'maybe', output: null, ...done });
    });
    expect(asks(await rerun(second, { from_step: 'maybe' }))).toEqual(['propose', 1]);
    // One that rests on nothing but what was measured keeps its rules, however often it is run again.
    const plain = (await rerun(execution_id, { from_step: 'first' })).text('execution_id');
    await inTenant((tx) => tx.update(executions).set({ status: 'failed' }).where(eq(executions.execution_id, plain)));
    expect(asks(await rerun(plain, { from_step: 'first' }))).toEqual(['auto', null]);
  });
});

describe('a re-run from a loop', () => {
  it('repeats only failed rounds, and of those only what failed and comes after it', async () => {
    const broken: readonly Row[] = [['look', seen, { iteration: '1' }], failedAt('look_again', '1')];
    const execution_id = await ended([...upToLoop, ...round(0), ...broken, ...round(2), failedAt('last')]);
    const reused = async (from_step: string) =>
      Object.keys(startedWith(await rerun(execution_id, { from_step })).reused?.results ?? {})
        .filter((key) => key.startsWith('look'))
        .sort();
    expect(await reused('each')).toEqual(['look/0', 'look/2', 'look_again/0', 'look_again/2']);
    expect(await reused('look_again')).toEqual(['look/0', 'look/1', 'look/2', 'look_again/0', 'look_again/2']);
  });

  it('of which every round is finished repeats them all', async () => {
    const execution_id = await ended([...upToLoop, ...round(0), ...round(1)]);
    const { reused } = startedWith(await rerun(execution_id, { from_step: 'each' }));
    expect(Object.keys(reused?.results ?? {}).filter((key) => key.startsWith('look'))).toEqual([]);
  });
});

describe('a write that was applied', () => {
  it('before the step is never applied again; after it, it plans anew and asks', async () => {
    const execution_id = await ended([...upToLoop, failedAt('last')]);
    const answer = await rerun(execution_id, { from_step: 'ok' });
    expect(startedWith(answer).reused?.results).not.toHaveProperty('raise/');
    expect(answer.at('will_do')).toEqual([
      { step_id: 'ok', effect: 'approval', note: 'people are asked again' },
      { step_id: 'raise', effect: 'write', note: 'plans against the live state as it is then, and asks again' },
    ]);
  });

  it('and undone since is no result to build on', async () => {
    const execution_id = await ended([...upToLoop.slice(0, -1), failedAt('last')]);
    await inTenant(async (tx) => {
      const change_set = budgetChange(campaign_id);
      const [change] = change_set.changes;
      if (change === undefined) throw new Error('no change');
      const id = await recordChangeSet(tx, {
        ...{ execution_id, step_id: 'raise', iteration: '', action_id: 'A', params: {}, plan_digest: 'd', change_set },
        ...{ grant_kind: 'policy', approval_id: null },
      });
      const intent_id = randomUUID();
      await tx
        .insert(writeIntents)
        .values({ intent_id, change_set_id: id, campaign_id, change, idempotency_key: intent_id });
      await tx.insert(receipts).values({
        ...{ intent_id, change_set_id: id, execution_id, campaign_id, change, inverse: change, applied_at: new Date() },
        ...{ settled_by: 'answer_and_read_back', undone_by_execution_id: randomUUID() },
      });
      const output = { ...applied, change_set_id: id };
      const row = { execution_id, step_id: 'raise', phase: 'apply', kind: 'action', status: 'completed' } as const;
      await tx.insert(stepRuns).values({ ...row, output, started_at: new Date() });
    });
    const refused = await rerun(execution_id, { from_step: 'last' });
    expect([refused.at('code'), refused.at('details.step_id')]).toEqual(['RERUN_NOT_POSSIBLE', 'raise']);
    expect((await rerun(execution_id, { from_step: 'raise' })).status).toBe(202);
  });
});

describe('other inputs', () => {
  it('make gates of their own ask again, and are refused after a loop over them or for another campaign', async () => {
    const execution_id = await ended([...upToLoop, ...round(0), failedAt('last')]);
    const edited = startedWith(await rerun(execution_id, { from_step: 'raise', inputs: { days: 9 } }));
    expect(edited.inputs).toMatchObject({ days: 9, campaign_id });
    expect(Object.keys(edited.reused?.results ?? {})).toEqual(['first/', 'maybe/', 'maybe/?', 'name_it/']);
    const refused = [
      await rerun(execution_id, { from_step: 'last', inputs: { days: 9 } }),
      await rerun(execution_id, { from_step: 'raise', inputs: { campaign_id: other_campaign } }),
      await rerun(execution_id, { from_step: 'raise', inputs: { colour: 1 } }),
    ];
    expect(refused.map((each) => each.at('code'))).toEqual([
      'RERUN_NOT_POSSIBLE',
      'RERUN_NOT_POSSIBLE',
      'EXECUTION_INPUT_INVALID',
    ]);
  });
});

describe('a skipped step', () => {
  it('has the value that was given, if that is what the step gives', async () => {
    const execution_id = await ended([...upToLoop, failedAt('last')]);
    const skip = (values: object) => rerun(execution_id, { from_step: 'raise', skip: values });
    const unapplied = { applied: false, change_set: null, change_set_id: null, receipts: [] };
    const good = await skip({ last: seen, raise: unapplied, 'look/1': seen });
    expect(startedWith(good).reused?.results).toMatchObject({ 'last/': seen, 'raise/': unapplied, 'look/1': seen });
    expect(good.at('will_do')).toEqual([]);
    const refused = await Promise.all([
      skip({ last: { changes: 'none' } }),
      skip({ raise: applied }),
      skip({ first: seen }),
      skip({ look: seen }),
      skip({ each: [] }),
      skip({ none: 1 }),
    ]);
    expect(refused.map((each) => each.at('code'))).toEqual([
      ...['REQUEST_INVALID', 'REQUEST_INVALID', 'RERUN_NOT_POSSIBLE', 'RERUN_NOT_POSSIBLE'],
      ...['RERUN_NOT_POSSIBLE', 'RERUN_NOT_POSSIBLE'],
    ]);
    const gate = await rerun(execution_id, { from_step: 'ok', skip: { ok: { approved: true } } });
    expect([gate.at('code'), gate.at('details.step_id')]).toEqual(['RERUN_NOT_POSSIBLE', 'ok']);
  });
});

describe('a re-run is refused', () => {
  it('from a step that is not there or was not reached, of a result that was not stored, and while it still runs', async () => {
    const execution_id = await ended([...upToLoop, failedAt('raise')]);
    const unstored = await ended([['first', null], failedAt('name_it')]);
    const refused = [
      await rerun(execution_id, { from_step: 'none' }),
      await rerun(execution_id, { from_step: 'last' }),
      await rerun(unstored, { from_step: 'name_it' }),
      await rerun(await ended(upToLoop, { status: 'running' }), { from_step: 'raise' }),
    ];
    expect(refused.map((each) => [each.at('code'), each.at('details.step_id')])).toEqual([
      ['RERUN_NOT_POSSIBLE', 'none'],
      ['RERUN_NOT_POSSIBLE', 'last'],
      ['RERUN_NOT_POSSIBLE', 'first'],
      ['RERUN_NOT_POSSIBLE', 'raise'],
    ]);
    expect((await (await api.as('marketer')).post(`/v2/executions/${execution_id}/rerun`, {})).status).toBe(403);
  });

  it('with the newest version when that no longer has what is reused; with an added step it runs', async () => {
    const execution_id = await ended([...upToLoop, failedAt('last')]);
    const extra = '  - { id: very_last, set: { done: true } }\n';
    await deploy(source(extra));
    const newest = startedWith(await rerun(execution_id, { from_step: 'last', version: 'latest' }));
    expect(newest.plan.steps.at(-1)?.id).toBe('very_last');
    // What people said yes to was another plan.
    expect(newest.reused?.results).not.toHaveProperty('ok/');
    await deploy(source().replace('id: name_it, set', 'id: named, set'));
    const refused = await rerun(execution_id, { from_step: 'last', version: 'latest' });
    expect([refused.at('code'), refused.at('details.step_id')]).toEqual(['RERUN_NOT_POSSIBLE', 'name_it']);
    expect(startedWith(await rerun(execution_id, { from_step: 'last' })).plan.steps.at(-1)?.id).toBe('last');
  });
});
