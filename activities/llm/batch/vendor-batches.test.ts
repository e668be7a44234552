import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAnthropicBatch } from '../anthropic/anthropic-batch.ts';
import { createOpenaiBatch } from '../openai/openai-batch.ts';

const secret = 'key-that-stays-inside';
type Reply = { readonly status?: number; readonly text: string };
/** What the server says to each path that begins so; the longest beginning counts. */
let replies: Readonly<Record<string, Reply>> = {};
let received: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
let url = '';
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const path = `${request.method} ${request.url}`;
    received.push({ path, headers: request.headers, body });
    const key = Object.keys(replies)
      .filter((each) => path.startsWith(each))
      .sort((left, right) => right.length - left.length)[0];
    const { status = 200, text } = replies[key ?? ''] ?? { status: 404, text: '{"error":{"message":"nothing here"}}' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  received = [];
});

const settings = () => ({
  api_key: secret,
  base_url: url,
  model: 'asked-for',
  timeout_ms: 2_000,
  temperature: 0,
  fetch,
});
const request = {
  ...{ task: 'judge', system: 'Orders.', user: '<data>x</data>', max_output_tokens: 77, temperature: 0.1 },
  schema: { type: 'object' },
};
const { signal } = new AbortController();
const json = (value: unknown): Reply => ({ text: JSON.stringify(value) });
const lines = (...values: readonly unknown[]): Reply => ({
  text: values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n'),
});
const said = (content: string, finish_reason = 'stop') => ({
  ...{ model: 'gpt-exact', choices: [{ finish_reason, message: { content } }] },
  usage: { prompt_tokens: 11, completion_tokens: 7 },
});
const openaiFiles = (output: Reply, errors: Reply | null = null) => {
  const files = { output_file_id: 'out', ...(errors === null ? {} : { error_file_id: 'err' }) };
  replies = {
    'GET /batches/b': json({ id: 'b', status: 'completed', ...files }),
    'GET /files/out/content': output,
    ...(errors === null ? {} : { 'GET /files/err/content': errors }),
  };
};
const message = (more: object = {}) => ({
  ...{ id: 'm', type: 'message', role: 'assistant', model: 'claude-exact', stop_reason: 'end_turn' },
  ...{ content: [{ type: 'text', text: '{"a":1}' }], usage: { input_tokens: 11, output_tokens: 7 }, ...more },
});
const anthropicResults = (results: Reply) => {
  replies = {
    'GET /v1/messages/batches/b': json({ id: 'b', processing_status: 'ended', results_url: `${url}/results` }),
    'GET /results': results,
  };
};

describe('a batch for OpenAI', () => {
  it('is a file of one question a line, then an order for it; the key is in a header alone', async () => {
    replies = { 'POST /files': json({ id: 'file-1' }), 'POST /batches': json({ id: 'batch-1' }) };
    const requests = ['a', 'b'].map((custom_id) => ({ custom_id, request }));
    expect(await createOpenaiBatch(settings()).submit(requests, signal)).toBe('batch-1');
    const [upload, order, ...more] = received;
    expect(more).toEqual([]);
    for (const id of ['a', 'b'])
      expect(upload?.body).toContain(
        `{"custom_id":"${id}","method":"POST","url":"/v1/chat/completions","body":{"model":"asked-for"`,
      );
    expect(upload?.body).toContain('"temperature":0.1');
    expect(JSON.parse(order?.body ?? '')).toMatchObject({
      ...{ input_file_id: 'file-1', endpoint: '/v1/chat/completions', completion_window: '24h' },
      output_expires_after: { anchor: 'created_at', seconds: 604_800 },
    });
    expect(received.every((each) => each.headers.authorization === `Bearer ${secret}`)).toBe(true);
    expect(received.some((each) => each.body.includes(secret) || each.path.includes(secret))).toBe(false);
  });

  it.each([
    ['validating', false],
    ['in_progress', false],
    ['finalizing', false],
    ['cancelling', false],
    ['completed', true],
    ['failed', true],
    ['expired', true],
    ['cancelled', true],
  ])('that is %s has ended: %s', async (status, ended) => {
    replies = { 'GET /batches/b': json({ id: 'b', status }) };
    expect(await createOpenaiBatch(settings()).hasEnded('b', signal)).toBe(ended);
  });

  it('has results of both files; a line that cannot be read loses no other', async () => {
    const good = { custom_id: 'a', response: { status_code: 200, body: said('{"a":1}') }, error: null };
    const cut = { custom_id: 'b', response: { status_code: 200, body: said('{"a', 'length') }, error: null };
    const odd = { custom_id: 'c', response: { status_code: 200, body: { choices: 'many' } }, error: null };
    const limited = { custom_id: 'd', response: { status_code: 429, body: { error: { code: 'insufficient_quota' } } } };
    const late = { custom_id: 'e', response: null, error: { code: 'batch_expired' } };
    openaiFiles(lines(good, '{"custom_id": "broken', '', cut, odd, { nothing: true }), lines(limited, late));
    expect(await createOpenaiBatch(settings()).results('b', signal)).toMatchObject([
      { custom_id: 'a', completion: { text: '{"a":1}', model: 'gpt-exact', input_tokens: 11, output_tokens: 7 } },
      { custom_id: 'b', failure: { code: 'LLM_REFUSED' }, billed: true },
      { custom_id: 'c', failure: { code: 'LLM_UNAVAILABLE' }, billed: true },
      { custom_id: 'd', failure: { code: 'LLM_SPEND_LIMIT' }, billed: false },
      { custom_id: 'e', failure: { code: 'LLM_DEADLINE' }, billed: false },
    ]);
  });

  it('has none where the vendor made no file', async () => {
    replies = { 'GET /batches/b': json({ id: 'b', status: 'cancelled' }) };
    expect(await createOpenaiBatch(settings()).results('b', signal)).toEqual([]);
  });
});

describe('a batch for Anthropic', () => {
  it('is one request with all questions, under the version that takes a temperature', async () => {
    replies = { 'POST /v1/messages/batches': json({ id: 'msgbatch-1' }) };
    const requests = ['a', 'b'].map((custom_id) => ({ custom_id, request }));
    expect(await createAnthropicBatch(settings()).submit(requests, signal)).toBe('msgbatch-1');
    expect(received).toHaveLength(1);
    expect(received[0]?.headers['anthropic-version']).toBe('2023-06-01');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      requests: [
        { custom_id: 'a', params: { model: 'asked-for', max_tokens: 77, temperature: 0.1 } },
        { custom_id: 'b' },
      ],
    });
    expect(received[0]?.body).not.toContain(secret);
  });

  it.each([
    ['in_progress', false],
    ['canceling', false],
    ['ended', true],
  ])('that is %s has ended: %s', async (processing_status, ended) => {
    replies = { 'GET /v1/messages/batches/b': json({ id: 'b', processing_status }) };
    expect(await createAnthropicBatch(settings()).hasEnded('b', signal)).toBe(ended);
  });

  it('has an answer, or the reason why there is none, for each question', async () => {
    const errored = (type: string) => ({ type: 'errored', error: { type: 'error', error: { type, message: 'x' } } });
    anthropicResults(
      lines(
        { custom_id: 'a', result: { type: 'succeeded', message: message() } },
        { custom_id: 'b', result: { type: 'succeeded', message: message({ stop_reason: 'max_tokens' }) } },
        { custom_id: 'c', result: errored('invalid_request_error') },
        { custom_id: 'd', result: errored('overloaded_error') },
        { custom_id: 'e', result: errored('billing_error') },
        { custom_id: 'f', result: errored('something_new') },
        { custom_id: 'g', result: { type: 'expired' } },
        { custom_id: 'h', result: { type: 'canceled' } },
      ),
    );
    const results = await createAnthropicBatch(settings()).results('b', signal);
    expect(results[0]).toMatchObject({ completion: { text: '{"a":1}', model: 'claude-exact', input_tokens: 11 } });
    expect(
      results.slice(1).map((each) => ('failure' in each ? [each.custom_id, each.failure.code, each.billed] : each)),
    ).toEqual([
      ['b', 'LLM_REFUSED', true],
      ['c', 'LLM_REFUSED', false],
      ['d', 'LLM_UNAVAILABLE', false],
      ['e', 'LLM_SPEND_LIMIT', false],
      ['f', 'LLM_UNAVAILABLE', false],
      ['g', 'LLM_DEADLINE', false],
      ['h', 'LLM_DEADLINE', false],
    ]);
  });
});

describe.each([
  ['OpenAI', createOpenaiBatch, { submit: 'POST /files', look: 'GET /batches/b', cancel: 'POST /batches/b/cancel' }],
  [
    'Anthropic',
    createAnthropicBatch,
    {
      submit: 'POST /v1/messages/batches',
      look: 'GET /v1/messages/batches/b',
      cancel: 'POST /v1/messages/batches/b/cancel',
    },
  ],
] as const)('an exchange about a batch with %s', (_, create, paths) => {
  const exchanges = [
    ['submit', paths.submit, () => create(settings()).submit([{ custom_id: 'a', request }], signal)],
    ['hasEnded', paths.look, () => create(settings()).hasEnded('b', signal)],
    ['results', paths.look, () => create(settings()).results('b', signal)],
    ['cancel', paths.cancel, () => create(settings()).cancel('b', signal)],
  ] as const;

  it.each(exchanges)('fails as a coded error, asked once, without the key: %s', async (_name, path, exchange) => {
    for (const [status, code] of [
      [529, 'LLM_UNAVAILABLE'],
      [401, 'LLM_REFUSED'],
      [404, 'LLM_REFUSED'],
    ] as const) {
      received = [];
      replies = { [path]: { status, text: JSON.stringify({ error: { message: `no ${secret}` } }) } };
      const failure = await exchange().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, details: { status } });
      expect(JSON.stringify([failure, String(failure)])).not.toContain(secret);
      expect(received).toHaveLength(1);
    }
  });

  it('is cut short when nobody waits any more', async () => {
    const gone = AbortSignal.abort();
    await expect(create(settings()).hasEnded('b', gone)).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    expect(received).toEqual([]);
  });
});
