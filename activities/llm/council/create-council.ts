import type {
  Council,
  CouncilAnswer,
  CouncilBatch,
  CouncilDegraded,
  CouncilOwner,
  CouncilRequest,
} from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createAskMany } from '../batch/ask-many.ts';
import { createMeteredCall } from '../ledger/metered-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { createWallet } from '../wallet/wallet.ts';
import { createBreakers } from '../wire/breakers.ts';
import { answerQuestion, type Progress } from './answer-question.ts';
import type { CouncilDependencies } from './council-dependencies.ts';
import { degradedBy } from './degraded-by.ts';

/** The longest that any question may take; the answer to a person is due after 30 seconds. */
const longestMs = 25_000;

/**
 * The council: one model writes, another checks, a third is heard when they disagree. Everything is paid from the budget
 * and written down. When the time is up it gives what it has: an answer that nobody has checked yet, or none.
 */
export function createCouncil(deps: CouncilDependencies): Council & CouncilBatch {
  const wallet = createWallet(deps);
  const call = createMeteredCall({ ...deps, wallet, monotonicMs: deps.patience.now });
  const breakers = createBreakers();
  const refusing = new Set<string>();
  const refuses = ({ model, alias }: ConfiguredModel) => {
    refusing.add(model);
    deps.log.warn({ model: alias }, 'this model takes no temperature and is not asked any more');
  };
  const ask = async <Value>(request: CouncilRequest<Value>, owner: CouncilOwner): Promise<CouncilAnswer<Value>> => {
    const deadline_ms = Math.min(request.deadline_ms, longestMs);
    const over = new AbortController();
    const time = {
      signal: AbortSignal.any([over.signal, owner.signal]),
      until: deps.patience.now() + deadline_ms,
    };
    const progress: Progress<Value> = { best: null, cost_usd: 0 };
    const spent = (cost_usd: number) => {
      progress.cost_usd += cost_usd;
    };
    const asking = { ...deps, call, breakers, refuses, spent };
    const work = answerQuestion(request, owner, { deps, asking, refusing, time, progress });
    try {
      return await Promise.race([
        work.catch((error: unknown) => degraded(error, progress.cost_usd, deps)),
        late(deadline_ms, owner, progress, over.signal),
      ]);
    } finally {
      over.abort();
    }
  };
  return { ask, askMany: createAskMany({ ...deps, ask, wallet, refusing, refuses }) };
}

/** Resolves when the time is up or the caller has gone, with the best there is; never once the question is over. */
function late<Value>(
  deadline_ms: number,
  { signal }: CouncilOwner,
  progress: Progress<Value>,
  over: AbortSignal,
): Promise<CouncilAnswer<Value>> {
  return new Promise((resolve) => {
    const finish = () => resolve(progress.best ?? tooLate(deadline_ms, progress.cost_usd));
    const timer = setTimeout(finish, deadline_ms);
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
    if (signal.aborted) finish();
    else signal.addEventListener('abort', finish, { once: true, signal: over });
  });
}

function tooLate(deadline_ms: number, cost_usd: number): CouncilDegraded {
  const reason = `There was no usable answer within ${deadline_ms} ms.`;
  return { status: 'degraded', code: 'LLM_DEADLINE', reason, cost_usd };
}

/** A fault as an answer. What is no coded error is a fault of ours: told to the log by its kind, and no reason to stop. */
function degraded(error: unknown, cost_usd: number, { log }: CouncilDependencies): CouncilDegraded {
  if (error instanceof CodedError) return degradedBy(error, cost_usd);
  const type = error instanceof Error ? error.constructor.name : typeof error;
  log.warn({ type }, 'the council failed by itself');
  const reason = 'The council failed by itself; the log has the kind.';
  return { status: 'degraded', code: 'LLM_UNAVAILABLE', reason, cost_usd };
}
