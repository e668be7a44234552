import type { TenantTransaction } from '../connect.ts';
import { llmCalls } from '../schema/index.ts';

/** Records one call of a language model, answered or failed. Hashes, never texts. */
export async function insertLlmCall(
  tx: TenantTransaction,
  call: Pick<
    typeof llmCalls.$inferInsert,
    | 'model'
    | 'task'
    | 'prompt_hash'
    | 'output_hash'
    | 'source_ids'
    | 'input_tokens'
    | 'output_tokens'
    | 'cost_usd'
    | 'latency_ms'
    | 'status'
    | 'execution_id'
  >,
): Promise<void> {
  await tx.insert(llmCalls).values(call);
}
