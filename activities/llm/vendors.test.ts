import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReplayServer, startReplayServer } from '../../tests/ad-platforms/replay-server.ts';
import { createAnthropicModel } from './anthropic/anthropic-model.ts';
import type { LanguageModel, LanguageModelSettings } from './language-model.ts';
import { createOpenaiModel } from './openai/openai-model.ts';
import { vendorFailure } from './wire/vendor-failure.ts';

const secret = 'key-that-stays-inside';
const request = {
  ...{ task: 'word_recommendation', system: 'Orders.', user: '<data>x</data>', max_output_tokens: 77 },
  schema: { type: 'object' },
};
let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());

const anthropicSays = (more: object = {}) => ({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-exact', stop_reason: 'end_turn' },
  content: [
    { type: 'text', text: '{"reasoning":' },
    { type: 'text', text: '"x"}' },
  ],
  usage: { input_tokens: 11, output_tokens: 7 },
  ...more,
});
const openaiSays = (choice: object | null = {}, more: object = {}) => ({
  ...{ id: 'c1', object: 'chat.completion', model: 'gpt-exact' },
  choices:
    choice === null
      ? []
      : [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: '{"reasoning":"x"}' }, ...choice }],
  usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  ...more,
});
const settings = () => ({
  ...{
    api_key: secret,
    base_url: server.url,
    model: 'asked-for',
    timeout_ms: 5_000,
    temperature: 0,
    fetch: globalThis.fetch,
  },
});
const vendors: readonly [string, () => LanguageModel, object][] = [
  ['Anthropic', () => createAnthropicModel(settings()), anthropicSays()],
  ['OpenAI', () => createOpenaiModel(settings()), openaiSays()],
  ['xAI', () => createOpenaiModel(settings(), 'xai'), openaiSays()],
];

describe.each(vendors)('%s', (vendor, create, answer) => {
  it('answers with its text, the exact model and the tokens, in one request with the key in a header alone', async () => {
    const before = server.received.length;
    server.answerWith({ body: answer });
    const completion = await create().complete(request);
    expect(completion).toMatchObject({ text: '{"reasoning":"x"}', input_tokens: 11, output_tokens: 7 });
    expect(completion.model).toMatch(/-exact$/);
    const sent = server.received.slice(before);
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent[0]?.headers)).toContain(secret);
    expect(`${sent[0]?.path}${sent[0]?.body}`).not.toContain(secret);
    const body = sent[0]?.body ?? '';
    for (const part of ['asked-for', '"json_schema"', '77', 'Orders.', '<data>x</data>', '"temperature":0'])
      expect(body).toContain(part);
  });

  it.each([
    [400, 'LLM_REFUSED'],
    [401, 'LLM_REFUSED'],
    [403, 'LLM_REFUSED'],
    [404, 'LLM_REFUSED'],
    [413, 'LLM_REFUSED'],
    [422, 'LLM_REFUSED'],
    [408, 'LLM_UNAVAILABLE'],
    [429, 'LLM_UNAVAILABLE'],
    [500, 'LLM_UNAVAILABLE'],
    [529, 'LLM_UNAVAILABLE'],
  ])('with HTTP %d is %s, asked once, and the words of the vendor stay out', async (status, code) => {
    const before = server.received.length;
    server.answerWith({ status, body: { error: { type: 'x', message: `you sent ${secret}` } } });
    const thrown = await create()
      .complete(request)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code, details: { vendor, status } });
    expect(`${String(thrown)}${JSON.stringify(thrown)}`).not.toContain(secret);
    expect(server.received.length - before).toBe(1);
  });

  it('that says when to come back is heard, in seconds or as a date', async () => {
    const body = { error: { type: 'x', message: 'later' } };
    server.answerWith({ status: 429, headers: { 'retry-after': '7' }, body });
    await expect(create().complete(request)).rejects.toMatchObject({ retryAfterSeconds: 7 });
    const date = new Date(Date.now() + 60_000).toUTCString();
    server.answerWith({ status: 529, headers: { 'retry-after': date }, body });
    const thrown = await create()
      .complete(request)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'LLM_UNAVAILABLE', retryAfterSeconds: expect.any(Number) });
    server.answerWith({ status: 429, headers: { 'retry-after': 'soon' }, body });
    await expect(create().complete(request)).rejects.toMatchObject({ retryAfterSeconds: null });
  });

  it.each([
    [429, { type: 'rate_limit_error', message: 'x', details: { error_code: 'enforced_spend_limit_reached' } }],
    [429, { type: 'requests', message: 'x', code: 'insufficient_quota' }],
    [429, { type: 'requests', message: 'x', code: 'organization_spend_limit_exceeded' }],
    [400, { type: 'invalid_request_error', message: 'You have reached your specified API usage limits.' }],
    [402, { type: 'billing_error', message: 'x' }],
  ])('whose account may spend no more (%d %j) is not asked again', async (status, error) => {
    server.answerWith({ status, body: { type: 'error', error } });
    await expect(create().complete(request)).rejects.toMatchObject({ code: 'LLM_SPEND_LIMIT', details: { status } });
  });

  it('that refuses a temperature says so, apart from other refusals', async () => {
    server.answerWith({
      status: 400,
      body: { type: 'error', error: { type: 'x', message: 'temperature: not supported' } },
    });
    await expect(create().complete(request)).rejects.toMatchObject({ code: 'LLM_SAMPLING_REFUSED' });
  });

  it('that sends more than any answer needs is cut off', async () => {
    server.answerWith({ body: 'x'.repeat(1_000_001) });
    await expect(create().complete(request)).rejects.toMatchObject({ code: 'LLM_ANSWER_TOO_LARGE' });
  });

  it('that hangs up, answers no JSON or another shape gave no usable answer', async () => {
    for (const odd of [{ drop: true }, { body: 'not json' }, { body: { choices: null, stop_reason: 'end_turn' } }]) {
      server.answerWith(odd);
      await expect(create().complete(request)).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    }
  });

  it('is not asked any more once the caller has given up', async () => {
    const before = server.received.length;
    const given_up = { ...request, signal: AbortSignal.abort() };
    await expect(create().complete(given_up)).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    expect(server.received.length).toBe(before);
  });
});

describe('a temperature', () => {
  const sent = async (
    create: (own: LanguageModelSettings) => LanguageModel,
    answer: object,
    temperature: number | null,
    asked?: number,
  ) => {
    server.answerWith({ body: answer });
    await create({ ...settings(), temperature }).complete({ ...request, temperature: asked });
    return server.received.at(-1);
  };
  it('is never above 0.2, and is left out for a model that is allowed without', async () => {
    const openai = (own: LanguageModelSettings) => createOpenaiModel(own);
    expect((await sent(openai, openaiSays(), 0, 0.1))?.body).toContain('"temperature":0.1');
    expect((await sent(openai, openaiSays(), 0, 1))?.body).toContain('"temperature":0.2');
    expect((await sent(openai, openaiSays(), null, 0.1))?.body).not.toContain('temperature');
  });

  it('goes to Anthropic under the last version of its API that takes one, and else under the newest', async () => {
    const anthropic = (own: LanguageModelSettings) => createAnthropicModel(own);
    const with_one = await sent(anthropic, anthropicSays(), 0);
    expect([with_one?.headers['anthropic-version'], with_one?.body.includes('"temperature":0')]).toEqual([
      '2023-06-01',
      true,
    ]);
    const without = await sent(anthropic, anthropicSays(), null);
    expect([without?.headers['anthropic-version'], without?.body.includes('temperature')]).toEqual([
      '2026-10-21',
      false,
    ]);
  });
});

describe('an answer that stopped early', () => {
  it.each(['max_tokens', 'refusal', 'tool_use', null])('with %s is refused by Anthropic’s adapter', async (reason) => {
    server.answerWith({ body: anthropicSays({ stop_reason: reason }) });
    await expect(createAnthropicModel(settings()).complete(request)).rejects.toMatchObject({
      ...{ code: 'LLM_REFUSED', details: { stop_reason: reason } },
    });
  });

  it.each([
    ['length', { finish_reason: 'length' }],
    ['content_filter', { finish_reason: 'content_filter' }],
    ['refusal', { message: { role: 'assistant', content: null, refusal: 'No.' } }],
    ['stop', { message: { role: 'assistant', content: '' } }],
    ['nothing', null],
  ])('with %s is refused by OpenAI’s adapter', async (finish_reason, choice) => {
    server.answerWith({ body: openaiSays(choice) });
    await expect(createOpenaiModel(settings()).complete(request)).rejects.toMatchObject({
      ...{ code: 'LLM_REFUSED', details: { finish_reason } },
    });
  });

  it('without usage counts no tokens, which endpoints alike to OpenAI may leave out', async () => {
    server.answerWith({ body: openaiSays({}, { usage: undefined }) });
    expect(await createOpenaiModel(settings()).complete(request)).toMatchObject({ input_tokens: 0, output_tokens: 0 });
  });
});

describe('a failure of a client', () => {
  it('that is coded already stays as it is, and anything else gives away only its kind', () => {
    const first = vendorFailure('OpenAI', new TypeError(secret));
    expect(vendorFailure('Anthropic', first)).toBe(first);
    expect(first).toMatchObject({ code: 'LLM_UNAVAILABLE', details: { status: null, type: 'TypeError' } });
    expect(first.message).not.toContain(secret);
    for (const odd of [null, undefined, 'text', { status: '401' }])
      expect(vendorFailure('OpenAI', odd)).toMatchObject({ code: 'LLM_UNAVAILABLE', details: { status: null } });
    expect(vendorFailure('OpenAI', { status: 401 }).code).toBe('LLM_REFUSED');
  });
});
