import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EvaluationMetrics } from '../../contracts/evaluation-run.ts';
import { runMbi } from '../../tests/harness/command-line.ts';
import { comparisonTable } from './prompts/compare.ts';

/** What each call of the API answers; a test puts its own answers in. */
const answers = new Map<string, readonly [number, unknown]>();
const asked: { readonly call: string; readonly body: string }[] = [];
const server = createServer(async (request, response) => {
  const call = `${request.method} ${request.url}`;
  asked.push({ call, body: await text(request) });
  if (request.url?.endsWith('/events')) return response.end('event: end\ndata: {}\n\n');
  const [status, body] = answers.get(call) ?? [404, { message: `no answer for ${call}` }];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answers.clear();
  asked.length = 0;
});
const mbi = (...words: readonly string[]) =>
  runMbi(words, { environment: { MBI_API_URL: url, MBI_API_KEY: 'mbi_live_key' } });

type Change = Partial<Omit<EvaluationMetrics, 'figures'>> & { readonly ece?: number | null };

function metrics({ ece = 0.03, ...more }: Change = {}): EvaluationMetrics {
  return {
    ...{ agreement_rate: 92, passed_count: 23, total_count: 25, per_kind: [], workflows: [], calibration: [] },
    figures: {
      ...{ cases: 25, agreement: 0.92, top1_cause: 0.9, action_regret: null, best_value: null, abstention: null },
      ...{ false_positive_rate: null, acts_on_noise: null, ece },
    },
    ...{ latency_p50_ms: 5, latency_p95_ms: 12, cost_usd: 0.25, cost_per_recommendation_usd: 0.01 },
    ...{ critical_failures: 0, gates: [], answered_by: 'rules', judge: null, prompt: null, outcome: null, seed: null },
    ...more,
  };
}
let serial = 0;
const run = (git_commit: string | null, change: Change = {}, prompt_version: string | null = null) => {
  serial += 1;
  return {
    ...{ id: `run-${serial}`, git_commit, prompt_version, run_at: `2026-11-0${serial % 9}T00:00:00Z` },
    metrics: metrics(change),
  };
};
const kept = (golden: readonly object[], generated: readonly object[] = []) => {
  answers.set('GET /api/v1/evaluations?run_type=golden_set&limit=100', [200, { data: golden }]);
  answers.set('GET /api/v1/evaluations?run_type=generated&limit=100', [200, { data: generated }]);
};

describe('mbi deploy check', () => {
  it('allows a release that is as good as the one before, and says which runs it looked at', async () => {
    kept([run('new'), run('new', { agreement_rate: 10 }), run('old')]);
    const told = await mbi('deploy', 'check');
    expect([told.code, told.out]).toEqual([0, expect.stringContaining('It may be deployed.')]);
    expect(told.out).toMatch(/golden_set: run-\d+ of new against run-\d+ of old/);
    expect(told.out).toContain('pass  golden_set cost_per_recommendation_usd: 0.01 (≤ 0.012)');
  });

  it.each<[string, Change, string]>([
    ['agreement under 70 %', { agreement_rate: 69.9 }, 'agreement_rate: 69.9 (≥ 70)'],
    ['a critical failure', { critical_failures: 1 }, 'critical_failures: 1 (≤ 0)'],
    ['30 seconds and more', { latency_p95_ms: 30_001 }, 'latency_p95_ms: 30001 (≤ 30000)'],
    ['no latency known', { latency_p95_ms: null }, 'latency_p95_ms: unknown (≤ 30000)'],
    ['more than a fifth dearer', { cost_per_recommendation_usd: 0.0121 }, 'usd: 0.0121 (≤ 0.012)'],
    ['a confidence that means less', { ece: 0.031 }, 'ece: 0.031 (≤ 0.03)'],
  ])('stops %s with exit code 1 and the figure', async (_, change, line) => {
    kept([run('new', change), run('old')]);
    const told = await mbi('deploy', 'check');
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^FAIL {2}golden_set /m);
    expect(told.out).toContain(line);
    expect(told.out).toContain('It must not be deployed: 1 missed.');
  });

  it('compares the first release with nothing, and holds it to what needs no other', async () => {
    kept([run('new', { ece: 0.5, cost_per_recommendation_usd: 9 })]);
    const told = await mbi('deploy', 'check', '--json');
    expect(told.code).toBe(0);
    const found = JSON.parse(told.out);
    expect(found).toMatchObject({ allowed: true, compared: [{ part: 'golden_set', before: null }] });
    expect(found.criteria).toHaveLength(3);
  });

  it('takes the run before where commits are not known', async () => {
    kept([run(null, { ece: 0.06 }), run(null, { ece: 0.05 }), run(null, { ece: 0.09 })]);
    expect((await mbi('deploy', 'check')).out).toContain('FAIL  golden_set ece: 0.06 (≤ 0.05)');
  });

  it('never takes the trial of a prompt for a release', async () => {
    kept([run('new', { agreement_rate: 1 }, 'signal_analysis:v3'), run('new'), run('old')]);
    expect((await mbi('deploy', 'check')).code).toBe(0);
  });

  it('looks at generated cases, too, against those of the same seed', async () => {
    const seeded = (git_commit: string, seed: string, ece: number) => run(git_commit, { seed, ece });
    kept([run('new'), run('old')], [seeded('new', 'a', 0.04), seeded('old', 'b', 0.01), seeded('old', 'a', 0.03)]);
    const told = await mbi('deploy', 'check');
    expect([told.code, told.out]).toEqual([1, expect.stringContaining('FAIL  generated ece: 0.04 (≤ 0.03)')]);
  });

  it('allows nothing that nobody evaluated', async () => {
    kept([], [run('new')]);
    expect(await mbi('deploy', 'check')).toMatchObject({
      ...{ code: 3, err: expect.stringContaining('Nothing was ever evaluated') },
    });
  });

  describe('on files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mbi-check-'));
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const results = (name: string, change: Change, generated: Change = {}) =>
      file(
        name,
        JSON.stringify({
          golden: { dataset_version: 'golden-2', metrics: metrics(change) },
          generated: [{ dataset_version: 'market-1/a/210', metrics: metrics(generated) }],
        }),
      );

    it('needs no server, and compares the parts that both have', async () => {
      const [now, before] = [results('now.json', {}, { ece: 0.05 }), results('before.json', {}, { ece: 0.04 })];
      const told = await mbi('deploy', 'check', '--results', now, '--before', before);
      expect([told.code, told.out]).toEqual([1, expect.stringContaining('FAIL  market-1/a/210 ece: 0.05 (≤ 0.04)')]);
      expect((await mbi('deploy', 'check', '--results', before, '--before', now)).code).toBe(0);
      expect((await mbi('deploy', 'check', '--results', now)).code).toBe(0);
      expect(asked).toEqual([]);
    });

    it.each([
      ['is missing', 'nowhere.json', null],
      ['is no JSON', 'text.json', 'no JSON'],
      ['holds something else', 'other.json', '{"agreement_rate": 92}'],
    ])('calls it wrong usage when one %s', async (_, name, content) => {
      const path = content === null ? join(folder, name) : file(name, content);
      const told = await mbi('deploy', 'check', '--results', path);
      expect([told.code, told.err]).toEqual([2, expect.stringContaining(name)]);
    });
  });
});

describe('mbi prompts compare', () => {
  const version = {
    ...{ key: 'v2', evaluation_run_id: 'run-a', score: 0.8, top1_cause: 0.75, valid_answers: 1, unsupported: 0 },
    ...{ judge_score: null, input_tokens: 1200, output_tokens: 300, cost_usd: 0.0123, latency_p50_ms: 4000 },
    ...{ answered_by: 'model: small-1', kept: 0, troubles: [{ code: 'LLM_REFUSED', cases: 2 }] },
    latency_p95_ms: 12_000,
  };
  const other = { ...version, key: 'v3', evaluation_run_id: 'run-b', score: 0.84, judge_score: 4.25, top1_cause: null };
  const post = 'POST /api/v1/evaluations/prompt-comparisons';
  const ended = (more: object) => {
    answers.set(post, [202, { execution_id: 'e1' }]);
    const execution = {
      ...{ execution_id: 'e1', status: 'completed', error_code: null, error_message: null, recommendation_id: null },
      ...{ steps: [], approvals: [], temporal_url: null, ...more },
    };
    answers.set('GET /v2/playbooks/executions/e1', [200, execution]);
  };
  const compare = (...more: readonly string[]) =>
    mbi('prompts', 'compare', 'signal_analysis', '--from', 'v2', '--to', 'v3', ...more);

  it('shows both versions side by side and which one to use', async () => {
    const output = { winner: 'v3', verdict: 'v2 80.0 %, v3 84.0 %: v3 is better', versions: [version, other] };
    ended({ steps: [{ step_id: 'run', phase: 'run', output }] });
    const told = await compare('--model', 'small-1', '--most', '5', '--judge');
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/right +80\.0 % +84\.0 %/);
    expect(told.out).toContain('v3 is better.');
    const body = asked.find(({ call }) => call === post)?.body ?? '';
    expect(JSON.parse(body)).toEqual({
      ...{
        prompt_name: 'signal_analysis',
        from: 'v2',
        to: 'v3',
        judge: true,
        refresh: false,
        model: 'small-1',
        most: 5,
      },
    });
    expect(JSON.parse((await compare('--json')).out)).toMatchObject({ winner: 'v3' });
  });

  it('without a model says so with its code, and exits with 3', async () => {
    ended({
      status: 'failed',
      error_code: 'EVALUATION_NEEDS_MODEL',
      error_message: 'no language model is configured.',
    });
    const told = await compare();
    expect([told.code, told.err]).toEqual([3, expect.stringContaining('EVALUATION_NEEDS_MODEL: no language model')]);
  });

  it('knows no other set, and asks nobody for one', async () => {
    const told = await compare('--set', 'silver');
    expect([told.code, told.err]).toEqual([2, expect.stringContaining('there is: golden')]);
    expect(asked).toEqual([]);
  });

  it.each([
    ['right', '80.0 %', '84.0 %'],
    ['cause right', '75.0 %', '–'],
    ['valid answers', '100.0 %', '100.0 %'],
    ['judge, of 5', 'not asked', '4.25'],
    ['not usable', '2 LLM_REFUSED', '2 LLM_REFUSED'],
    ['answered by', 'small-1', 'small-1'],
    ['tokens in', '1200', '1200'],
    ['cost USD', '0.0123', '0.0123'],
    ['p95', '12.0 s', '12.0 s'],
    ['run', 'run-a', 'run-b'],
  ])('has a row of %s, with a dash or a word for what is not known', (name, one, two) => {
    const row = comparisonTable([version, other])
      .split('\n')
      .find((line) => line.startsWith(`${name} `));
    expect(row?.split(/\s{2,}/)).toEqual([name, one, two]);
  });
});
