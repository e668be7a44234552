import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../tests/harness/tenant-rows.ts';
import { openModels } from './open-models.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const settings = () => ({
  ...{ MBI_CREDENTIALS_KEY: 'ab'.repeat(32), DATABASE_URL: database.app_url, MBI_TENANT_ID: tenant.tenant_id },
});
const secret = 'sk-never-to-be-seen';
const wordSchema = z.object({ kept: z.number(), explanation: z.string() });

/** A vendor that answers like any endpoint of the OpenAI API. */
const vendor = (status = 200) =>
  vi.fn<typeof fetch>(async () =>
    Response.json(
      status === 200
        ? {
            ...{ id: 'r', object: 'chat.completion', created: 1, model: 'own-model' },
            usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
            choices: [
              {
                ...{ index: 0, finish_reason: 'stop', logprobs: null },
                message: { role: 'assistant', content: '{"kept":1,"explanation":"So."}', refusal: null },
              },
            ],
          }
        : { error: { message: `The key ${secret} is wrong.`, type: 'invalid_request_error' } },
      { status },
    ),
  );
const urlOf = (input: Parameters<typeof fetch>[0] | undefined) =>
  input instanceof Request ? input.url : `${input ?? ''}`;

async function asked(environment: Record<string, string>, door: typeof fetch) {
  const opened = await openModels({ ...settings(), ...environment }, door);
  if (opened === null) throw new Error('No model has a key.');
  try {
    const owner = { tenant_id: opened.tenant_id, execution_id: null, campaign_id: null };
    return await opened.council.ask(
      {
        ...{ task: 'rubric', prompt: { name: 'rubric' }, variables: { text: 'It rains.', rubric: 'Names the rain.' } },
        ...{ sources: [], schema: wordSchema, deadline_ms: 5_000, refresh: true },
      },
      { ...owner, signal: new AbortController().signal },
    );
  } finally {
    await opened.close();
  }
}

describe('the models of a command', () => {
  it('are none without a key, and then no database is asked for', async () => {
    expect(await openModels({})).toBeNull();
    expect(await openModels({ DATABASE_URL: 'postgres://nobody@localhost:1/none' })).toBeNull();
  });

  it.each(['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'XAI_API_KEY'])('are opened by %s', async (key) => {
    const opened = await openModels({ ...settings(), [key]: secret });
    expect(opened).toMatchObject({ tenant_id: tenant.tenant_id, council: { ask: expect.any(Function) } });
    await opened?.close();
  });

  it('with a key need a database and the key of credentials, and say so without showing a secret', async () => {
    const { DATABASE_URL: _, ...bare } = settings();
    const problem = await openModels({ ...bare, OPENAI_API_KEY: secret }).catch((error: unknown) => `${error}`);
    expect(problem).toContain('DATABASE_URL');
    const other = await openModels({ OPENAI_API_KEY: secret }).catch((error: unknown) => `${error}`);
    expect(other).toContain('MBI_CREDENTIALS_KEY');
    for (const text of [problem, other]) expect(text).not.toContain(secret);
  });

  it('are asked at the endpoint that is configured, in the name of the tenant that pays', async () => {
    const door = vendor();
    const environment = { OPENAI_API_KEY: secret, OPENAI_BASE_URL: 'http://models.test/v9', OPENAI_MODEL: 'own-model' };
    expect(await asked(environment, door)).toMatchObject({ status: 'answered', value: { kept: 1 } });
    expect(door.mock.calls.map(([input]) => urlOf(input))).toEqual([
      expect.stringMatching(/^http:\/\/models\.test\/v9\//),
    ]);
    const calls = await database.owner.sql`select tenant_id, model, task from llm_calls`;
    expect(calls).toMatchObject([{ tenant_id: tenant.tenant_id, model: 'own-model', task: 'rubric' }]);
  });

  it('that refuse a key are no answer, and the key is in no reason, row or trace', async () => {
    const answer = await asked({ OPENAI_API_KEY: secret, OPENAI_BASE_URL: 'http://models.test/v9' }, vendor(401));
    expect(answer).toMatchObject({ status: 'degraded' });
    const kept = await database.owner.sql`select * from llm_calls`;
    const traces = await database.owner.sql`select * from llm_traces`;
    expect(JSON.stringify([answer, kept, traces])).not.toContain(secret);
  });

  it('are of the first tenant of the demo where none is named', async () => {
    const { MBI_TENANT_ID: _, ...rest } = settings();
    const opened = await openModels({ ...rest, OPENAI_API_KEY: secret });
    expect(opened?.tenant_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(opened?.tenant_id).not.toBe(tenant.tenant_id);
    await opened?.close();
  });
});
