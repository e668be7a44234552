import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { configuredModels } from './models/configured-models.ts';
import { openCouncil } from './open-council.ts';

let database: Database;
beforeAll(() => {
  // Opening asks nobody: there is nothing behind this address.
  database = connectDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
});
afterAll(() => database.close());

const secret = 'sk-never-to-be-seen';
const settings = credentialsConfig.extend(languageModelConfig.shape);
const configOf = (environment: Record<string, string>) =>
  readConfig(settings, { MBI_CREDENTIALS_KEY: 'ab'.repeat(32), ...environment });
const unasked = vi.fn<typeof fetch>(() => Promise.reject(new Error('Nobody may be asked.')));
const open = (environment: Record<string, string>) =>
  openCouncil({
    ...{ database, config: configOf(environment), fetch: unasked, clock: { now: () => new Date() } },
    log: { info: () => undefined, warn: () => undefined },
  });
const modelsOf = (environment: Record<string, string>) =>
  configuredModels(configOf(environment), unasked).map(({ vendor, alias, size }) => `${vendor} ${alias} ${size}`);
const problemOf = (environment: Record<string, string>) => {
  try {
    open(environment);
    return 'none';
  } catch (error) {
    return error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)}` : `${error}`;
  }
};

describe('the council', () => {
  it.each([
    ['nothing at all', {}],
    ['endpoints without keys', { OPENAI_BASE_URL: 'http://models.test/v1', ANTHROPIC_BASE_URL: 'http://m.test' }],
    ['models without keys', { OPENAI_MODEL: 'x', ANTHROPIC_LARGE_MODEL: 'y', XAI_MODEL: 'z' }],
  ])('is none with %s', (_, environment) => {
    expect(open(environment)).toBeNull();
  });

  it.each(['XAI_API_KEY', 'ANTHROPIC_API_KEY', 'OPENAI_API_KEY'])('is there with %s alone', (key) => {
    expect(open({ [key]: secret })).toMatchObject({ ask: expect.any(Function), askMany: expect.any(Function) });
  });

  it('is opened without a word to a vendor or the database', () => {
    open({ XAI_API_KEY: secret, ANTHROPIC_API_KEY: secret, OPENAI_API_KEY: secret });
    expect(unasked).not.toHaveBeenCalled();
  });
});

describe('the models that have a key', () => {
  it.each([
    [['XAI_API_KEY'], ['xai grok-2 usual']],
    [['ANTHROPIC_API_KEY'], ['anthropic claude-haiku-4-5 usual']],
    [['OPENAI_API_KEY'], ['openai gpt-6-luna usual']],
    [
      ['OPENAI_API_KEY', 'XAI_API_KEY'],
      ['xai grok-2 usual', 'openai gpt-6-luna usual'],
    ],
    [
      ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'XAI_API_KEY'],
      ['xai grok-2 usual', 'anthropic claude-haiku-4-5 usual', 'openai gpt-6-luna usual'],
    ],
  ])('with %j are, in the order of the house, %j', (keys, models) => {
    expect(modelsOf(Object.fromEntries(keys.map((key) => [key, secret])))).toEqual(models);
  });

  it('have a larger one after the usual one of the same vendor, where it is named', () => {
    const larger = { ANTHROPIC_LARGE_MODEL: 'claude-large', OPENAI_LARGE_MODEL: 'gpt-large' };
    expect(modelsOf({ ...larger, ANTHROPIC_API_KEY: secret, OPENAI_API_KEY: secret })).toEqual([
      ...['anthropic claude-haiku-4-5 usual', 'anthropic claude-large large'],
      ...['openai gpt-6-luna usual', 'openai gpt-large large'],
    ]);
    expect(modelsOf({ ...larger, XAI_API_KEY: secret })).toEqual(['xai grok-2 usual']);
  });

  it.each([
    ['openai', { OPENAI_API_KEY: secret, OPENAI_BASE_URL: 'http://models.test/v9' }, 'http://models.test/v9/'],
    ['openai', { OPENAI_API_KEY: secret }, 'https://api.openai.com/v1/'],
    ['xai', { XAI_API_KEY: secret, XAI_BASE_URL: 'http://grok.test/v2' }, 'http://grok.test/v2/'],
    ['xai', { XAI_API_KEY: secret }, 'https://api.x.ai/v1/'],
    ['anthropic', { ANTHROPIC_API_KEY: secret, ANTHROPIC_BASE_URL: 'http://claude.test' }, 'http://claude.test/'],
    ['anthropic', { ANTHROPIC_API_KEY: secret }, 'https://api.anthropic.com/'],
  ])('of %s are asked at their own endpoint', async (vendor, environment, address) => {
    const door = vi.fn<typeof fetch>(async () => {
      const error = { type: 'authentication_error', message: `The key ${secret} is wrong.` };
      return Response.json({ type: 'error', error }, { status: 401 });
    });
    const [model] = configuredModels(configOf(environment), door);
    expect(model?.vendor).toBe(vendor);
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const asked = model?.complete({
      ...{ task: 'rubric', system: 'You judge.', user: 'It rains.', schema, max_output_tokens: 100, temperature: 0 },
      signal: new AbortController().signal,
    });
    const problem: unknown = await asked?.catch((error: unknown) => error);
    const [input] = door.mock.calls[0] ?? [];
    const url = input instanceof Request ? input.url : `${input}`;
    expect(url.slice(0, address.length)).toBe(address);
    expect(problem).toBeInstanceOf(Error);
    expect(`${problem} ${JSON.stringify(problem)}`).not.toContain(secret);
  });
});

describe('roles', () => {
  const both = { ANTHROPIC_API_KEY: secret, XAI_API_KEY: secret };
  it.each([
    ['a writer without a key', { ...both, MBI_LLM_GENERATOR: 'gpt-6-luna' }, 'MBI_LLM_GENERATOR'],
    ['a checker without a key', { ...both, MBI_LLM_VERIFIER: 'gpt-6-luna' }, 'MBI_LLM_VERIFIER'],
    [
      'one model to write and to check',
      { ...both, MBI_LLM_GENERATOR: 'grok-2', MBI_LLM_VERIFIER: 'grok-4.6' },
      'MBI_LLM_VERIFIER',
    ],
    [
      'a checker that is alone',
      { XAI_API_KEY: secret, MBI_LLM_VERIFIER: 'grok-2' },
      'no other model that could write what this one checks',
    ],
  ])('refuse %s by the name of the setting, without a secret', (_, environment, told) => {
    const problem = problemOf(environment);
    expect(problem).toContain(told);
    expect(problem).toContain('CONFIG_INVALID');
    expect(problem).not.toContain(secret);
  });

  it.each([
    ['by id', { MBI_LLM_GENERATOR: 'grok-4.6', MBI_LLM_VERIFIER: 'claude-haiku-4-5' }],
    ['by alias', { MBI_LLM_GENERATOR: 'grok-2' }],
  ])('are given %s', (_, roles) => {
    expect(open({ ...both, ...roles })).not.toBeNull();
  });
});
