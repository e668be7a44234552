import type {
  BatchOrder,
  Council,
  CouncilAnswer,
  CouncilBatch,
  CouncilOwner,
  CouncilQuestion,
} from '../../../contracts/council.ts';
import { withTenant } from '../../../db/connect.ts';
import { readBatches } from '../../../db/queries/llm-batches.ts';
import type { CouncilDependencies } from '../council/council-dependencies.ts';
import { degradedBy } from '../council/degraded-by.ts';
import { serveKept } from '../council/serve-kept.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import type { Wallet } from '../wallet/wallet.ts';
import { type BatchItem, keptItemsSchema, prepareItem, takesBatches } from './batch-item.ts';
import { finishBatch } from './finish-batch.ts';
import { submitBatch } from './submit-batch.ts';

/** So many questions go into one batch at most. */
const mostInOne = 1_000;
/** Where there is no batch, so many questions are asked at the same time. */
const askedAtOnce = 4;
/** How long each of them may take. */
const deadline_ms = 25_000;

/** What asking many needs: the council, and its purse. */
export type AskManyDependencies = CouncilDependencies & {
  readonly ask: Council['ask'];
  readonly wallet: Wallet;
  readonly refusing: ReadonlySet<string>;
  readonly refuses: (model: ConfiguredModel) => void;
};

/** The answers to questions by their id in a batch; those that no batch answers are asked one by one. */
type Known<Value> = Map<string, CouncilAnswer<Value>>;

/**
 * Asks many questions at half the price, as `CouncilBatch` says. An attempt that comes after a crash finds the batches of
 * its key and waits for them; only what is in none of them is asked anew.
 */
export function createAskMany(deps: AskManyDependencies): CouncilBatch['askMany'] {
  return async <Value>(questions: readonly CouncilQuestion<Value>[], owner: CouncilOwner, order: BatchOrder) => {
    const waiting = { ...order, ...deps, signal: owner.signal, until: deps.patience.now() + order.patience_ms };
    const places = await prepareAll(questions, owner, order, deps);
    const items = new Map(places.flatMap(({ item }) => (item === null ? [] : [[item.custom_id, item] as const])));
    const known: Known<Value> = new Map();
    const begun = await withTenant(deps.database, owner.tenant_id, (tx) => readBatches(tx, order.batch_key));
    const taken = new Set(begun.flatMap((row) => Object.keys(keptItemsSchema.parse(row.items))));
    const open = [...items.values()].filter((item) => !taken.has(item.custom_id));
    const running = [...begun];
    for (const chunk of chunksOf(await unserved(open, owner, known, deps))) {
      const { batch, unpaid } = await submitBatch(chunk.model, chunk.items, owner, order, deps);
      for (const [custom_id, answer] of unpaid) known.set(custom_id, answer);
      if (batch !== null) running.push(batch);
    }
    await Promise.all(
      running.map(async (row) => {
        const model = deps.models.find((each) => each.vendor === row.vendor && each.model === row.model);
        // A batch of a model that is no longer configured cannot be read; its questions are asked one by one.
        if (model === undefined || !takesBatches(model)) return;
        const found = await finishBatch(row, model, items, { owner, waiting, deps });
        for (const [custom_id, answer] of found) known.set(custom_id, answer);
      }),
    );
    return inTurns(places, async ({ item, question, answer }) => {
      const found = answer ?? (item === null ? undefined : known.get(item.custom_id));
      if (found !== undefined) return found;
      order.beat();
      return deps.ask({ ...question, deadline_ms }, owner);
    });
  };
}

type Place<Value> = {
  readonly question: CouncilQuestion<Value>;
  readonly item: BatchItem<Value> | null;
  /** Why it cannot be asked at all; null when it can. */
  readonly answer: CouncilAnswer<Value> | null;
};

async function prepareAll<Value>(
  questions: readonly CouncilQuestion<Value>[],
  owner: CouncilOwner,
  order: BatchOrder,
  deps: AskManyDependencies,
): Promise<readonly Place<Value>[]> {
  const places: Place<Value>[] = [];
  for (const question of questions) {
    if (places.length % 20 === 0) order.beat();
    try {
      places.push({ question, item: await prepareItem(question, owner, deps, deps.refusing), answer: null });
    } catch (error) {
      places.push({ question, item: null, answer: degradedBy(error) });
    }
  }
  return places;
}

/** The questions that no earlier answer serves; those that one does are known from here on. */
async function unserved<Value>(
  items: readonly BatchItem<Value>[],
  owner: CouncilOwner,
  known: Known<Value>,
  deps: AskManyDependencies,
): Promise<readonly BatchItem<Value>[]> {
  const rest: BatchItem<Value>[] = [];
  for (const item of items) {
    const { custom_id, question, prepared, model } = item;
    const served = question.refresh
      ? null
      : await serveKept(question, owner, prepared, [{ key: custom_id, model }], deps);
    if (served === null) rest.push(item);
    else known.set(custom_id, served);
  }
  return rest;
}

/** The questions of each model apart, and not too many together. */
function chunksOf<Value>(items: readonly BatchItem<Value>[]) {
  return [...Map.groupBy(items, (item) => item.model).entries()].flatMap(([model, own]) =>
    Array.from({ length: Math.ceil(own.length / mostInOne) }, (_, index) => ({
      model,
      items: own.slice(index * mostInOne, (index + 1) * mostInOne),
    })),
  );
}

/** Does the work for each, a few at a time, and gives the results in their order. */
async function inTurns<Each, Result>(all: readonly Each[], work: (each: Each) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < all.length; index += askedAtOnce)
    results.push(...(await Promise.all(all.slice(index, index + askedAtOnce).map(work))));
  return results;
}
