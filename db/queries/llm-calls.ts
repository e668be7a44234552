import { and, eq, gte, lt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { llmCalls, llmTraces } from '../schema/index.ts';

/** A call as it is recorded. */
export type NewLlmCall = Omit<typeof llmCalls.$inferInsert, 'tenant_id' | 'timestamp'>;

/** Records one call of a language model, answered, failed or served from an earlier answer. Hashes, never texts. */
export async function insertLlmCall(tx: TenantTransaction, call: NewLlmCall): Promise<void> {
  await tx.insert(llmCalls).values(call);
}

/** Keeps what went to a model and what came back, apart from the ledger, and drops what is older than `keep_days`. */
export async function keepTrace(
  tx: TenantTransaction,
  trace: { readonly call_id: string; readonly input: string; readonly output: string | null },
  { now, keep_days }: { readonly now: Date; readonly keep_days: number },
): Promise<void> {
  await tx.insert(llmTraces).values({ ...trace, created_at: now });
  await tx.delete(llmTraces).where(lt(llmTraces.created_at, new Date(now.getTime() - keep_days * 86_400_000)));
}

/** Which version of a prompt an execution was first answered with; null when it has not asked yet. */
export async function readPinnedVersion(
  tx: TenantTransaction,
  execution_id: string,
  prompt_name: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ prompt_version: llmCalls.prompt_version })
    .from(llmCalls)
    .where(and(eq(llmCalls.execution_id, execution_id), eq(llmCalls.prompt_name, prompt_name)))
    .orderBy(llmCalls.timestamp)
    .limit(1);
  return row?.prompt_version ?? null;
}

/** Calls, tokens, cost and what was saved, of each group in a range of days; `to` is the first moment that no longer counts. */
export async function sumCalls(
  tx: TenantTransaction,
  {
    from,
    to,
    by,
  }: { readonly from: Date; readonly to: Date; readonly by: 'all' | 'task' | 'model' | 'prompt' | 'day' | 'campaign' },
) {
  const groups = {
    all: sql<string>`'all'`,
    task: sql<string>`${llmCalls.task}`,
    model: sql<string>`${llmCalls.model}`,
    prompt: sql<string>`coalesce(${llmCalls.prompt_name} || ' ' || ${llmCalls.prompt_version}, '')`,
    campaign: sql<string>`coalesce(${llmCalls.campaign_id}, '')`,
    day: sql<string>`to_char(${llmCalls.timestamp} at time zone 'utc', 'YYYY-MM-DD')`,
  };
  const rows = await tx
    .select({
      key: groups[by].as('key'),
      calls: sql<number>`count(*)::int`,
      cached: sql<number>`count(*) filter (where ${llmCalls.cached})::int`,
      failed: sql<number>`count(*) filter (where ${llmCalls.status} not in ('answered', 'cached'))::int`,
      tokens: sql<number>`coalesce(sum(${llmCalls.input_tokens} + ${llmCalls.output_tokens}), 0)::float8`,
      cost_usd: sql<number>`coalesce(sum(${llmCalls.cost_usd}), 0)::float8`,
      saved_by_cache_usd: sql<number>`coalesce(sum(${llmCalls.saved_usd}) filter (where ${llmCalls.cached}), 0)::float8`,
      saved_by_batch_usd: sql<number>`coalesce(sum(${llmCalls.saved_usd}) filter (where ${llmCalls.batch_id} is not null), 0)::float8`,
      recommendations: sql<number>`count(distinct ${llmCalls.recommendation_id})::int`,
      executions: sql<number>`count(distinct ${llmCalls.execution_id})::int`,
    })
    .from(llmCalls)
    .where(and(gte(llmCalls.timestamp, from), lt(llmCalls.timestamp, to)))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows;
}
