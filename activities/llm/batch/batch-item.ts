import { z } from 'zod';
import type { CouncilOwner, CouncilQuestion } from '../../../contracts/council.ts';
import { answerSchema } from '../council/answer-schema.ts';
import type { CouncilDependencies } from '../council/council-dependencies.ts';
import { cacheKey } from '../council/kept-answers.ts';
import { type Prepared, prepareQuestion } from '../council/prepare-question.ts';
import type { CompletionRequest } from '../language-model.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { systemText } from '../outgoing/write-message.ts';
import type { VendorBatch } from './vendor-batch.ts';

/** A model whose vendor takes batches. */
export type BatchModel = ConfiguredModel & { readonly batch: VendorBatch };

/** A question that is ready for a batch. Its id follows from all that goes in, so that a repeated attempt finds it again. */
export type BatchItem<Value> = {
  readonly custom_id: string;
  readonly question: CouncilQuestion<Value>;
  readonly prepared: Prepared;
  readonly model: BatchModel;
  readonly request: Omit<CompletionRequest, 'signal'>;
};

/** What is kept of each question of a batch until it is settled. Prices are those of the day on which it was handed in. */
export const keptItemsSchema = z.record(
  z.string(),
  z.object({
    reservation_id: z.string(),
    reserved_usd: z.number(),
    input_usd: z.number().describe('per million tokens'),
    output_usd: z.number().describe('per million tokens'),
    known_price: z.boolean(),
  }),
);
/** What is kept of each question of a batch until it is settled. */
export type KeptItems = z.infer<typeof keptItemsSchema>;

/** Tells whether a model's vendor takes batches. */
export function takesBatches(model: ConfiguredModel): model is BatchModel {
  return model.batch !== undefined;
}

/** Makes a question ready for the first model that takes batches; null when none of those that may be asked does. */
export async function prepareItem<Value>(
  question: CouncilQuestion<Value>,
  owner: CouncilOwner,
  deps: CouncilDependencies,
  refusing: ReadonlySet<string>,
): Promise<BatchItem<Value> | null> {
  const prepared = await prepareQuestion({ ...question, deadline_ms: 0 }, owner, deps, refusing);
  const model = prepared.models.find(takesBatches);
  if (model === undefined) return null;
  const { prompt, message, guard } = prepared;
  guard.refuse(message);
  const { temperature, max_tokens: max_output_tokens } = prompt.metadata;
  return {
    ...{ custom_id: cacheKey(question, { prompt, message, model }), question, prepared, model },
    request: {
      ...{ task: question.task, system: systemText(prompt), user: message, max_output_tokens, temperature },
      schema: answerSchema(question.schema),
    },
  };
}
