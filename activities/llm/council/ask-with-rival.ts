import { CodedError } from '../../../contracts/errors/index.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { type Asked, type AskingDependencies, askModels, final, type Question } from './ask-models.ts';

/** Where little time is left the rival comes sooner: it needs more than half of it for itself. */
const latestShare = 0.4;

/**
 * As `askModels`, but a model that is slow is not given up: after `hedge_after_ms` the others are asked beside it, and
 * whoever is first with something usable has answered (hedged requests, Dean and Barroso 2013). What the slow one set aside
 * counts as spent. With one model, or without a time, nobody is asked beside it.
 */
export async function askWithRival<Value>(
  models: readonly ConfiguredModel[],
  question: Question<Value>,
  deps: AskingDependencies,
  hedge_after_ms: number | undefined,
): Promise<Asked<Value>> {
  const [first, ...others] = models;
  if (hedge_after_ms === undefined || first === undefined || others.length === 0)
    return askModels(models, question, deps);
  const won = new AbortController();
  const over = new AbortController();
  const signal = AbortSignal.any([question.signal, won.signal]);
  const asked = { ...question, signal, outpaced: won.signal };
  const failed: CodedError[] = [];
  const slow = askModels([first], asked, deps).catch((error: unknown) => {
    if (error instanceof CodedError) failed.push(error);
    over.abort();
    throw error;
  });
  const left_ms = Math.max(0, question.until - deps.patience.now());
  const patience_ms = Math.min(hedge_after_ms, latestShare * left_ms);
  const rival = deps.patience.wait(patience_ms, AbortSignal.any([signal, over.signal])).then(async () => {
    const [fault] = failed;
    if (fault !== undefined && final.has(fault.code)) throw fault;
    if (over.signal.aborted && fault === undefined) throw await slow.catch((error: unknown) => error);
    const before = `${first.alias}:${fault?.code ?? 'LLM_DEADLINE'}`;
    return askModels(others, { ...asked, asked_before: [before] }, deps);
  });
  try {
    return await Promise.any([slow, rival]);
  } catch (error) {
    // The rival's fault is the later one, and it is the first one's own where nobody else could mend it.
    throw error instanceof AggregateError ? error.errors.at(-1) : error;
  } finally {
    won.abort();
  }
}
