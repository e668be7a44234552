import { randomUUID } from 'node:crypto';
import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { CouncilOwner } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../../db/connect.ts';
import type { Completion } from '../language-model.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { estimateTokens } from '../wallet/estimate-tokens.ts';
import type { Wallet } from '../wallet/wallet.ts';
import { type RecordedRequest, recordCall, type Tracing } from './record-call.ts';

/** One request to one model, with everything that is written down about it. */
export type MeteredRequest = RecordedRequest & {
  readonly timeout_ms: number;
  /** Aborted when the whole question is over. */
  readonly signal: AbortSignal;
  /** Told what the request cost, answered or not. */
  readonly spent: (cost_usd: number) => void;
};

/** What a request brought, and the exact model. */
type Metered<Result> = { readonly result: Result; readonly model: string };

/** Makes one request: money is set aside, the answer is read by `read`, and both are written down. */
export type MeteredCall = <Result>(
  asked: MeteredRequest,
  read: (text: string) => { readonly result: Result; readonly status: 'answered' | 'LLM_ANSWER_INVALID' },
) => Promise<Metered<Result>>;

/** What a run's calls share one budget by; questions of no execution share that of their day. */
export function runKeyOf({ execution_id, campaign_id }: CouncilOwner, task: string, now: Date): string {
  return execution_id ?? `${task}:${campaign_id ?? 'none'}:${now.toISOString().slice(0, 10)}`;
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
  readonly tracing: Tracing;
}): MeteredCall {
  return async (asked, read) => {
    const { model, request, owner } = asked;
    const input_estimate = estimateTokens(request.system, request.user, JSON.stringify(request.schema));
    const reservation = await deps.wallet.reserve({
      ...{ tenant_id: owner.tenant_id, task: request.task, model: model.model },
      run_key: runKeyOf(owner, request.task, deps.clock.now()),
      ...{ input_tokens: input_estimate, output_tokens: request.max_output_tokens },
    });
    const started = deps.monotonicMs();
    const record = async (answer: Completion | null, status: string, cost_usd: number) => {
      asked.spent(cost_usd);
      const call_id = randomUUID();
      const latency_ms = Math.round(deps.monotonicMs() - started);
      try {
        const message = await withTenant(deps.database, owner.tenant_id, (tx) =>
          recordCall(tx, deps, asked, {
            ...{ call_id, answer, status, cost_usd, latency_ms, now: deps.clock.now() },
            ...{ reservation_id: reservation.reservation_id, batch_id: null, saved_usd: null },
          }),
        );
        owner.told?.(message);
      } catch (error) {
        const type = error instanceof Error ? error.constructor.name : typeof error;
        deps.log.warn(
          { call_id, type },
          'a call of a language model could not be written down; its reservation stands',
        );
      }
    };
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
    return { result, model: answer.model };
  };
}

function tooSlow({ vendor, model }: ConfiguredModel): CodedError {
  const message = `${model} did not answer in the time that it was given.`;
  return new CodedError('LLM_UNAVAILABLE', message, { vendor, cause: 'too_slow' });
}
