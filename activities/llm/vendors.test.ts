import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReplayServer, startReplayServer } from '../../tests/ad-platforms/replay-server.ts';
import { createAnthropicModel } from './anthropic/anthropic-model.ts';
import { createLanguageModel } from './create-language-model.ts';
import type { LanguageModel } from './language-model.ts';
import { createOpenaiModel } from './openai/openai-model.ts';
import { callCost } from './prices.ts';
import { vendorFailure } from './vendor-failure.ts';

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
  ...{ api_key: secret, base_url: server.url, model: 'asked-for', timeout_ms: 5_000, fetch: globalThis.fetch },
});
const vendors: readonly [string, () => LanguageModel, object][] = [
  ['Anthropic', () => createAnthropicModel(settings()), anthropicSays()],
  ['OpenAI', () => createOpenaiModel(settings()), openaiSays()],
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
    for (const part of ['asked-for', '"json_schema"', '77', 'Orders.', '<data>x</data>']) expect(body).toContain(part);
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

describe('which model speaks', () => {
  const both = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o', ANTHROPIC_MODEL: 'claude', OPENAI_MODEL: 'gpt' };
  const chosen = (changed: Partial<Record<keyof typeof both, undefined>>) => {
    const config = { ...both, ANTHROPIC_BASE_URL: undefined, OPENAI_BASE_URL: undefined, ...changed };
    const model = createLanguageModel({ ...config, ANTHROPIC_MODEL: 'claude', OPENAI_MODEL: 'gpt' }, { fetch });
    return model === null ? null : [model.vendor, model.model];
  };
  it('is Anthropic’s before OpenAI’s, and none without a key', () => {
    expect(chosen({})).toEqual(['anthropic', 'claude']);
    expect(chosen({ ANTHROPIC_API_KEY: undefined })).toEqual(['openai', 'gpt']);
    expect(chosen({ ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined })).toBeNull();
  });
});

describe('the cost of a call', () => {
  it('adds what goes in and what comes out, per million', () => {
    const input = callCost('gpt-4o-mini', 1e6, 0).cost_usd;
    const output = callCost('gpt-4o-mini', 0, 1e6).cost_usd;
    expect(callCost('gpt-4o-mini', 2e6, 3e6)).toEqual({ cost_usd: 2 * input + 3 * output, known: true });
    expect(callCost('gpt-4o-mini', 0, 0).cost_usd).toBe(0);
  });
  it.each(['something-new', 'constructor', '__proto__', ''])(
    'of %j is the usual one and said to be a guess',
    (model) => {
      expect(callCost(model, 1000, 1000)).toEqual({ ...callCost('gpt-4o', 1000, 1000), known: false });
    },
  );
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
