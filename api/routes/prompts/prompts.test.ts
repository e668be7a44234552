import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPromptRegistry } from '../../../activities/llm/prompts/index.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let engineer: HttpClient;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  [engineer, viewer] = await Promise.all([api.as('engineer'), api.as('viewer')]);
});
afterAll(() => api?.stop());
beforeEach(async () => {
  await api.database.owner.sql`truncate prompt_experiments, evaluation_runs, llm_calls cascade`;
});

const tenant_id = demoTenants[0]?.tenant_id;
const registry = createPromptRegistry();
const body = async (path: string, who = viewer) => JSON.parse(JSON.stringify((await who.get(path)).body));
const wanted = (more: object = {}) => ({
  prompt_name: 'signal_analysis',
  version_a: 'v2',
  version_b: 'v3',
  share_b_pct: 25,
  ...more,
});
const start = (more: object = {}) => engineer.post('/v2/prompt-experiments', wanted(more));
const end = (id: string, word: string) => engineer.post(`/v2/prompt-experiments/${id}/${word}`, {});
const deciding = async (name = 'signal_analysis', who = viewer) =>
  (await body('/v2/prompts', who)).data.find((each: { name: string }) => each.name === name).experiment;

describe('the prompts of this release', () => {
  it('are all listed, with the version in use among theirs', async () => {
    const { data } = await body('/v2/prompts');
    expect(data.map((each: { name: string }) => each.name)).toEqual([...registry.names()]);
    for (const { name, latest, versions, experiment } of data) {
      expect(versions).toEqual(registry.listVersions(name).map((each) => each.key));
      expect(versions).toContain(latest);
      expect(experiment).toBeNull();
    }
  });

  it.each(registry.names().map((name) => [name]))(
    'show %s as it is in its file, oldest version first, one of them in use',
    async (name) => {
      const { versions } = await body(`/v2/prompts/${name}`);
      expect(versions).toHaveLength(registry.listVersions(name).length);
      expect(versions.filter((each: { latest: boolean }) => each.latest)).toEqual([
        expect.objectContaining({ key: registry.latestOf(name) }),
      ]);
      for (const shown of versions) {
        const { digest, prompt, question, changelog } = registry.getPrompt(name, shown.key);
        expect(shown).toMatchObject({
          digest,
          prompt,
          question,
          changelog,
          performance: { calls: 0, cost_usd: 0, failed: 0, runs: [] },
        });
      }
    },
  );

  it.each(['nothing', 'SIGNAL_ANALYSIS', '..%2Fcritique'])('are not known as %s', async (name) => {
    const answer = await viewer.get(`/v2/prompts/${name}`);
    expect([answer.status, answer.at('code')]).toEqual([404, 'PROMPT_UNKNOWN']);
  });
});

describe('how a version of a prompt did', () => {
  const call = (more: object = {}) => {
    const row = {
      ...{
        tenant_id,
        call_id: randomUUID(),
        model: 'm',
        task: 'critique',
        prompt_hash: 'p',
        prompt_name: 'signal_analysis',
      },
      ...{
        prompt_version: 'v2',
        input_tokens: 1,
        output_tokens: 1,
        cost_usd: 0.01,
        latency_ms: 1,
        status: 'answered',
        ...more,
      },
    };
    return api.database.owner.sql`insert into llm_calls ${api.database.owner.sql(row)}`;
  };
  const run = (prompt_version: string, more: object = {}) => {
    const row = {
      tenant_id,
      run_type: 'golden_set',
      prompt_version,
      total_examples: 10,
      passed_examples: 8,
      triggered_by: 'test',
      metrics: '{}',
      ...more,
    };
    return api.database.owner.sql`insert into evaluation_runs ${api.database.owner.sql(row)}`;
  };
  const performance = async (key: string, who = viewer) =>
    (await body('/v2/prompts/signal_analysis', who)).versions.find((each: { key: string }) => each.key === key)
      .performance;

  it('is its own calls: how many, how many failed, and what they cost', async () => {
    await call();
    await call({ status: 'LLM_REFUSED', cost_usd: 0 });
    await call({ prompt_version: 'v3', cost_usd: 5 });
    await call({ prompt_name: 'critique', cost_usd: 7 });
    expect(await performance('v2')).toMatchObject({ calls: 2, failed: 1, cost_usd: expect.closeTo(0.01, 9) });
    expect(await performance('v3')).toMatchObject({ calls: 1, failed: 0, cost_usd: 5 });
    expect(await performance('v1')).toMatchObject({ calls: 0 });
  });

  it.each(['signal_analysis:v2', 'signal_analysis v2', 'signal_analysis/v2'])(
    'has the evaluations that name it %s',
    async (named) => {
      await run(named);
      await run('critique:v2');
      await run('signal_analysis:v22');
      expect(await performance('v2')).toMatchObject({
        runs: [{ run_type: 'golden_set', total_examples: 10, passed_examples: 8 }],
      });
    },
  );

  it('is not told to another company', async () => {
    await call();
    await run('signal_analysis:v2');
    expect(await performance('v2', await api.as('viewer', 1))).toMatchObject({ calls: 0, runs: [] });
  });
});

describe('an experiment with a prompt', () => {
  it.each([
    ['a share below nothing', { share_b_pct: -1 }, 400],
    ['a share of more than all', { share_b_pct: 101 }, 400],
    ['half a percent', { share_b_pct: 0.5 }, 400],
    ['a prompt that there is not', { prompt_name: 'nothing' }, 404],
    ['a first version that there is not', { version_a: 'v9' }, 404],
    ['a second version that there is not', { version_b: 'v9' }, 404],
    ['a field that there is not', { colour: 'red' }, 400],
  ])('is refused with %s', async (_, odd, status) => {
    expect((await start(odd)).status).toBe(status);
    expect(await deciding()).toBeNull();
  });

  it.each([0, 100])('may give %d %% of the campaigns to the new version', async (share_b_pct) => {
    expect(await start({ share_b_pct })).toMatchObject({ status: 201 });
    expect(await deciding()).toMatchObject({ status: 'running', share_b_pct });
  });

  it('decides for its own prompt alone, beside one with another', async () => {
    await start();
    expect(await deciding('critique')).toBeNull();
    expect((await start({ prompt_name: 'critique', version_a: 'v1', version_b: 'v1' })).status).toBe(201);
  });

  it('is begun once by a request that is sent twice', async () => {
    const key = { 'idempotency-key': `try-${randomUUID()}` };
    const both = [
      await engineer.post('/v2/prompt-experiments', wanted(), key),
      await engineer.post('/v2/prompt-experiments', wanted(), key),
    ];
    expect(both.map((each) => each.status)).toEqual([201, 201]);
    expect((await body('/v2/prompt-experiments')).data).toHaveLength(1);
  });

  it('that ran gives way to a new one; promoted, it decides until it is taken back', async () => {
    const first = (await start()).text('prompt_experiment_id');
    await end(first, 'stop');
    const second = (await start()).text('prompt_experiment_id');
    expect(await deciding()).toMatchObject({ prompt_experiment_id: second, status: 'running' });
    await end(second, 'promote');
    expect(await deciding()).toMatchObject({
      prompt_experiment_id: second,
      status: 'promoted',
      ended_by_email: expect.stringContaining('engineer'),
    });
    await end(second, 'stop');
    expect(await deciding()).toBeNull();
    expect((await body('/v2/prompt-experiments')).data.map((each: { status: string }) => each.status)).toEqual([
      'stopped',
      'stopped',
    ]);
  });

  it('is begun and ended by engineers, and both stand in the audit log', async () => {
    const id = (await start()).text('prompt_experiment_id');
    for (const word of ['promote', 'stop'])
      expect((await viewer.post(`/v2/prompt-experiments/${id}/${word}`, {})).status).toBe(403);
    await end(id, 'promote');
    await end(id, 'stop');
    const rows = await api.database.owner.sql`select action from audit_log where entity_id = ${id} order by seq`;
    expect(rows.map((row) => row.action)).toEqual([
      'prompt_experiment.started',
      'prompt_experiment.promoted',
      'prompt_experiment.stopped',
    ]);
  });

  it('of another company is neither seen, nor ended, nor in its way', async () => {
    const id = (await start()).text('prompt_experiment_id');
    const other = await api.as('engineer', 1);
    expect(await deciding('signal_analysis', other)).toBeNull();
    expect((await body('/v2/prompt-experiments', other)).data).toEqual([]);
    expect((await other.post(`/v2/prompt-experiments/${id}/stop`, {})).status).toBe(404);
    expect((await other.post('/v2/prompt-experiments', wanted())).status).toBe(201);
  });

  it.each(['promote', 'stop'])('that there is not cannot be ended by %s', async (word) => {
    expect((await end(randomUUID(), word)).status).toBe(404);
    expect((await end('no-id', word)).status).toBe(400);
  });
});
