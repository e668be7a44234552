import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runMbi } from '../../tests/harness/command-line.ts';

/** What each call of the API answers; a test puts its own answers in. */
const answers = new Map<string, readonly [number, unknown]>();
const asked: { readonly call: string; readonly body: string }[] = [];
const server = createServer(async (request, response) => {
  const call = `${request.method} ${request.url}`;
  asked.push({ call, body: await text(request) });
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

describe('mbi costs', () => {
  const group = { cost: 0.5, saved: 0.1, calls: 10, cached: 2, failed: 1, tokens: 9000 };
  const report = {
    ...{ period: { start: '2026-03-01', end: '2026-03-31' }, total_cost: 1.5, total_calls: 10 },
    ...{ avg_cost_per_call: 0.15, cost_per_execution: 0.3, by_operation: { critique: group } },
    ...{ saved_by_cache: 0.2, saved_by_batch: 0.05 },
    ...{ by_model: { 'model-a': group }, projection: { recommendations: 12_000, total_usd: 432.1 } },
  };

  it('shows a range of days by operation and model, and what a month would cost', async () => {
    answers.set('GET /v2/costs?campaigns=50&start=2026-03-01&end=2026-03-31', [200, report]);
    const ran = await mbi('costs', '--from', '2026-03-01', '--to', '2026-03-31', '--campaigns', '50');
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain('2026-03-01 to 2026-03-31: $1.50000 for 10 calls');
    expect(ran.out).toMatch(/critique +10 +2 +1 +9000 +0\.50000/);
    expect(ran.out).toMatch(/model-a +10/);
    expect(ran.out).toContain('$432.10 a month for 12000 recommendations');
    expect(ran.out).toContain('Saved: $0.20000 by earlier answers, $0.05000 by batches');
  });

  it('asks for what the server takes as usual when no days are named, and prints the answer as it is', async () => {
    answers.set('GET /v2/costs?campaigns=100', [200, report]);
    const ran = await mbi('costs', '--json');
    expect(JSON.parse(ran.out)).toEqual(report);
  });
});

describe('mbi collectors list', () => {
  const collector = (status: string | null, more: object = {}) => ({
    ...{ collector_name: 'competitors', status, last_check: null, response_time_ms: null, error_message: null },
    ...{ recent: [true, false, true], ...more },
  });

  it.each([
    ['healthy', 0],
    ['degraded', 0],
    [null, 0],
    ['down', 1],
  ] as const)('with a collector that is %s ends with %d', async (status, code) => {
    answers.set('GET /v2/collectors', [200, { data: [collector('healthy'), collector(status)] }]);
    const ran = await mbi('collectors', 'list');
    expect(ran.code).toBe(code);
    expect(ran.out).toContain('2 of 3');
    expect(ran.out).toContain(status ?? 'not looked at yet');
  });
});

describe('mbi knowledge list', () => {
  const document = {
    ...{ document_id: 'd1', source_key: 'returns.md', version: 1, kind: 'policy_note', title: 'Returns' },
    ...{ status: 'failed', superseded: false, passages: 0, error_code: 'KNOWLEDGE_UNREADABLE' },
  };

  it('narrows by kind and state, and says what is wrong with a document', async () => {
    const page = { data: [document], next_cursor: null };
    answers.set('GET /v2/knowledge/documents?limit=200&kind=policy_note&status=failed', [200, page]);
    const ran = await mbi('knowledge', 'list', '--kind', 'policy_note', '--status', 'failed');
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('KNOWLEDGE_UNREADABLE')]);
  });
});

describe('mbi eval compare', () => {
  const compared = {
    ...{ agreement_change_points: -6, top1_change_points: 2, regret_change_points: null, ece_change: 0.01 },
    ...{ cost_change_pct: null, newly_failed: ['gc-03'], newly_passed: ['gc-09'], regression: true },
  };

  it.each([
    [true, 1, 'A regression.'],
    [false, 0, 'No regression.'],
  ])('with a regression %j ends with %d', async (regression, code, words) => {
    answers.set('GET /api/v1/evaluations/compare?before=a&after=b', [200, { ...compared, regression }]);
    const ran = await mbi('eval', 'compare', 'a', 'b');
    expect([ran.code, ran.out]).toEqual([code, expect.stringContaining(words)]);
    expect(ran.out).toContain('agreement -6 points');
    expect(ran.out).toContain('top-1 cause +2 points');
    expect(ran.out).toContain('regret unknown');
    expect(ran.out).toContain('fails now: gc-03');
    expect(ran.out).toContain('passes now: gc-09');
  });
});

describe('a server that refuses', () => {
  it.each([[['costs']], [['collectors', 'list']], [['knowledge', 'list']], [['eval', 'compare', 'a', 'b']]])(
    'is told of in its own words: mbi %j',
    async (words) => {
      const refusal = {
        ...{ title: 'Forbidden', code: 'FORBIDDEN', status: 403, detail: 'Your roles do not allow it.' },
        ...{ fix: 'Ask an administrator.', traceId: 't1' },
      };
      const calls = [
        ...['/v2/costs?campaigns=100', '/v2/collectors', '/v2/knowledge/documents?limit=200'],
        '/api/v1/evaluations/compare?before=a&after=b',
      ];
      for (const path of calls) answers.set(`GET ${path}`, [403, refusal]);
      const ran = await mbi(...words);
      expect(ran.code).not.toBe(0);
      expect(ran.err).toContain('Your roles do not allow it.');
      expect(`${ran.out}${ran.err}`).not.toContain('mbi_live_key');
    },
  );
});
