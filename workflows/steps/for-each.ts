import type { JsonValue } from '../../contracts/canonical-json.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { ForEachStep } from '../../contracts/plan/index.ts';
import { compensateFor } from '../execution/compensate.ts';
import { failure, isStepFailure } from '../execution/failures.ts';
import { evaluated, type Frame, roundFrame } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { openRace } from './race.ts';
import { forgetBrokenRound, forgetRound } from './rounds.ts';

/**
 * The same steps for each item, at most `max_parallel` rounds at once. Gives what the last step of each round gave, in
 * the order of the items; null for an item that failed under `on_item_error: continue`.
 */
export async function runForEach(step: ForEachStep, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  const items = await run.journey.once(`${key}#`, () => itemsOf(step, frame));
  if (!Array.isArray(items)) return null;
  const results: JsonValue[] = items.map(() => null);
  const queue = items.entries();
  const race = openRace();
  const worker = async () => {
    for (const [index, item] of queue) {
      const inner = roundFrame(frame, index, step.as, item);
      results[index] = await run.journey.once(`${key}#${index}`, () => round(step, inner, run));
    }
  };
  const workers = Math.min(step.max_parallel, items.length);
  await race.until(Promise.all(Array.from({ length: workers }, () => race.enter(worker))));
  run.journey.forget(`${key}#`);
  run.progress.step(step, frame, 'completed', { items: items.length });
  return results;
}

/** One round. Its one value is all that is kept of it, so that a long list is light to carry into a new history. */
async function round(step: ForEachStep, frame: Frame, run: Run): Promise<JsonValue> {
  try {
    await run.breathe(everyStep(step.steps).length + 1);
    const value = await run.walk(step.steps, frame);
    forgetRound(step.steps, frame.iteration, run);
    return value;
  } catch (error) {
    if (step.on_item_error !== 'continue' || !isStepFailure(error)) throw error;
    await compensateFor(error, frame, run);
    forgetBrokenRound(step.steps, frame.iteration, run);
    return null;
  }
}

function itemsOf(step: ForEachStep, frame: Frame): JsonValue {
  const items = evaluated(step.items, frame);
  if (Array.isArray(items)) return items;
  throw failure('EXPRESSION_FAILED', `\`items: ${step.items.source}\` must be a list.`, {
    expression: step.items.source,
    line: step.items.line,
  });
}
