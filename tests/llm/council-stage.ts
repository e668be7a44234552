import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Vendor } from '../../activities/llm/language-model.ts';
import type { ConfiguredModel } from '../../activities/llm/models/configured-models.ts';
import { openCouncil } from '../../activities/llm/open-council.ts';
import { credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import type { CouncilOwner, CouncilRequest } from '../../contracts/council.ts';
import { wordingAnswerSchema } from '../../contracts/model-answers.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startSandbox } from '../harness/sandbox.ts';
import { insertTenantRows } from '../harness/tenant-rows.ts';

/** What a wording asks for, as every test's question does. */
export type Wording = z.infer<typeof wordingAnswerSchema>;

const callsSchema = z.object({
  calls: z.array(z.object({ vendor: z.string(), model: z.string(), prompt: z.string() })),
});

const batchesSchema = z.object({
  batches: z.array(
    z.object({
      ...{ id: z.string(), vendor: z.string(), status: z.string(), cancelled: z.boolean() },
      ...{ models: z.array(z.string()), custom_ids: z.array(z.string()), outcomes: z.record(z.string(), z.string()) },
    }),
  ),
});

/** An answer that passes every check. */
export const goodWording = {
  reasoning: 'CPA rose by 30 %, so the bid goes from 2.50 to 2.88.',
  claims: [{ text: 'CPA rose by 30 %.', source_ids: ['metrics', 'competitors'], status: 'supported' }],
};
/** What a verifier says that agrees. */
export const agreeing = { match: { text: 'You check the answer' }, reply: { agrees: true, reasons: ['It follows.'] } };

/** A council on a database of its own, before the sandbox as its own process that plays every vendor. */
export async function startCouncilStage() {
  const [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  const tenant = await insertTenantRows(database.owner);
  const warnings: { readonly fields: object; readonly message: string }[] = [];
  const told: object[] = [];
  const control = async (method: string, body?: unknown, path = '') => {
    const response = await fetch(`${sandbox.url}/_sandbox/llm${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.status === 204 ? null : response.json();
  };
  const addresses = {
    XAI_BASE_URL: `${sandbox.url}/xai/v1`,
    ANTHROPIC_BASE_URL: `${sandbox.url}/anthropic`,
    OPENAI_BASE_URL: `${sandbox.url}/openai/v1`,
  };
  const keys = { XAI_API_KEY: 'key-x', ANTHROPIC_API_KEY: 'key-a', OPENAI_API_KEY: 'key-o' };
  const settings = credentialsConfig.extend(languageModelConfig.shape);
  let now = new Date();
  const open = (environment: Record<string, string | undefined> = {}, haste?: number) => {
    const council = openCouncil({
      database: database.app,
      config: readConfig(settings, { MBI_CREDENTIALS_KEY: 'ab'.repeat(32), ...addresses, ...keys, ...environment }),
      fetch: globalThis.fetch,
      clock: { now: () => now },
      log: {
        info: (fields) => void told.push(fields),
        warn: (fields, message) => void warnings.push({ fields, message }),
      },
      // Retries wait a tenth of their time, batches less. Who is asked beside a slow model is so only after the whole of it, as
      // on a busy machine every model seems slow.
      patience: {
        wait: (milliseconds, signal) =>
          sleep(milliseconds / (haste ?? (milliseconds < 2_000 ? 10 : 1)), undefined, { signal }).catch(
            () => undefined,
          ),
        random: () => 1,
        now: () => performance.now(),
      },
    });
    if (council === null) throw new Error('No model has a key.');
    return council;
  };
  const owner = (more: Partial<CouncilOwner> = {}): CouncilOwner => ({
    ...{ tenant_id: tenant.tenant_id, execution_id: tenant.execution_id, campaign_id: '100' },
    signal: new AbortController().signal,
    ...more,
  });
  return {
    ...{ database, sandbox, tenant, warnings, told, open, owner },
    /** Sets the script of the vendors and forgets earlier calls. */
    script: async (...entries: readonly object[]) => {
      await control('DELETE');
      await control('POST', entries);
    },
    calls: async () => callsSchema.parse(await control('GET')).calls,
    /** Says how the batches of the vendors go from here on, and forgets earlier ones. */
    playBatches: async (play: object = {}) => {
      await control('DELETE', undefined, '/batches');
      await control('POST', play, '/batches');
    },
    /** Changes how batches go without forgetting any. */
    turnBatches: (play: object) => control('POST', play, '/batches'),
    batches: async () => batchesSchema.parse(await control('GET', undefined, '/batches')).batches,
    /** Another company. */
    stranger: () => insertTenantRows(database.owner),
    setNow: (moment: Date) => {
      now = moment;
    },
    ledger: () =>
      database.owner.sql`select * from llm_calls where tenant_id = ${tenant.tenant_id} order by timestamp, call_id`,
    forget: async () => {
      warnings.length = 0;
      told.length = 0;
      await database.owner
        .sql`truncate llm_calls, llm_traces, llm_answers, llm_reservations, llm_budgets, llm_batches, prompt_experiments`;
    },
    stop: async () => {
      await Promise.all([database.drop(), sandbox.stop()]);
    },
  };
}
/** The stage of a council's tests. */
export type CouncilStage = Awaited<ReturnType<typeof startCouncilStage>>;

/** A configured model that answers as it is told; nobody may ask one that is told nothing. */
export function standInModel(vendor: Vendor, complete?: ConfiguredModel['complete']): ConfiguredModel {
  return {
    ...{ vendor, model: `${vendor}-1`, alias: vendor, size: 'usual', temperature: 0 },
    complete: complete ?? (() => Promise.reject(new Error('Nobody may ask it.'))),
  };
}

/** A question as the agent asks it; fields can be changed. */
export function wordingQuestion(more: Partial<CouncilRequest<Wording>> = {}): CouncilRequest<Wording> {
  return {
    task: 'word_recommendation',
    prompt: { name: 'word_recommendation' },
    variables: { facts: 'CPA rose by 30 % from 45 to 58.50 USD. The bid goes from 2.50 to 2.88.' },
    sources: [
      { source_id: 'metrics', title: 'Metrics', text: 'CPA 58.50 USD, up by 30 % from 45.', trusted: true },
      {
        source_id: 'competitors',
        title: 'Competitors',
        text: 'The sector pays 30 % more; activity up 40 %.',
        trusted: false,
      },
    ],
    schema: wordingAnswerSchema,
    deadline_ms: 10_000,
    ...more,
  };
}
