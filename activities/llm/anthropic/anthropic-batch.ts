import Anthropic from '@anthropic-ai/sdk';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type BatchedResult, largestResultsBytes, type VendorBatch } from '../batch/vendor-batch.ts';
import type { LanguageModelSettings } from '../language-model.ts';
import { codedBy, vendorFailure } from '../wire/vendor-failure.ts';
import { anthropicParams, createAnthropicClient, readAnthropicMessage } from './anthropic-wire.ts';

const coded = codedBy('Anthropic');
/** The status that a single call would have had, by the type of the error that stands in the results. */
const statuses: Readonly<Record<string, number>> = {
  ...{ invalid_request_error: 400, authentication_error: 401, billing_error: 402, permission_error: 403 },
  ...{ not_found_error: 404, rate_limit_error: 429, timeout_error: 504, overloaded_error: 529 },
};

/** Anthropic's Message Batches API (https://docs.claude.com/en/api/creating-message-batches). */
export function createAnthropicBatch(settings: LanguageModelSettings): VendorBatch {
  const { batches } = createAnthropicClient(settings, largestResultsBytes).messages;
  return {
    submit: coded(async (requests, signal) => {
      const all = requests.map(({ custom_id, request }) => ({ custom_id, params: anthropicParams(settings, request) }));
      return (await batches.create({ requests: all }, { signal })).id;
    }),
    hasEnded: coded(async (id, signal) => {
      const batch = await batches.retrieve(id, undefined, { signal });
      return batch.processing_status === 'ended';
    }),
    results: coded(async (id, signal) => {
      const found: BatchedResult[] = [];
      for await (const each of await batches.results(id, undefined, { signal })) found.push(resultOf(each));
      return found;
    }),
    cancel: coded(async (id, signal) => {
      await batches.cancel(id, undefined, { signal });
    }),
  };
}

/** Errored, cancelled and expired requests are not billed; a refused or cut answer is. */
function resultOf({ custom_id, result }: Anthropic.Messages.MessageBatchIndividualResponse): BatchedResult {
  if (result.type === 'succeeded') {
    try {
      return { custom_id, completion: readAnthropicMessage(result.message) };
    } catch (error) {
      return { custom_id, failure: vendorFailure('Anthropic', error), billed: true };
    }
  }
  if (result.type !== 'errored') {
    const failure = new CodedError('LLM_DEADLINE', `The request was ${result.type} before a model answered it.`);
    return { custom_id, failure, billed: false };
  }
  const { type, message } = result.error.error;
  const error = Anthropic.APIError.generate(statuses[type] ?? 500, result.error, message, new Headers());
  return { custom_id, failure: vendorFailure('Anthropic', error), billed: false };
}
