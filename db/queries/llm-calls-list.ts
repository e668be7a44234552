import { and, eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { llmCalls, llmTraces } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** A call as the ledger has it. */
export type LlmCallRow = typeof llmCalls.$inferSelect;

/** What a list of calls is narrowed to; null leaves it open. */
export type LlmCallFilter = {
  readonly limit: number;
  readonly after: KeysetPosition | null;
  readonly task: string | null;
  readonly model: string | null;
  readonly status: string | null;
  readonly prompt_name: string | null;
  readonly prompt_version: string | null;
  readonly execution_id: string | null;
  readonly campaign_id: string | null;
  readonly recommendation_id: string | null;
  readonly cached: boolean | null;
};

/** Calls, the newest first. */
export async function listLlmCalls(tx: TenantTransaction, filter: LlmCallFilter): Promise<KeysetPage<LlmCallRow>> {
  const { limit, after, ...wanted } = filter;
  const rows = await tx
    .select()
    .from(llmCalls)
    .where(
      and(
        afterPosition(llmCalls.timestamp, llmCalls.call_id, after),
        wanted.task === null ? undefined : eq(llmCalls.task, wanted.task),
        wanted.model === null ? undefined : eq(llmCalls.model, wanted.model),
        wanted.status === null ? undefined : eq(llmCalls.status, wanted.status),
        wanted.prompt_name === null ? undefined : eq(llmCalls.prompt_name, wanted.prompt_name),
        wanted.prompt_version === null ? undefined : eq(llmCalls.prompt_version, wanted.prompt_version),
        wanted.execution_id === null ? undefined : eq(llmCalls.execution_id, wanted.execution_id),
        wanted.campaign_id === null ? undefined : eq(llmCalls.campaign_id, wanted.campaign_id),
        wanted.recommendation_id === null ? undefined : eq(llmCalls.recommendation_id, wanted.recommendation_id),
        wanted.cached === null ? undefined : eq(llmCalls.cached, wanted.cached),
      ),
    )
    .orderBy(newestFirst(llmCalls.timestamp, llmCalls.call_id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => ({ at: row.timestamp, id: row.call_id }));
}

/** One call with the text that went out and what came back, as long as it is kept; null when there is no such call. */
export async function readTrace(tx: TenantTransaction, call_id: string) {
  const [row] = await tx
    .select({ call: llmCalls, input: llmTraces.input, output: llmTraces.output })
    .from(llmCalls)
    .leftJoin(llmTraces, eq(llmTraces.call_id, llmCalls.call_id))
    .where(eq(llmCalls.call_id, call_id));
  return row ?? null;
}
