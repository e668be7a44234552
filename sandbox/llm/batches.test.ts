import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.call('DELETE', '/_sandbox/llm');
  await sandbox.call('DELETE', '/_sandbox/llm/batches');
});

const script = (...entries: readonly unknown[]) => sandbox.post('/_sandbox/llm', entries);
const play = (next: object) => sandbox.post('/_sandbox/llm/batches', next);
const plain = { maxRetries: 0, timeout: 5_000 };
const anthropic = () => new Anthropic({ apiKey: 'key', baseURL: `${sandbox.url}/anthropic`, ...plain });
const openai = () => new OpenAI({ apiKey: 'key', baseURL: `${sandbox.url}/openai/v1`, ...plain });
const failure = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('Anthropic’s batches', () => {
  const request = (custom_id: string, more: object = {}) => ({
    custom_id,
    params: {
      model: 'claude-haiku-4-5',
      max_tokens: 50,
      messages: [{ role: 'user' as const, content: `say ${custom_id}` }],
      ...more,
    },
  });
  const create = (...ids: readonly string[]) =>
    anthropic().messages.batches.create({ requests: ids.map((id) => request(id)) });
  const look = (id: string) => anthropic().messages.batches.retrieve(id);
  async function results(id: string) {
    const found: Record<string, unknown> = {};
    for await (const { custom_id, result } of await anthropic().messages.batches.results(id)) found[custom_id] = result;
    return found;
  }

  it('run, end, and give each result by its id through the vendor’s own client, in any order', async () => {
    await script(
      { match: { text: 'say one' }, reply: 'eins' },
      { match: { text: 'say two' }, error: { status: 400, message: 'no' } },
      { match: { text: 'say three' }, black_hole: true },
    );
    const begun = await create('one', 'two', 'three');
    expect(begun).toMatchObject({
      processing_status: 'in_progress',
      results_url: null,
      request_counts: { processing: 3 },
    });
    await expect(results(begun.id)).rejects.toThrow();
    await look(begun.id);
    const ended = await look(begun.id);
    expect(ended).toMatchObject({
      ...{ processing_status: 'ended', ended_at: expect.any(String) },
      request_counts: { processing: 0, succeeded: 1, errored: 1, expired: 1, canceled: 0 },
    });
    expect(await results(begun.id)).toMatchObject({
      one: { type: 'succeeded', message: { content: [{ text: 'eins' }], stop_reason: 'end_turn' } },
      two: { type: 'errored', error: { type: 'error', error: { type: 'invalid_request_error', message: 'no' } } },
      three: { type: 'expired' },
    });
  });

  it.each([
    ['the same id twice', [request('a'), request('a')]],
    ['an id that the vendor would not take', [request('has spaces')]],
    ['no id', [request('')]],
    ['no request', []],
    ['a request without a model', [{ custom_id: 'a', params: { max_tokens: 5, messages: [] } }]],
    ['a temperature that this version refuses', [request('a', { temperature: 0 })]],
  ])('are refused with %s', async (_, requests) => {
    const answer = await sandbox.call(
      'POST',
      '/anthropic/v1/messages/batches',
      { requests },
      {
        ...{ 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
      },
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  });

  it('are called off: what is answered by then stays, the rest is canceled', async () => {
    await play({ looks: 50, answered: 1 });
    const { id } = await create('one', 'two');
    expect(await anthropic().messages.batches.cancel(id)).toMatchObject({ processing_status: 'canceling' });
    expect(await look(id)).toMatchObject({ processing_status: 'ended', request_counts: { succeeded: 1, canceled: 1 } });
    expect(await results(id)).toMatchObject({ one: { type: 'succeeded' }, two: { type: 'canceled' } });
  });

  it('can be refused, and looks can be lost', async () => {
    await play({ refuse: { status: 429, message: 'too many' } });
    expect(await failure(create('one'))).toMatchObject({ status: 429 });
    await play({ looks: 0, lost_looks: 1 });
    const { id } = await create('one');
    expect(await failure(look(id))).toMatchObject({ status: 529 });
    expect(await look(id)).toMatchObject({ processing_status: 'ended' });
  });

  it('need a key and are found by nobody under another id or vendor', async () => {
    expect(
      (await sandbox.call('GET', '/anthropic/v1/messages/batches/x', undefined, { authorization: '' })).status,
    ).toBe(401);
    expect(
      (await sandbox.call('GET', '/anthropic/v1/messages/batches/x', undefined, { 'x-api-key': 'k' })).status,
    ).toBe(400);
    expect(await failure(look('msgbatch_none'))).toMatchObject({ status: 404 });
    const { id } = await create('one');
    expect(await failure(openai().batches.retrieve(id))).toMatchObject({ status: 404 });
  });
});

describe('OpenAI’s batches', () => {
  const line = (custom_id: string, more: object = {}) => ({
    ...{ custom_id, method: 'POST', url: '/v1/chat/completions' },
    body: { model: 'gpt-6-luna', messages: [{ role: 'user', content: `say ${custom_id}` }] },
    ...more,
  });
  async function create(...lines: readonly object[]) {
    const text = lines.map((each) => JSON.stringify(each)).join('\n');
    const file = await openai().files.create({ file: await toFile(Buffer.from(text), 'b.jsonl'), purpose: 'batch' });
    return openai().batches.create({
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
  }
  const look = (id: string) => openai().batches.retrieve(id);
  async function linesOf(file_id: string | undefined) {
    const text = await (await openai().files.content(file_id ?? '')).text();
    return text.split('\n').map((each) => JSON.parse(each));
  }

  it('take a file of questions and give one of answers and one of errors', async () => {
    await script(
      { match: { text: 'say one' }, reply: 'eins' },
      { match: { text: 'say two' }, error: { status: 400, message: 'no' } },
      { match: { text: 'say three' }, black_hole: true },
    );
    const begun = await create(line('one'), line('two'), line('three'));
    expect(begun).toMatchObject({ object: 'batch', status: 'in_progress', request_counts: { total: 3, completed: 0 } });
    await look(begun.id);
    const ended = await look(begun.id);
    expect(ended).toMatchObject({ status: 'expired', request_counts: { completed: 1, failed: 2 } });
    expect(await linesOf(ended.output_file_id)).toMatchObject([
      {
        custom_id: 'one',
        error: null,
        response: { status_code: 200, body: { choices: [{ message: { content: 'eins' } }] } },
      },
    ]);
    expect(await linesOf(ended.error_file_id)).toMatchObject([
      { custom_id: 'two', response: { status_code: 400, body: { error: { message: 'no' } } } },
      { custom_id: 'three', response: null, error: { code: 'batch_expired' } },
    ]);
  });

  it.each([
    ['another address', line('a', { url: '/v1/responses' })],
    ['another method', line('a', { method: 'GET' })],
    ['a body without questions', line('a', { body: { model: 'm', messages: [] } })],
    [
      'a temperature for a model that takes none',
      line('a', {
        body: { model: 'no-temperature-1', temperature: 0, messages: [{ role: 'user', content: 'x' }] },
      }),
    ],
  ])('are refused with %s', async (_, odd) => {
    expect(await failure(create(line('fine'), odd))).toMatchObject({ status: 400 });
  });

  it('are refused without a file of theirs, and files without a purpose', async () => {
    const order = { input_file_id: 'file-none', endpoint: '/v1/chat/completions', completion_window: '24h' } as const;
    expect(await failure(openai().batches.create(order))).toMatchObject({ status: 400 });
    expect(await failure(openai().files.content('file-none'))).toMatchObject({ status: 404 });
    const file = await toFile(Buffer.from('{}'), 'b.jsonl');
    expect(await failure(openai().files.create({ file, purpose: 'assistants' }))).toMatchObject({ status: 400 });
  });

  it('are called off, fail as a whole, or expire with some answered', async () => {
    await play({ looks: 50 });
    const { id } = await create(line('one'), line('two'));
    expect(await openai().batches.cancel(id)).toMatchObject({ status: 'cancelling' });
    const ended = await look(id);
    expect(ended.status).toBe('cancelled');
    expect(ended.output_file_id).toBeUndefined();
    expect(await linesOf(ended.error_file_id)).toMatchObject([
      { error: { code: 'batch_cancelled' } },
      { custom_id: 'two' },
    ]);
    await play({ fails: true });
    expect(await look((await create(line('one'))).id)).toMatchObject({
      status: 'failed',
      errors: { data: [{ line: 1 }] },
    });
    await play({ looks: 0, answered: 1 });
    expect(await look((await create(line('one'), line('two'))).id)).toMatchObject({
      status: 'expired',
      request_counts: { completed: 1 },
    });
  });

  it('are completed when all are answered, and stay so', async () => {
    await play({ looks: 0 });
    const { id } = await create(line('one'));
    expect(await look(id)).toMatchObject({ status: 'completed' });
    expect(await openai().batches.cancel(id)).toMatchObject({ status: 'completed' });
    expect(await look(id)).toMatchObject({ status: 'completed' });
  });
});

describe('the control of batches', () => {
  it('shows them, refuses what it does not know, and forgets', async () => {
    const { id } = await anthropic().messages.batches.create({
      requests: [{ custom_id: 'a', params: { model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] } }],
    });
    expect((await sandbox.get('/_sandbox/llm/batches')).body).toMatchObject({
      batches: [{ id, vendor: 'anthropic', status: 'running', models: ['m'], custom_ids: ['a'], outcomes: {} }],
      play: { looks: 1 },
    });
    expect((await play({ looks: -1 })).status).toBe(400);
    expect((await play({ colour: 'red' })).status).toBe(400);
    await play({ looks: 9 });
    expect((await sandbox.call('DELETE', '/_sandbox/llm/batches')).status).toBe(204);
    expect((await sandbox.get('/_sandbox/llm/batches')).body).toMatchObject({ batches: [], play: { looks: 1 } });
  });
});
