import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { RepeatStep } from '../../contracts/plan/index.ts';
import { failure } from '../execution/failures.ts';
import { type Frame, holds, repeatFrame } from '../execution/frame.ts';
import { isObject, namedSoFar, namesIn } from '../execution/named-variables.ts';
import type { Run } from '../execution/run.ts';
import { forgetRound } from './rounds.ts';

/** Where a repeat stands: the round that is at work, or how many there were; and what the rounds have named until then. */
type Stand = { readonly round: number; readonly ended: boolean; readonly named: JsonObject };

/**
 * The same steps again and again in one frame of variables. `while` is asked before each round, `until` after it; neither
 * costs an event. What a finished round gave is forgotten, and the number of the round and the variables are what a later
 * history needs to go on in the middle. Throws LOOP_LIMIT_REACHED when the cap comes first and `on_limit` is fail.
 */
export async function runRepeat(step: RepeatStep, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  const names = namesIn(step.steps);
  const mark = `${key}#`;
  const size = everyStep(step.steps).length + 1;
  const stand = readStand(run.journey.known(mark));
  if (stand !== null) Object.assign(frame.variables, stand.named);
  let round = stand?.round ?? 0;
  let ended = stand?.ended ?? false;
  let resumed = stand !== null;
  while (!ended) {
    // A round that has begun in an earlier history is not asked about again: `now` has moved on meanwhile.
    if (!resumed && (round >= step.max_iterations || !wanted(step, frame, round))) break;
    resumed = false;
    run.journey.keep(mark, { round, ended: false, named: namedSoFar(names, frame) });
    await run.breathe(size);
    const inner = repeatFrame(frame, round, step.as);
    await run.walk(step.steps, inner);
    forgetRound(step.steps, inner.iteration, run);
    round += 1;
    ended = step.until !== null && holds(step.until, repeatFrame(frame, round - 1, step.as));
  }
  if (stand?.ended === true) return null;
  run.journey.keep(mark, { round, ended: true, named: namedSoFar(names, frame) });
  const reached = !ended && round >= step.max_iterations && (step.until !== null || wanted(step, frame, round));
  if (reached && step.on_limit === 'fail') throw limitReached(step);
  run.progress.step(step, frame, 'completed', { rounds: round, limit_reached: reached });
  return null;
}

/** Whether `while` asks for this round; an `until` always wants one more. */
function wanted(step: RepeatStep, frame: Frame, round: number): boolean {
  return step.while === null || holds(step.while, repeatFrame(frame, round, step.as));
}

function limitReached(step: RepeatStep) {
  const ending = step.until === null ? `while ${step.while?.source}` : `until ${step.until.source}`;
  const message = `It ran ${step.max_iterations} times and \`${ending}\` still asks for more.`;
  return failure('LOOP_LIMIT_REACHED', message, { step_id: step.id, line: step.line, rounds: step.max_iterations });
}

function readStand(value: JsonValue | undefined): Stand | null {
  if (!isObject(value)) return null;
  const { round, ended, named } = value;
  if (typeof round !== 'number' || typeof ended !== 'boolean' || !isObject(named)) return null;
  return { round, ended, named };
}
