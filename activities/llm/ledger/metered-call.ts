import { createHash, randomUUID } from 'node:crypto';
import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { CouncilOwner } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { toMicroUsd } from '../../../contracts/model-cost.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import { type Database, withTenant } from '../../../db/connect.ts';
import { insertLlmCall, keepTrace } from '../../../db/queries/llm-calls.ts';
import { settleReservation } from '../../../db/queries/llm-reservations.ts';
import { type Completion, type CompletionRequest, temperatureOf } from '../language-model.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { estimateTokens } from '../wallet/estimate-tokens.ts';
import type { Reservation, Wallet } from '../wallet/wallet.ts';

/** How long texts of calls are kept for people who look into them. */
const keepTracesDays = 30;

/** One request to one model, with everything that is written down about it. */
export type MeteredRequest = {
  readonly model: ConfiguredModel;
  readonly role: 'generator' | 'verifier';
  readonly prompt: PromptVersion;
  readonly request: Omit<CompletionRequest, 'signal'>;
  readonly source_ids: readonly string[];
  readonly fallback_from: readonly string[];
  readonly timeout_ms: number;
  readonly owner: CouncilOwner;
  /** Hashes personal data, should the answer hold any. */
  readonly mask: (text: string) => string;
  /** Aborted when the whole question is over. */
  readonly signal: AbortSignal;
};

/** What a request brought. `complaint` is an error code when the answer is of no use. */
export type Metered<Result> = { readonly result: Result; readonly model: string; readonly cost_usd: number };

/** Makes one request: money is set aside, the answer is read by `read`, and both are written down. */
export type MeteredCall = <Result>(
  asked: MeteredRequest,
  read: (text: string) => { readonly result: Result; readonly status: 'answered' | 'LLM_ANSWER_INVALID' },
) => Promise<Metered<Result>>;

/** What a run's calls share one budget by. */
export function runKeyOf(owner: CouncilOwner, task: string): string {
  return owner.execution_id ?? `${task}:${owner.campaign_id ?? 'none'}`;
}

/**
 * Every request leaves a settled reservation, a row in the ledger and a trace, answered or failed. A request that the vendor
 * turned down cost nothing; of one whose answer was lost nobody knows, so that what was set aside counts as spent.
 */
export function createMeteredCall(deps: {
  readonly database: Database;
  readonly wallet: Wallet;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
  readonly monotonicMs: () => number;
}): MeteredCall {
  return async (asked, read) => {
    const { model, request, owner } = asked;
    const input_estimate = estimateTokens(request.system, request.user, JSON.stringify(request.schema));
    const reservation = await deps.wallet.reserve({
      ...{ tenant_id: owner.tenant_id, run_key: runKeyOf(owner, request.task), task: request.task, model: model.model },
      ...{ input_tokens: input_estimate, output_tokens: request.max_output_tokens },
    });
    const started = deps.monotonicMs();
    const record = (answer: Completion | null, status: string, cost_usd: number) =>
      write(deps, asked, reservation, {
        answer,
        status,
        cost_usd,
        latency_ms: Math.round(deps.monotonicMs() - started),
      });
    const slow = AbortSignal.timeout(Math.max(1, Math.floor(asked.timeout_ms)));
    let answer: Completion;
    try {
      answer = await model.complete({ ...request, signal: AbortSignal.any([asked.signal, slow]) });
    } catch (error) {
      const late = slow.aborted || asked.signal.aborted;
      const failure = late ? tooSlow(model) : error;
      const code = failure instanceof CodedError ? failure.code : 'INTERNAL';
      const answered = failure instanceof CodedError && typeof failure.details.status === 'number';
      await record(null, late ? 'LLM_DEADLINE' : code, answered ? 0 : reservation.reserved_usd);
      throw failure;
    }
    const output_tokens = answer.output_tokens || estimateTokens(answer.text);
    const cost = reservation.costOf(answer.input_tokens || input_estimate, output_tokens);
    if (!cost.known) deps.log.warn({ model: model.model }, 'no price is known for this model; the usual one is taken');
    const { result, status } = read(answer.text);
    await record(answer, status, cost.cost_usd);
    return { result, model: answer.model, cost_usd: cost.cost_usd };
  };
}

function tooSlow({ vendor, model }: ConfiguredModel): CodedError {
  const message = `${model} did not answer in the time that it was given.`;
  return new CodedError('LLM_UNAVAILABLE', message, { vendor, cause: 'too_slow' });
}

type Outcome = {
  readonly answer: Completion | null;
  readonly status: string;
  readonly cost_usd: number;
  readonly latency_ms: number;
};

async function write(
  deps: { readonly database: Database; readonly clock: { now(): Date }; readonly log: ActionContext['log'] },
  { model, role, prompt, request, owner, source_ids, fallback_from, mask }: MeteredRequest,
  { reservation_id }: Reservation,
  { answer, status, cost_usd, latency_ms }: Outcome,
): Promise<void> {
  const call_id = randomUUID();
  const now = deps.clock.now();
  const input = JSON.stringify({
    system: request.system,
    user: request.user,
    temperature: temperatureOf(model, request),
  });
  await withTenant(deps.database, owner.tenant_id, async (tx) => {
    await settleReservation(tx, { reservation_id, micro_usd: toMicroUsd(cost_usd), now });
    await insertLlmCall(tx, {
      ...{ call_id, model: answer?.model ?? model.model, vendor: model.vendor, task: request.task, role, status },
      ...{
        prompt_hash: hash(`${request.system}\n${request.user}`),
        output_hash: answer === null ? null : hash(answer.text),
      },
      ...{ prompt_name: prompt.name, prompt_version: prompt.key, prompt_digest: prompt.digest },
      ...{ source_ids: [...source_ids], fallback_from: [...fallback_from], cost_usd, latency_ms },
      ...{ input_tokens: answer?.input_tokens ?? 0, output_tokens: answer?.output_tokens ?? 0 },
      ...{
        execution_id: owner.execution_id,
        campaign_id: owner.campaign_id,
        temperature: temperatureOf(model, request),
      },
      recommendation_id: owner.recommendation_id ?? null,
    });
    await keepTrace(
      tx,
      { call_id, input, output: answer === null ? null : mask(answer.text) },
      { now, keep_days: keepTracesDays },
    );
  }).catch((error: unknown) => {
    const type = error instanceof Error ? error.constructor.name : typeof error;
    deps.log.warn({ call_id, type }, 'a call of a language model could not be written down; its reservation stands');
  });
}

/** The name of a text. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
