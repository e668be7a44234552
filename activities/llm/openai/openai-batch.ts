import OpenAI, { toFile } from 'openai';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type BatchedResult, largestResultsBytes, type VendorBatch } from '../batch/vendor-batch.ts';
import type { LanguageModelSettings } from '../language-model.ts';
import { codedBy, vendorFailure } from '../wire/vendor-failure.ts';
import { createOpenaiClient, openaiParams, readOpenaiCompletion } from './openai-wire.ts';

const coded = codedBy('OpenAI');
const endpoint = '/v1/chat/completions';
/** How long the vendor keeps the questions and answers: long enough for a step that is tried again, and no longer. */
const kept = { anchor: 'created_at' as const, seconds: 7 * 86_400 };
const ended = new Set(['completed', 'failed', 'expired', 'cancelled']);

const completionSchema = z.object({
  model: z.string(),
  choices: z.array(
    z.object({
      finish_reason: z.string(),
      message: z.object({ content: z.string().nullable(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});
const lineSchema = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: z.object({ code: z.string().nullish() }).nullish(),
});

/** OpenAI's Batch API (https://platform.openai.com/docs/guides/batch): a file of questions, and files of answers and errors. */
export function createOpenaiBatch(settings: LanguageModelSettings): VendorBatch {
  const client = createOpenaiClient(settings, largestResultsBytes);
  const read = async (file_id: string | undefined, signal: AbortSignal) => {
    const text = file_id == null ? '' : await (await client.files.content(file_id, { signal })).text();
    return text.split('\n').flatMap(resultsIn);
  };
  return {
    submit: coded(async (requests, signal) => {
      const lines = requests.map(({ custom_id, request }) =>
        JSON.stringify({ custom_id, method: 'POST', url: endpoint, body: openaiParams(settings, request) }),
      );
      const file = await toFile(Buffer.from(lines.join('\n')), 'batch.jsonl', { type: 'application/jsonl' });
      const { id } = await client.files.create({ file, purpose: 'batch', expires_after: kept }, { signal });
      const order = { input_file_id: id, endpoint, completion_window: '24h', output_expires_after: kept } as const;
      return (await client.batches.create(order, { signal })).id;
    }),
    hasEnded: coded(async (id, signal) => ended.has((await client.batches.retrieve(id, { signal })).status)),
    results: coded(async (id, signal) => {
      const { status, output_file_id, error_file_id } = await client.batches.retrieve(id, { signal });
      if (status === 'failed') throw new CodedError('LLM_REFUSED', 'OpenAI could not read the batch.', { status: 400 });
      return [...(await read(output_file_id, signal)), ...(await read(error_file_id, signal))];
    }),
    cancel: coded(async (id, signal) => {
      await client.batches.cancel(id, { signal });
    }),
  };
}

/** The result on a line; none of a line that cannot be read, so that the others are not lost with it. */
function resultsIn(line: string): readonly BatchedResult[] {
  try {
    return [resultOf(lineSchema.parse(JSON.parse(line)))];
  } catch {
    return [];
  }
}

/** Failed, cancelled and expired requests are not billed; a refused or cut answer is. */
function resultOf({ custom_id, response, error }: z.infer<typeof lineSchema>): BatchedResult {
  if (response == null) {
    const failure = new CodedError('LLM_DEADLINE', `No model answered the request: ${error?.code ?? 'no reason'}.`);
    return { custom_id, failure, billed: false };
  }
  if (response.status_code !== 200) {
    const body = z.looseObject({}).safeParse(response.body).data;
    const thrown = OpenAI.APIError.generate(response.status_code, body, undefined, new Headers());
    return { custom_id, failure: vendorFailure('OpenAI', thrown), billed: false };
  }
  try {
    return { custom_id, completion: readOpenaiCompletion('openai', completionSchema.parse(response.body)) };
  } catch (thrown) {
    return { custom_id, failure: vendorFailure('OpenAI', thrown), billed: true };
  }
}
