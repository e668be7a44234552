import { createHash } from 'node:crypto';
import type { CouncilOwner, ToldMessage } from '../../../contracts/council.ts';
import { toMicroUsd } from '../../../contracts/model-cost.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { insertLlmCall, keepTrace } from '../../../db/queries/llm-calls.ts';
import { settleReservation } from '../../../db/queries/llm-reservations.ts';
import { type Completion, type CompletionRequest, temperatureOf } from '../language-model.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';

/** How long texts of calls are kept for people who look into them. */
const keepTracesDays = 30;

/** How calls are traced. Every row of the ledger has the labels; the texts are kept only while it is on. */
export type Tracing = { readonly enabled: boolean; readonly project: string; readonly environment: string };

/** What was asked, of whom, for whom and by which prompt. */
export type RecordedRequest = {
  readonly model: ConfiguredModel;
  readonly role: 'generator' | 'verifier';
  readonly prompt: PromptVersion;
  readonly request: Omit<CompletionRequest, 'signal'>;
  readonly source_ids: readonly string[];
  readonly fallback_from: readonly string[];
  readonly owner: CouncilOwner;
  /** Hashes personal data, should the answer hold any. */
  readonly mask: (text: string) => string;
};

/** What came of it. `saved_usd` is what it would have cost more outside of a batch. */
export type RecordedOutcome = {
  readonly call_id: string;
  readonly reservation_id: string;
  readonly answer: Completion | null;
  readonly status: string;
  readonly cost_usd: number;
  readonly saved_usd: number | null;
  readonly latency_ms: number;
  readonly batch_id: string | null;
  readonly now: Date;
};

/**
 * Writes one request down: its reservation is settled, its row stands in the ledger, and its texts are kept for a while.
 * Gives the reference to it, to be told once the transaction holds.
 */
export async function recordCall(
  tx: TenantTransaction,
  { tracing }: { readonly tracing: Tracing },
  { model, role, prompt, request, owner, source_ids, fallback_from, mask }: RecordedRequest,
  outcome: RecordedOutcome,
): Promise<ToldMessage> {
  const { call_id, reservation_id, answer, now, ...figures } = outcome;
  const temperature = temperatureOf(model, request);
  await settleReservation(tx, { reservation_id, micro_usd: toMicroUsd(figures.cost_usd), now });
  const message: ToldMessage = {
    ...{ call_id, model: answer?.model ?? model.model, task: request.task, role },
    ...{ prompt_hash: hash(`${request.system}\n${request.user}`), output_hash: answer && hash(answer.text) },
    ...{ prompt_name: prompt.name, prompt_version: prompt.key, status: outcome.status, cached: false },
  };
  await insertLlmCall(tx, {
    ...{ ...message, vendor: model.vendor, temperature, prompt_digest: prompt.digest },
    ...{ source_ids: [...source_ids], fallback_from: [...fallback_from], ...figures },
    ...{ input_tokens: answer?.input_tokens ?? 0, output_tokens: answer?.output_tokens ?? 0 },
    ...{ execution_id: owner.execution_id, campaign_id: owner.campaign_id },
    ...{ recommendation_id: owner.recommendation_id ?? null, ...labelsOf(tracing) },
  });
  if (!tracing.enabled) return message;
  const { system, user } = request;
  const texts = { input: JSON.stringify({ system, user, temperature }), output: answer && mask(answer.text) };
  await keepTrace(tx, { call_id, ...texts }, { now, keep_days: keepTracesDays });
  return message;
}

/** The labels of a call as the ledger has them. */
export function labelsOf({ project, environment }: Tracing) {
  return { trace_project: project, environment };
}

/** The name of a text. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
