import { CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { TryStep } from '../../contracts/plan/index.ts';
import { compensateFor } from '../execution/compensate.ts';
import { caughtError, isEnding, isStepFailure } from '../execution/failures.ts';
import { type Frame, holds, withLocal } from '../execution/frame.ts';
import { isObject, namedSoFar, namesIn } from '../execution/named-variables.ts';
import type { Run } from '../execution/run.ts';
import { forgetBrokenRound } from './rounds.ts';

/**
 * Steps whose failure is caught by the first catch that wants it; `error` is in scope there and nowhere else. A stop, a
 * cancellation and a move to a new history are no failures and go through. `finally` runs after every ending, sheltered
 * from cancellation, and then the ending goes on; a failure in it counts only when there was none before.
 */
export async function runTry(step: TryStep, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  try {
    await guarded(step, frame, run, key);
  } catch (ending) {
    if (isEnding(ending)) await runFinally(step, frame, run, ending);
    throw ending;
  }
  await runFinally(step, frame, run, null);
  run.progress.step(step, frame, 'completed', null);
  return null;
}

/** The steps and, after a failure, the catch. Which failure was caught is kept, so that no later history tries again. */
async function guarded(step: TryStep, frame: Frame, run: Run, key: string): Promise<void> {
  const mark = `${key}#`;
  const names = namesIn(step.steps);
  const earlier = readCaught(run.journey.known(mark));
  if (earlier !== null) {
    Object.assign(frame.variables, earlier.named);
    return handle(step, earlier.catch, earlier.error, frame, run);
  }
  try {
    await run.walk(step.steps, frame);
  } catch (thrown) {
    if (!isStepFailure(thrown)) throw thrown;
    const error = caughtError(thrown);
    const chosen = step.catches.findIndex(({ when }) => when === null || holds(when, withLocal(frame, { error })));
    if (chosen === -1) throw thrown;
    await compensateFor(thrown, frame, run);
    run.journey.keep(mark, { catch: chosen, error, named: namedSoFar(names, frame) });
    forgetBrokenRound(step.steps, frame.iteration, run);
    await handle(step, chosen, error, frame, run);
  }
}

async function handle(step: TryStep, chosen: number, error: JsonObject, frame: Frame, run: Run): Promise<void> {
  await run.walk(step.catches[chosen]?.steps ?? [], withLocal(frame, { error }));
}

/** Runs `finally` to its end. After a failure, a stop or a cancellation the execution stays in its history meanwhile. */
async function runFinally(step: TryStep, frame: Frame, run: Run, ending: unknown): Promise<void> {
  if (step.finally.length === 0) return;
  const sheltered = () => CancellationScope.nonCancellable(() => run.walk(step.finally, frame));
  try {
    await (ending === null ? sheltered() : run.journey.during('long', sheltered));
  } catch (error) {
    // Its step has been shown as failed; the ending that came first is the one to go on with.
    if (ending === null || !isEnding(error)) throw error;
  }
  if (ending === null && CancellationScope.current().consideredCancelled) {
    throw new CancelledFailure('Cancelled while the last steps of a try ran');
  }
}

type Caught = { readonly catch: number; readonly error: JsonObject; readonly named: JsonObject };

function readCaught(value: JsonValue | undefined): Caught | null {
  if (!isObject(value)) return null;
  const { catch: chosen, error, named } = value;
  return typeof chosen === 'number' && isObject(error) && isObject(named) ? { catch: chosen, error, named } : null;
}
