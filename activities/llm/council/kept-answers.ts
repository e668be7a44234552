import { z } from 'zod';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { CouncilRequest } from '../../../contracts/council.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import { type Database, withTenant } from '../../../db/connect.ts';
import { keepAnswer, readAnswers } from '../../../db/queries/llm-answers.ts';
import { hash } from '../ledger/record-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { answerSchema } from './answer-schema.ts';

const keptForMs = 24 * 60 * 60_000;
/** A similar analysis serves for an hour. */
const reusedForMs = 60 * 60_000;

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
  /** What it cost to get and to check it: so much is saved each time it serves again. */
  cost_usd: z.number().default(0),
});
/** An answer as it is kept. */
export type KeptAnswer = z.infer<typeof keptSchema>;

type Named = Pick<
  CouncilRequest<unknown>,
  'task' | 'schema' | 'sources' | 'verify' | 'min_sources_per_claim' | 'reuse_key'
>;
type Asked = { readonly prompt: PromptVersion; readonly message: string; readonly model: ConfiguredModel };

/** Names an answer by all that went in: model, prompt, shape, sources, text, and whether it was to be checked. */
export function cacheKey(request: Named, { message, ...asked }: Asked): string {
  return named(request, asked, { text: hash(message) });
}

/** Names an answer by what was analysed instead of by every word of it; null when the question has no such name. */
export function reuseKey(request: Named, asked: Omit<Asked, 'message'>): string | null {
  return request.reuse_key === undefined ? null : named(request, asked, { analysis: request.reuse_key });
}

function named(
  request: Named,
  { prompt, model }: Omit<Asked, 'message'>,
  what: Readonly<Record<string, string>>,
): string {
  const { task, schema, sources, verify = false, min_sources_per_claim = null } = request;
  const source_ids = sources.map((source) => source.source_id).sort();
  const shape = hash(canonicalJson(answerSchema(schema)));
  const parts = { model: model.model, prompt: prompt.digest, task, shape, source_ids };
  return hash(canonicalJson({ ...parts, verify, min_sources_per_claim, ...what }));
}

/** A name under which an answer may be kept, and the model whose answer that is. */
export type Candidate = { readonly key: string; readonly model: ConfiguredModel };

/** The first of these answers that still serves, and whose it is; null when there is none. */
export async function findKept(
  database: Database,
  tenant_id: string,
  candidates: readonly Candidate[],
  now: Date,
): Promise<{ readonly kept: KeptAnswer; readonly model: ConfiguredModel } | null> {
  const keys = candidates.map(({ key }) => key);
  const found = await withTenant(database, tenant_id, (tx) => readAnswers(tx, keys, now));
  for (const { key, model } of candidates) {
    const kept = keptSchema.safeParse(found.get(key));
    if (kept.success) return { kept: kept.data, model };
  }
  return null;
}

/** Keeps an answer for a day under its own name, and for an hour under the name of what it analyses. */
export async function keep(
  database: Database,
  tenant_id: string,
  kept: {
    readonly cache_key: string;
    readonly reuse_key?: string | null;
    readonly task: string;
    readonly answer: KeptAnswer;
  },
  now: Date,
): Promise<void> {
  const row = { task: kept.task, model: kept.answer.answered_by, answer: keptSchema.parse(kept.answer) };
  const until = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  const { cache_key, reuse_key } = kept;
  await withTenant(database, tenant_id, async (tx) => {
    await keepAnswer(tx, { ...row, cache_key, expires_at: until(keptForMs) }, now);
    if (reuse_key != null) await keepAnswer(tx, { ...row, cache_key: reuse_key, expires_at: until(reusedForMs) }, now);
  });
}
