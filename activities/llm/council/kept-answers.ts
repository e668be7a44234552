import { z } from 'zod';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { CouncilRequest } from '../../../contracts/council.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import { type Database, withTenant } from '../../../db/connect.ts';
import { keepAnswer, readAnswers } from '../../../db/queries/llm-answers.ts';
import { hash } from '../ledger/metered-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { answerSchema } from './answer-schema.ts';

const keptForMs = 24 * 60 * 60_000;

/** An answer as it is kept: everything but what it cost. */
const keptSchema = z.object({
  value: z.json(),
  answered_by: z.string(),
  votes: z.array(
    z.object({
      model: z.string(),
      role: z.enum(['generator', 'verifier', 'second_opinion']),
      agrees: z.boolean(),
      reasons: z.array(z.string()),
    }),
  ),
  not_verified_because: z.string().nullable(),
});
/** An answer as it is kept. */
export type KeptAnswer = z.infer<typeof keptSchema>;

/** Names an answer by all that went in: model, prompt, shape, sources, text, and whether it was to be checked. */
export function cacheKey(
  request: Pick<CouncilRequest<unknown>, 'task' | 'schema' | 'sources' | 'verify' | 'min_sources_per_claim'>,
  {
    prompt,
    message,
    model,
  }: { readonly prompt: PromptVersion; readonly message: string; readonly model: ConfiguredModel },
): string {
  const { task, schema, sources, verify = false, min_sources_per_claim = null } = request;
  const source_ids = sources.map((source) => source.source_id).sort();
  const shape = hash(canonicalJson(answerSchema(schema)));
  const parts = { model: model.model, prompt: prompt.digest, task, shape, source_ids, text: hash(message) };
  return hash(canonicalJson({ ...parts, verify, min_sources_per_claim }));
}

/** The answer of the first of these models that has one that still serves; null when none has. */
export async function findKept(
  database: Database,
  tenant_id: string,
  keys: readonly string[],
  now: Date,
): Promise<KeptAnswer | null> {
  const found = await withTenant(database, tenant_id, (tx) => readAnswers(tx, keys, now));
  for (const key of keys) {
    const kept = keptSchema.safeParse(found.get(key));
    if (kept.success) return kept.data;
  }
  return null;
}

/** Keeps an answer for a day. */
export async function keep(
  database: Database,
  tenant_id: string,
  { cache_key, task, answer }: { readonly cache_key: string; readonly task: string; readonly answer: KeptAnswer },
  now: Date,
): Promise<void> {
  const expires_at = new Date(now.getTime() + keptForMs);
  const row = { cache_key, task, model: answer.answered_by, answer: keptSchema.parse(answer), expires_at };
  await withTenant(database, tenant_id, (tx) => keepAnswer(tx, row, now));
}
