import { and, gt, inArray, lte, sql } from 'drizzle-orm';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { llmAnswers } from '../schema/index.ts';

/** The answers that still serve, by key. */
export async function readAnswers(tx: TenantTransaction, cache_keys: readonly string[], now: Date) {
  if (cache_keys.length === 0) return new Map<string, JsonValue>();
  const rows = await tx
    .select({ cache_key: llmAnswers.cache_key, answer: llmAnswers.answer })
    .from(llmAnswers)
    .where(and(inArray(llmAnswers.cache_key, [...cache_keys]), gt(llmAnswers.expires_at, now)));
  return new Map(rows.map((row) => [row.cache_key, row.answer]));
}

/** Keeps an answer until `expires_at`, in place of an older one, and drops those that are past theirs. */
export async function keepAnswer(
  tx: TenantTransaction,
  answer: {
    readonly cache_key: string;
    readonly task: string;
    readonly model: string;
    readonly answer: JsonValue;
    readonly expires_at: Date;
  },
  now: Date,
): Promise<void> {
  await tx.delete(llmAnswers).where(lte(llmAnswers.expires_at, now));
  await tx
    .insert(llmAnswers)
    .values({ ...answer, created_at: now })
    .onConflictDoUpdate({
      target: [llmAnswers.tenant_id, llmAnswers.cache_key],
      set: {
        answer: sql`excluded.answer`,
        model: sql`excluded.model`,
        created_at: now,
        expires_at: sql`excluded.expires_at`,
      },
    });
}
