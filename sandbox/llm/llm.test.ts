import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';
import { promptHash } from './script.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'script-')), 'script.json');
  writeFileSync(path, JSON.stringify([{ match: { text: 'from the file' }, reply: 'scripted by file' }]));
  sandbox = await startSandboxProcess({ environment: { SANDBOX_LLM_SCRIPT: path } });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.call('DELETE', '/_sandbox/llm');
});

const script = (...entries: readonly unknown[]) => sandbox.post('/_sandbox/llm', entries);
const anthropic = () =>
  new Anthropic({ apiKey: 'key', baseURL: `${sandbox.url}/anthropic`, maxRetries: 0, timeout: 5000 });
const openai = () => new OpenAI({ apiKey: 'key', baseURL: `${sandbox.url}/openai/v1`, maxRetries: 0, timeout: 5000 });
const say = (content: string) =>
  anthropic().messages.create({ model: 'claude-haiku-4-5', max_tokens: 100, messages: [{ role: 'user', content }] });

describe('the Anthropic API', () => {
  it('answers the vendor’s own client, generically without a script', async () => {
    const message = await say('hello');
    expect(message).toMatchObject({ role: 'assistant', stop_reason: 'end_turn', model: 'claude-haiku-4-5' });
    expect(message.content).toEqual([
      expect.objectContaining({ type: 'text', text: expect.stringContaining('Generic') }),
    ]);
    expect(message.usage.output_tokens).toBeGreaterThan(0);
  });

  it('is scripted by file, by text, by regular expression and by prompt hash, each so many times', async () => {
    expect(await say('this is from the file')).toMatchObject({ content: [{ text: 'scripted by file' }] });
    await script(
      { match: { text: 'budget' }, times: 1, reply: 'by text' },
      { match: { regex: '^line one.line two$' }, reply: { by: 'regex' } },
      { match: { prompt_hash: promptHash('exactly this') }, reply: 'by hash' },
    );
    expect(await say('the budget')).toMatchObject({ content: [{ text: 'by text' }] });
    expect(await say('the budget')).toMatchObject({ content: [{ text: expect.stringContaining('Generic') }] });
    expect(await say('line one\nline two')).toMatchObject({ content: [{ text: '{"by":"regex"}' }] });
    expect(await say('exactly this')).toMatchObject({ content: [{ text: 'by hash' }] });
  });

  it('can refuse and run out of tokens', async () => {
    await script({ match: { text: 'no' }, reply: '', stop: 'refusal' }, { reply: '{"half', stop: 'max_tokens' });
    expect(await say('no')).toMatchObject({ stop_reason: 'refusal', content: [] });
    expect(await say('yes')).toMatchObject({ stop_reason: 'max_tokens', content: [{ text: '{"half' }] });
  });

  it.each([
    [429, 'rate_limit_error'],
    [529, 'overloaded_error'],
    [500, 'api_error'],
  ])('can fail with %d in the vendor’s envelope', async (status, type) => {
    await script({ error: { status, retry_after_seconds: 7 } });
    const failure = await say('x').catch((error: unknown) => error);
    expect(failure).toMatchObject({ status, error: { type: 'error', error: { type } } });
    expect(failure).toMatchObject({ headers: { get: expect.any(Function) } });
  });

  it('can send garbage, drip and stay silent', async () => {
    await script(
      { match: { text: 'raw' }, raw: '{"not": finished' },
      { match: { text: 'drip' }, reply: 'slowly', drip: { bytes: 40, interval_ms: 5 } },
      { match: { text: 'late' }, reply: 'late', delay_ms: 30 },
      { match: { text: 'never' }, black_hole: true },
    );
    await expect(say('raw')).rejects.toThrow();
    expect(await say('drip')).toMatchObject({ content: [{ text: 'slowly' }] });
    expect(await say('late')).toMatchObject({ content: [{ text: 'late' }] });
    const silent = anthropic().messages.create(
      { model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'never' }] },
      { timeout: 100 },
    );
    await expect(silent).rejects.toThrow(/timed out/);
  });

  it('checks key, version and body as the vendor does', async () => {
    const send = (headers: Record<string, string>, body: unknown) =>
      fetch(`${sandbox.url}/anthropic/v1/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }).then((response) => response.status);
    const good = { model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] };
    const key = { 'x-api-key': 'key' };
    expect(await send({ 'anthropic-version': '2026-10-21' }, good)).toBe(401);
    expect(await send(key, good)).toBe(400);
    const version = { ...key, 'anthropic-version': '2026-10-21' };
    expect(await send(version, { ...good, temperature: 0 })).toBe(400);
    expect(await send(version, { model: 'm' })).toBe(400);
    expect(await send({ ...key, 'anthropic-version': '2023-06-01' }, { ...good, temperature: 0 })).toBe(200);
  });

  it('fits its generic answer to an asked schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        summary: { type: 'string' },
        score: { type: 'number' },
        tags: { type: 'array' },
        kind: { enum: ['a', 'b'] },
      },
    };
    const answer = await sandbox.post(
      '/anthropic/v1/messages',
      {
        model: 'm',
        max_tokens: 5,
        messages: [{ role: 'user', content: 'x' }],
        output_config: { format: { type: 'json_schema', schema } },
      },
      { 'anthropic-version': '2026-10-21' },
    );
    const text = JSON.stringify({
      summary: 'Generic sandbox text: no script entry matches this prompt.',
      score: 0,
      tags: [],
      kind: 'a',
    });
    expect(answer.body).toMatchObject({ content: [{ text }] });
  });
});

describe('the OpenAI API', () => {
  it('answers both of its shapes to the vendor’s own client', async () => {
    await script({ match: { vendor: 'openai' }, reply: 'worded' });
    const response = await openai().responses.create({ model: 'gpt-6-luna', instructions: 'be brief', input: 'hello' });
    expect(response).toMatchObject({ status: 'completed', output_text: 'worded' });
    const chat = await openai().chat.completions.create({
      model: 'gpt-6-luna',
      messages: [{ role: 'user', content: 'hi' }],
    });
    expect(chat.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'worded' } });
    expect(await say('hello')).toMatchObject({ content: [{ text: expect.stringContaining('Generic') }] });
  });

  it('can refuse, run out of tokens and fail', async () => {
    const ask = (input: string) => openai().responses.create({ model: 'm', input });
    await script(
      { match: { text: 'refuse' }, reply: 'I will not', stop: 'refusal' },
      { match: { text: 'long' }, reply: 'cut', stop: 'max_tokens' },
      { match: { text: 'quota' }, error: { status: 429, code: 'insufficient_quota' } },
      { error: { status: 429 } },
    );
    expect(await ask('refuse')).toMatchObject({ output: [{ content: [{ type: 'refusal', refusal: 'I will not' }] }] });
    expect(await ask('long')).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    await expect(ask('quota')).rejects.toMatchObject({ status: 429, code: 'insufficient_quota' });
    await expect(ask('else')).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    const keyless = await fetch(`${sandbox.url}/openai/v1/responses`, { method: 'POST' });
    expect(keyless.status).toBe(401);
    expect((await sandbox.post('/openai/v1/chat/completions', { model: 'm' })).status).toBe(400);
  });

  it('remembers every call, so that attempts can be counted', async () => {
    await say('count me');
    const { body } = await sandbox.get('/_sandbox/llm');
    expect(body).toMatchObject({
      calls: [{ vendor: 'anthropic', prompt: 'count me', prompt_hash: promptHash('count me'), scripted: false }],
    });
  });
});
