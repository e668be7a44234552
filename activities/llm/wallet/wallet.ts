import { CodedError } from '../../../contracts/errors/index.ts';
import { callCost, toMicroUsd } from '../../../contracts/model-cost.ts';
import { type Database, withTenant } from '../../../db/connect.ts';
import { readPrices } from '../../../db/queries/llm-prices.ts';
import { reserveBudget } from '../../../db/queries/llm-reservations.ts';
import { tellOfBudget } from './tell-of-budget.ts';

/** How long money stays set aside when nobody says what became of the call; then it counts as spent. */
const standsForMs = 15 * 60_000;
/** A batch is answered within 24 hours; an hour more to read what came of it. */
const batchStandsForMs = 25 * 3_600_000;
/** What vendors take for a question in a batch. */
const batchShare = 0.5;

/** Money that is set aside for one call. */
export type Reservation = {
  readonly reservation_id: string;
  readonly reserved_usd: number;
  /** What a call of this model costs, by the prices of the day. */
  readonly costOf: (
    input_tokens: number,
    output_tokens: number,
  ) => { readonly cost_usd: number; readonly known: boolean };
};

/** The purse of a tenant: retries, verifiers and loops of one run all draw on the same. */
export type Wallet = {
  /** Sets the worst case aside. Throws LLM_BUDGET_SPENT naming the budget that is too small. */
  reserve(call: {
    readonly tenant_id: string;
    readonly run_key: string;
    readonly task: string;
    readonly model: string;
    readonly input_tokens: number;
    readonly output_tokens: number;
    /** In a vendor's batch: half the price, and the money stands aside for as long as a batch may take. */
    readonly batched?: boolean;
  }): Promise<Reservation>;
};

/** The wallet in Postgres: one asker of a tenant at a time. People are told once a day or month that a budget is nearly spent. */
export function createWallet(deps: { readonly database: Database; readonly clock: { now(): Date } }): Wallet {
  return {
    reserve: (call) =>
      withTenant(deps.database, call.tenant_id, async (tx) => {
        const now = deps.clock.now();
        const prices = await readPrices(tx, now.toISOString().slice(0, 10));
        const share = call.batched ? batchShare : 1;
        const costOf = (input: number, output: number) => {
          const { cost_usd, known } = callCost(call.model, input, output, prices);
          return { cost_usd: cost_usd * share, known };
        };
        const reserved_usd = costOf(call.input_tokens, call.output_tokens).cost_usd;
        const { run_key, task, model } = call;
        const reserved = await reserveBudget(tx, {
          ...{ run_key, task, model, micro_usd: toMicroUsd(reserved_usd), now },
          stands_for_ms: call.batched ? batchStandsForMs : standsForMs,
        });
        if (reserved.reservation_id === null) {
          const { scope, limit_micro_usd } = reserved;
          const limit_usd = limit_micro_usd / 1e6;
          throw new CodedError(
            'LLM_BUDGET_SPENT',
            `The budget of the ${scope}, $${limit_usd}, has no room for this call.`,
            {
              ...{ scope, limit_usd },
            },
          );
        }
        await tellOfBudget(tx, reserved.crossed, now);
        return { reservation_id: reserved.reservation_id, reserved_usd, costOf };
      }),
  };
}
