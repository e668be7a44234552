import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type LlmCallRow, listLlmCalls, readTrace } from '../../../db/queries/llm-calls-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment, pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';

const callSchema = z.object({
  call_id: z.uuid(),
  timestamp: moment,
  model: z.string(),
  vendor: z.string().nullable(),
  task: z.string(),
  role: z.string().nullable(),
  status: z.string().describe('`answered`, `cached`, or the code of what went wrong'),
  prompt_name: z.string().nullable(),
  prompt_version: z.string().nullable(),
  prompt_digest: z.string().nullable(),
  prompt_hash: z.string(),
  output_hash: z.string().nullable(),
  source_ids: z.array(z.string()),
  fallback_from: z.array(z.string()).describe('models that were asked before in vain, as `model:CODE`'),
  cached: z.boolean(),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cost_usd: z.number().nullable(),
  saved_usd: z.number().nullable().describe('US dollars that an earlier answer, or the batch, saved'),
  batch_id: z.uuid().nullable().describe('set when it was asked in a batch, at half the price'),
  trace_project: z.string().nullable(),
  environment: z.string().nullable(),
  latency_ms: z.int(),
  temperature: z.number().nullable().describe('null: none was sent, or no model was asked'),
  execution_id: z.uuid().nullable(),
  recommendation_id: z.uuid().nullable(),
  campaign_id: z.string().nullable(),
});

function toCall({ tenant_id: _tenant, timestamp, ...call }: LlmCallRow) {
  return { ...call, timestamp: timestamp.toISOString() };
}

const name = z.string().max(200).optional();

/** Calls of language models, answered, failed and served again, the newest first: hashes, tokens and cost, never texts. */
export const listLlmCallsOperation = defineOperation({
  method: 'get',
  path: '/v2/llm-calls',
  id: 'list_llm_calls',
  tag: 'models',
  summary: 'List calls of language models.',
  access: 'models:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    ...{ task: name, model: name, status: name, prompt_name: name, prompt_version: name, campaign_id: name },
    execution_id: z.uuid().optional(),
    recommendation_id: z.uuid().optional(),
    cached: z.enum(['true', 'false']).optional(),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of calls.', schema: pageSchema(callSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, cached, ...wanted } = query;
    const filter = {
      ...{ limit, after: readCursor(cursor), cached: cached === undefined ? null : cached === 'true' },
      ...{ task: wanted.task ?? null, model: wanted.model ?? null, status: wanted.status ?? null },
      ...{ prompt_name: wanted.prompt_name ?? null, prompt_version: wanted.prompt_version ?? null },
      ...{ execution_id: wanted.execution_id ?? null, campaign_id: wanted.campaign_id ?? null },
      recommendation_id: wanted.recommendation_id ?? null,
    };
    return json(200, toPageBody(await inTenant((tx) => listLlmCalls(tx, filter)), toCall));
  },
});

/** What went to a model and what came back, personal data hashed; null once the text is no longer kept. */
export const showLlmTrace = defineOperation({
  method: 'get',
  path: '/v2/llm-traces/:id',
  id: 'show_llm_trace',
  tag: 'models',
  summary: 'Show the texts of a call of a language model.',
  access: 'models:trace',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The call with its texts.',
      schema: z.object({ call: callSchema, input: z.string().nullable(), output: z.string().nullable() }),
    },
  },
  errors: ['NOT_FOUND'],
  async handle({ params, inTenant }) {
    const found = await inTenant((tx) => readTrace(tx, params.id));
    if (found === null) throw new CodedError('NOT_FOUND', `There is no call ${params.id}.`);
    return json(200, { call: toCall(found.call), input: found.input, output: found.output });
  },
});
