import { createHash } from 'node:crypto';
import type { ActionContext } from '../../contracts/action-handler.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { insertLlmCall } from '../../db/queries/llm-calls.ts';
import type { Completion, CompletionRequest, LanguageModel } from './language-model.ts';
import { callCost } from './prices.ts';

/** For whom a call is made, and from which sources its facts come. */
export type CallOwner = {
  readonly tenant_id: string;
  readonly execution_id: string | null;
  readonly source_ids: readonly string[];
};

/** Makes one call and records it, answered or failed; the record never stops the answer from being used. */
export type RecordedComplete = (request: CompletionRequest, owner: CallOwner) => Promise<Completion>;

/** Wraps a model so that every call leaves a row in `llm_calls`: hashes, tokens, cost, time and status. */
export function createRecordedComplete(
  model: LanguageModel,
  deps: { readonly database: Database; readonly log: ActionContext['log']; readonly monotonicMs: () => number },
): RecordedComplete {
  return async (request, owner) => {
    const started = deps.monotonicMs();
    const record = async (answer: Completion | null, status: string) => {
      const tokens = { input_tokens: answer?.input_tokens ?? 0, output_tokens: answer?.output_tokens ?? 0 };
      const { cost_usd, known } = callCost(model.model, tokens.input_tokens, tokens.output_tokens);
      if (!known) deps.log.warn({ model: model.model }, 'no price is known for this model; the usual one is taken');
      await withTenant(deps.database, owner.tenant_id, (tx) =>
        insertLlmCall(tx, {
          model: model.model,
          task: request.task,
          prompt_hash: hash(`${request.system}\n${request.user}`),
          output_hash: answer === null ? null : hash(answer.text),
          source_ids: [...owner.source_ids],
          ...tokens,
          cost_usd,
          latency_ms: Math.round(deps.monotonicMs() - started),
          status,
          execution_id: owner.execution_id,
        }),
      );
    };
    try {
      const answer = await model.complete(request);
      await record(answer, 'answered');
      return answer;
    } catch (error) {
      await record(null, error instanceof CodedError ? error.code : 'INTERNAL');
      throw error;
    }
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
