import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedSchemas } from '../../../contracts/json-schemas.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mbi-recommend-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(content: unknown, name = 'context.json'): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const schemaOf = (name: string): object =>
  JSON.parse(publishedSchemas().find((each) => each.name === name)?.text ?? 'null');

describe('mbi recommend --context --rules', () => {
  it('needs no server, and prints a whole recommendation in the published shape', async () => {
    const ran = await runMbi(['recommend', '--context', fileOf(springSale()), '--rules', '--json']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    const printed: unknown = JSON.parse(ran.out);
    expect(
      new Ajv2020({ strict: false, validateFormats: false }).compile(schemaOf('recommendation.schema.json'))(printed),
    ).toBe(true);
    const made = recommendationSchema.parse(printed);
    expect(made).toMatchObject({
      ...{ campaign_id: 'spring-sale', recommended_workflow: 'Bid Adjustment', root_cause: 'auction_pressure' },
      typed_action: {
        ...{ workflow: 'Bid Adjustment', direction: 'increase', change_pct: 15, current_bid: 2.5, target_bid: 2.88 },
      },
      ...{ degraded: true, model_version: 'rules-3', prompt_version: null, iteration_count: 1 },
      ...{ critique: { by: ['rules'] }, validation: { checks: expect.anything() } },
    });
    expect(made.generated_at).not.toBeNull();
  });

  it('takes what the published schema of a context takes, the six keys alone too', async () => {
    const least = {
      ...{ campaign_id: 'c1', campaign_metrics: null, creative_metrics: [], competitor_signals: null },
      ...{ audience_analytics: null, historical_patterns: null },
    };
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(
      schemaOf('campaign-context.schema.json'),
    );
    expect(check(least)).toBe(true);
    const ran = await runMbi(['recommend', '--context', fileOf(least), '--rules', '--json']);
    expect(ran.code).toBe(0);
    expect(recommendationSchema.parse(JSON.parse(ran.out))).toMatchObject({
      ...{ recommended_workflow: 'Continue Monitoring', action: { kind: 'none' }, root_cause: 'insufficient_data' },
    });
  });

  it('reads the context from stdin, and says for people what to do and why', async () => {
    const ran = await runMbi(['recommend', '--context', '-', '--rules'], { stdin: JSON.stringify(springSale()) });
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Spring Sale 2026: Bid Adjustment');
    expect(ran.out).toContain('from 2.50 USD to 2.88 USD');
    expect(ran.out).toContain('Not chosen');
    expect(ran.out).toContain('Confidence: ');
  });

  it.each([
    [
      'a share over one',
      { campaign_id: 'c', campaign_metrics: { campaign_id: 'c', ctr: 3 } },
      'campaign_metrics.ctr',
      '3',
    ],
    ['no campaign', { campaign_metrics: null }, 'campaign_id', 'nothing'],
    ['another type', { campaign_id: 'c', creative_metrics: 'none' }, 'creative_metrics', '"none"'],
    ['confidence of a text', [1, 2], 'the whole file', '[1,2]'],
  ])('refuses %s, and names the field, what was found, and how to mend it', async (_, context, path, found) => {
    const ran = await runMbi(['recommend', '--context', fileOf(context), '--rules', '--json']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('CONTEXT_INVALID');
    expect(ran.err).toContain(`${path}: expected `);
    expect(ran.err).toContain('docs/campaign-context.schema.json');
    expect(JSON.parse(ran.out)).toMatchObject({ code: 'CONTEXT_INVALID', faults: [{ path, found }] });
  });

  it('refuses what is no JSON, what is not there, and two wishes at once', async () => {
    expect((await runMbi(['recommend', '--context', fileOf('{"campaign_id":'), '--rules'])).err).toContain(
      'expected JSON',
    );
    expect(await runMbi(['recommend', '--context', join(folder, 'gone.json'), '--rules'])).toMatchObject({ code: 2 });
    expect(await runMbi(['recommend', 'c1', '--context', fileOf(springSale())])).toMatchObject({ code: 2 });
    expect(await runMbi(['recommend'])).toMatchObject({ code: 2 });
  });
});

describe('mbi recommend --context', () => {
  it('falls back to the rules where no server can be reached, and says so', async () => {
    const environment = { MBI_API_URL: 'http://127.0.0.1:1', MBI_API_KEY: 'key' };
    for (const setting of [{ environment }, {}]) {
      const ran = await runMbi(['recommend', '--context', fileOf(springSale()), '--json'], setting);
      expect(ran.code).toBe(0);
      expect(ran.err).toContain('No server could be reached');
      expect(recommendationSchema.parse(JSON.parse(ran.out)).degraded).toBe(true);
    }
  });
});

describe('mbi recommend CAMPAIGN', () => {
  let server: Server;
  let url = '';
  const asked: unknown[] = [];
  let replayed: object | null = null;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        asked.push({ path: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) });
        if (replayed !== null) {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(replayed));
          return;
        }
        response.writeHead(404, { 'content-type': 'application/problem+json' });
        const problem = { title: 'No such campaign', detail: 'None.', code: 'CAMPAIGN_NOT_FOUND', fix: 'Look.' };
        response.end(JSON.stringify({ ...problem, traceId: 't' }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => server.close());

  it('hands its wishes to the API, and gives the problem of the API as it is', async () => {
    const environment = { MBI_API_URL: url, MBI_API_KEY: 'key' };
    const words = ['recommend', 'c1', '--force-refresh', '--prompt-version', 'critique=1.1', '--model', 'stand-in'];
    const ran = await runMbi(words, { environment });
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('CAMPAIGN_NOT_FOUND')]);
    expect(asked).toEqual([
      {
        path: '/api/v1/recommendations/analyze',
        body: { campaign_id: 'c1', force_refresh: true, prompt_version: 'critique=1.1', model: 'stand-in' },
      },
    ]);
  });

  it('with --replay tells what the rules of today make of it; what is different is a finding', async () => {
    const environment = { MBI_API_URL: url, MBI_API_KEY: 'key' };
    const words = ['recommend', '--replay', 'r1'];
    const cause = { field: 'root_cause', same: true, recommended: 'no_change', now: 'no_change' };
    replayed = {
      outcome: 'same',
      rules_version: { recommended: 'rules-3', now: 'rules-3' },
      fields: [cause],
      objections: 0,
    };
    expect(await runMbi(words, { environment })).toEqual({
      ...{ code: 0, out: 'The same in all 1 fields (rules-3).\n', err: '' },
    });
    expect(asked.at(-1)).toEqual({ path: '/v2/recommendations/r1/replay', body: {} });
    const other = { ...cause, same: false, now: 'creative_fatigue' };
    const risk = { field: 'expected_effect', same: false, recommended: null, now: { metric: 'cpa' } };
    replayed = { ...replayed, outcome: 'different', fields: [other, risk], objections: 2 };
    replayed = { ...replayed, rules_version: { recommended: 'rules-2', now: 'rules-3' } };
    const ran = await runMbi(words, { environment });
    expect(ran.code).toBe(1);
    expect(ran.out.split('\n')).toEqual([
      ...['2 of 2 fields are different (rules-2, now rules-3).', 'root cause', '  then: no_change'],
      ...['  now:  creative_fatigue', 'expected effect', '  then: null', '  now:  {"metric":"cpa"}'],
      ...['Left out: 2 objections of models, which had lowered the confidence.', ''],
    ]);
    const printed = await runMbi([...words, '--json'], { environment });
    expect([printed.code, JSON.parse(printed.out)]).toEqual([1, replayed]);
    replayed = null;
  });

  it('and --replay are one wish too many', async () => {
    expect(await runMbi(['recommend', 'c1', '--replay', 'r1'])).toMatchObject({ code: 2 });
  });
});

describe('mbi action run --params', () => {
  it.each(['{"a"', '[1]', '"text"', '@/nowhere/params.json'])('refuses %s before anything is asked', async (params) => {
    const ran = await runMbi(['action', 'run', 'ContextAgent.collect_context', '--params', params]);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/needs a JSON object|cannot be read/);
  });
});
