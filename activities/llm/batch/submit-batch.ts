import type { BatchOrder, CouncilDegraded, CouncilOwner } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { insertBatch, type LlmBatchRow, markSubmitted } from '../../../db/queries/llm-batches.ts';
import { settleReservation } from '../../../db/queries/llm-reservations.ts';
import { degradedBy } from '../council/degraded-by.ts';
import { runKeyOf } from '../ledger/metered-call.ts';
import { estimateTokens } from '../wallet/estimate-tokens.ts';
import type { AskManyDependencies } from './ask-many.ts';
import type { BatchItem, BatchModel, KeptItems } from './batch-item.ts';

/** A batch that the vendor took, or null, and the questions that there was no money for. */
export type Submitted = {
  readonly batch: LlmBatchRow | null;
  readonly unpaid: ReadonlyMap<string, CouncilDegraded>;
};

/**
 * Sets half the price of each question aside, writes the batch down and hands it in, once. The money of a batch that the
 * vendor turned down is free again at once; where nobody knows whether it was taken, it stands until it lapses as spent.
 */
export async function submitBatch(
  model: BatchModel,
  items: readonly BatchItem<unknown>[],
  owner: CouncilOwner,
  order: BatchOrder,
  deps: AskManyDependencies,
): Promise<Submitted> {
  const { kept, unpaid } = await reserveItems(model, items, owner, deps);
  const paid = items.filter((item) => Object.hasOwn(kept, item.custom_id));
  if (paid.length === 0) return { batch: null, unpaid };
  const { vendor, model: name } = model;
  const batch = await withTenant(deps.database, owner.tenant_id, (tx) =>
    insertBatch(tx, { batch_key: order.batch_key, vendor, model: name, items: kept, now: deps.clock.now() }),
  );
  order.beat();
  try {
    const requests = paid.map(({ custom_id, request }) => ({ custom_id, request }));
    const vendor_batch_id = await model.batch.submit(requests, owner.signal);
    await withTenant(deps.database, owner.tenant_id, (tx) => markSubmitted(tx, batch.batch_id, vendor_batch_id));
    return { batch: { ...batch, vendor_batch_id, status: 'running' }, unpaid };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    deps.log.warn({ model: model.alias, code: error.code, questions: paid.length }, 'a batch was not taken');
    if (error.code === 'LLM_SAMPLING_REFUSED') deps.refuses(model);
    await withTenant(deps.database, owner.tenant_id, async (tx) => {
      await markSubmitted(tx, batch.batch_id, null);
      if (typeof error.details.status !== 'number') return;
      for (const { reservation_id } of Object.values(kept))
        await settleReservation(tx, { reservation_id, micro_usd: 0, now: deps.clock.now() });
    });
    return { batch: null, unpaid };
  }
}

async function reserveItems(
  { model }: BatchModel,
  items: readonly BatchItem<unknown>[],
  owner: CouncilOwner,
  { wallet, clock }: AskManyDependencies,
) {
  const kept: KeptItems = {};
  const unpaid = new Map<string, CouncilDegraded>();
  for (const { custom_id, request } of items) {
    const { task, system, user, schema, max_output_tokens: output_tokens } = request;
    const input_tokens = estimateTokens(system, user, JSON.stringify(schema));
    try {
      const { reservation_id, reserved_usd, costOf } = await wallet.reserve({
        ...{
          tenant_id: owner.tenant_id,
          run_key: runKeyOf(owner, task, clock.now()),
          task,
          model,
          input_tokens,
          output_tokens,
        },
        batched: true,
      });
      const { cost_usd: input_usd, known: known_price } = costOf(1e6, 0);
      const output_usd = costOf(0, 1e6).cost_usd;
      kept[custom_id] = { reservation_id, reserved_usd, input_usd, output_usd, known_price };
    } catch (error) {
      unpaid.set(custom_id, degradedBy(error));
    }
  }
  return { kept, unpaid };
}
