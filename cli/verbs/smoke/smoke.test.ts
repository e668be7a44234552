import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const reportSchema = z.object({
  passed: z.boolean(),
  results: z.array(z.object({ check: z.string(), passed: z.boolean(), detail: z.string(), duration_ms: z.int() })),
});
async function smoke(url: string, key: string, ...words: string[]) {
  const environment = { MBI_API_URL: url, MBI_API_KEY: key };
  const ran = await runMbi(['smoke', '--json', ...words], { environment });
  const report = reportSchema.parse(JSON.parse(ran.out));
  const of = (check: string) => report.results.find((each) => each.check === check);
  return { code: ran.code, report, of };
}

describe('smoke against a real API', () => {
  const temporal = recordingTemporal();
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ temporal: temporal.gateway });
  });
  afterAll(() => api.stop());

  it('says of each part whether it works and how long it took', async () => {
    const { report, of } = await smoke(api.api_url, api.api_keys[0] ?? '', '--no-analysis');
    const names = ['health', 'ready', 'identity', 'campaigns', 'recommendations', 'metrics', 'back office'];
    expect(report.results.map((each) => each.check)).toEqual(names);
    for (const name of names.slice(0, 6)) expect([name, of(name)?.passed]).toEqual([name, true]);
    expect(of('health')?.detail).toBe('version 0.1.0');
    expect(of('identity')?.detail).toContain('@');
    expect([...temporal.started.values()]).toEqual([]);
  });

  it('fails with a wrong key exactly what needs one', async () => {
    const { code, report } = await smoke(api.api_url, 'mbi_live_wrong', '--no-analysis');
    expect(code).toBe(1);
    const failed = report.results.filter((each) => !each.passed).map((each) => each.check);
    expect(failed).toEqual(expect.arrayContaining(['identity', 'campaigns', 'recommendations']));
    expect(failed).not.toContain('health');
    expect(JSON.stringify(report)).not.toContain('mbi_live_wrong');
  });

  it('starts its analysis in shadow alone, and gives it up in time when nobody works', async () => {
    const { code, of } = await smoke(api.api_url, api.api_keys[0] ?? '', '--patience', '0.3');
    expect([code, of('analysis in shadow')?.passed]).toEqual([1, false]);
    expect(of('analysis in shadow')?.detail).toMatch(/still \w+ after 0.3 s/);
    expect([...temporal.started.values()].map((input) => input.mode)).toEqual(['shadow']);
  });
});

describe('smoke against what is no such service', () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
  });
  /** A service that answers every path the same. */
  async function serving(
    answers: Readonly<Record<string, readonly [number, string]>>,
    otherwise: readonly [number, string],
  ) {
    const made = createServer((request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? otherwise;
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    const address = made.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  it('fails every line, each in words, where nothing listens', async () => {
    const { code, report } = await smoke('http://127.0.0.1:9', 'key');
    expect([code, report.passed, report.results.length]).toEqual([1, false, 8]);
    for (const each of report.results)
      expect([each.passed, each.detail]).toEqual([false, expect.stringContaining('cannot be reached')]);
  });

  it('is not taken in by a page that answers 200 to everything', async () => {
    const { report } = await smoke(await serving({}, [200, '{}']), 'key');
    expect(report.results.filter((each) => each.passed)).toEqual([]);
  });

  it('names the part that is missing', async () => {
    const parts = { database: true, temporal: true, worker: false };
    const url = await serving({ '/readyz': [503, JSON.stringify({ status: 'not_ready', parts })] }, [404, '{}']);
    expect((await smoke(url, 'key')).of('ready')?.detail).toBe('Does not answer: worker.');
  });

  it.each<[string, object, RegExp]>([
    ['that has written', { status: 'running', mode: 'shadow', error_code: null, receipts: [{}] }, /has written/],
    ['that ran for real', { status: 'completed', mode: 'live', error_code: null, receipts: [] }, /has written/],
    [
      'that failed',
      { status: 'failed', mode: 'shadow', error_code: 'PLATFORM_UNAVAILABLE', receipts: [] },
      /PLATFORM_UNAVAILABLE/,
    ],
  ])('does not pass an analysis %s', async (_, execution, words) => {
    const started = JSON.stringify({ execution_id: 'e1' });
    const url = await serving(
      {
        '/v2/playbooks/campaign-health/execute': [202, started],
        '/v2/playbooks/executions/e1': [200, JSON.stringify(execution)],
      },
      [404, '{}'],
    );
    const { of } = await smoke(url, 'key', '--campaign', '1');
    expect([of('analysis in shadow')?.passed, of('analysis in shadow')?.detail]).toEqual([
      false,
      expect.stringMatching(words),
    ]);
  });
});

it('without a key it says how to give one, and asks nobody', async () => {
  const ran = await runMbi(['smoke'], { environment: { MBI_API_URL: 'http://127.0.0.1:9' } });
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toContain('MBI_API_KEY');
});
