import { z } from 'zod';
import type { CouncilAnswer, CouncilOwner } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { toMicroUsd } from '../../../contracts/model-cost.ts';
import { withTenant } from '../../../db/connect.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { closeBatch, type LlmBatchRow } from '../../../db/queries/llm-batches.ts';
import { settleReservation } from '../../../db/queries/llm-reservations.ts';
import { checkAnswer } from '../checking/check-answer.ts';
import { invalid } from '../council/ask-models.ts';
import { degradedBy } from '../council/degraded-by.ts';
import { keep } from '../council/kept-answers.ts';
import { answered, usualSources } from '../council/serve-kept.ts';
import { type RecordedOutcome, recordCall } from '../ledger/record-call.ts';
import { estimateTokens } from '../wallet/estimate-tokens.ts';
import { withRetries } from '../wire/with-retries.ts';
import type { AskManyDependencies } from './ask-many.ts';
import { awaitBatch, type Waiting } from './await-batch.ts';
import { type BatchItem, type BatchModel, type KeptItems, keptItemsSchema } from './batch-item.ts';
import type { BatchedResult } from './vendor-batch.ts';

type Finished<Value> = {
  readonly item: BatchItem<Value>;
  readonly reservation_id: string;
  readonly answer: CouncilAnswer<Value>;
  readonly outcome: Pick<RecordedOutcome, 'answer' | 'status' | 'cost_usd' | 'saved_usd'>;
};

/**
 * Waits for a batch, reads and checks what came, and writes all of it down in one transaction, once: an attempt that comes
 * later reads the same answers and writes nothing. Gives an answer for each of the questions that is in the batch.
 */
export async function finishBatch<Value>(
  row: LlmBatchRow,
  model: BatchModel,
  items: ReadonlyMap<string, BatchItem<Value>>,
  {
    owner,
    waiting,
    deps,
  }: { readonly owner: CouncilOwner; readonly waiting: Waiting; readonly deps: AskManyDependencies },
): Promise<ReadonlyMap<string, CouncilAnswer<Value>>> {
  const kept = keptItemsSchema.parse(row.items);
  const own = [...items.values()].filter((item) => Object.hasOwn(kept, item.custom_id));
  const all = (answer: CouncilAnswer<Value>) => new Map(own.map((item) => [item.custom_id, answer]));
  const vendor_batch_id = row.vendor_batch_id ?? '';
  try {
    if (!(await awaitBatch(model.batch, vendor_batch_id, waiting)))
      throw new CodedError('LLM_DEADLINE', 'The batch did not end in its time; what is set aside for it stands.');
    const until = deps.patience.now() + 60_000;
    const read = () => model.batch.results(vendor_batch_id, owner.signal);
    const results = await withRetries(read, deps.patience, { until, signal: owner.signal }).catch(refused(own));
    const finished = own.map((item) => finish(item, kept, results, deps));
    await writeDown(row, finished, othersOf(kept, items, results), owner, deps);
    return new Map(finished.map(({ item, answer }) => [item.custom_id, answer]));
  } catch (error) {
    return all(degradedBy(error));
  }
}

type Settlement = { readonly reservation_id: string; readonly cost_usd: number };

/**
 * What the questions cost that an earlier attempt had put into the batch and this one does not ask, as what they are made
 * from has changed since. Nobody reads their answers, but their money is not left standing.
 */
function othersOf(
  kept: KeptItems,
  items: ReadonlyMap<string, unknown>,
  results: readonly BatchedResult[],
): readonly Settlement[] {
  return Object.entries(kept)
    .filter(([custom_id]) => !items.has(custom_id))
    .map(([custom_id, { reservation_id, reserved_usd, input_usd, output_usd }]) => {
      const result = results.find((each) => each.custom_id === custom_id) ?? missing(custom_id);
      if ('failure' in result) return { reservation_id, cost_usd: result.billed ? reserved_usd : 0 };
      const { input_tokens, output_tokens } = result.completion;
      const counted = (input_tokens * input_usd + output_tokens * output_usd) / 1e6;
      return { reservation_id, cost_usd: counted || reserved_usd };
    });
}

function finish<Value>(
  item: BatchItem<Value>,
  kept: KeptItems,
  results: readonly BatchedResult[],
  deps: AskManyDependencies,
): Finished<Value> {
  const { custom_id, prepared, question, request } = item;
  const money = kept[custom_id] ?? {
    reservation_id: '',
    reserved_usd: 0,
    input_usd: 0,
    output_usd: 0,
    known_price: true,
  };
  const { reservation_id } = money;
  const result = results.find((each) => each.custom_id === custom_id) ?? missing(custom_id);
  if ('failure' in result) {
    const { failure, billed } = result;
    const cost_usd = billed ? money.reserved_usd : 0;
    const outcome = { answer: null, status: failure.code, cost_usd, saved_usd: null };
    return { item, reservation_id, answer: degradedBy(failure, cost_usd), outcome };
  }
  const { completion } = result;
  const input_tokens = completion.input_tokens || estimateTokens(request.system, request.user);
  const output_tokens = completion.output_tokens || estimateTokens(completion.text);
  const cost_usd = (input_tokens * money.input_usd + output_tokens * money.output_usd) / 1e6;
  if (!money.known_price)
    deps.log.warn({ model: item.model.model }, 'no price is known for this model; the usual one is taken');
  const { schema, min_sources_per_claim = usualSources } = question;
  const { sources, variables, prompt } = prepared;
  const checked = checkAnswer(completion.text, { schema, sources, variables, min_sources_per_claim });
  const status = checked.usable ? 'answered' : 'LLM_ANSWER_INVALID';
  // The other half of the price.
  const outcome = { answer: completion, status, cost_usd, saved_usd: cost_usd };
  const circumstances = {
    ...{ answered_by: completion.model, votes: [], not_verified_because: null, prompt, cached: false, cost_usd },
    fallback_from: [],
  };
  const answer: CouncilAnswer<Value> = checked.usable
    ? answered(checked.value, circumstances)
    : degradedBy(invalid(item.model, checked), cost_usd);
  return { item, reservation_id, answer, outcome };
}

/** A batch that the vendor refuses as a whole is a refusal of each question; other faults leave it to be read again. */
function refused(own: readonly BatchItem<unknown>[]) {
  return (failure: unknown): readonly BatchedResult[] => {
    if (!(failure instanceof CodedError) || failure.code !== 'LLM_REFUSED') throw failure;
    return own.map(({ custom_id }) => ({ custom_id, failure, billed: false }));
  };
}

function missing(custom_id: string): BatchedResult {
  const failure = new CodedError('LLM_DEADLINE', 'The batch ended without an answer to this question.');
  return { custom_id, failure, billed: false };
}

async function writeDown<Value>(
  { batch_id, created_at }: LlmBatchRow,
  finished: readonly Finished<Value>[],
  others: readonly Settlement[],
  owner: CouncilOwner,
  deps: AskManyDependencies,
): Promise<void> {
  const now = deps.clock.now();
  const first = await withTenant(deps.database, owner.tenant_id, async (tx) => {
    if (!(await closeBatch(tx, batch_id, now))) return false;
    for (const { reservation_id, cost_usd } of others)
      await settleReservation(tx, { reservation_id, micro_usd: toMicroUsd(cost_usd), now });
    for (const { item, reservation_id, outcome } of finished) {
      const { prompt, sources, guard } = item.prepared;
      const source_ids = sources.map((source) => source.source_id);
      const asked = {
        ...item,
        prompt,
        source_ids,
        role: 'generator' as const,
        fallback_from: [],
        owner,
        mask: guard.hash,
      };
      const latency_ms = Math.max(0, now.getTime() - created_at.getTime());
      const call_id = deriveId('llm_call', batch_id, item.custom_id);
      await recordCall(tx, deps, asked, { ...outcome, call_id, reservation_id, batch_id, latency_ms, now });
    }
    return true;
  });
  if (!first) return;
  for (const { item, answer } of finished) {
    if (answer.status !== 'answered') continue;
    const { model: answered_by, cost_usd } = answer;
    const kept = { value: z.json().parse(answer.value), answered_by, votes: [], not_verified_because: null, cost_usd };
    const { task } = item.question;
    await keep(deps.database, owner.tenant_id, { cache_key: item.custom_id, task, answer: kept }, now);
  }
}
