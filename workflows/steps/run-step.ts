import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { assertUnreachable } from '../assert-unreachable.ts';
import { describeFailure, isStepFailure, noteStep } from '../execution/failures.ts';
import { type Frame, holds } from '../execution/frame.ts';
import type { Run, Walk } from '../execution/run.ts';
import { runAction } from './action.ts';
import { runApproval } from './approval.ts';
import { runForEach } from './for-each.ts';
import { runParallel } from './parallel.ts';
import { runChild } from './playbook.ts';
import { runRepeat } from './repeat.ts';
import { runSet } from './set.ts';
import { runStop } from './stop.ts';
import { runSwitch } from './switch.ts';
import { runTry } from './try.ts';
import { runWait } from './wait.ts';

/** Runs steps in order and gives the value of the last one; null when there is none. */
export function walkWith(run: Run): Walk {
  return async (steps, frame) => {
    let last: JsonValue = null;
    for (const step of steps) last = await runStep(step, frame, run);
    return last;
  };
}

/** Runs one step if its condition holds, and names what it gave. A skipped step names null. */
async function runStep(step: Step, frame: Frame, run: Run): Promise<JsonValue> {
  const key = `${step.id}/${frame.iteration}`;
  const { condition } = step;
  try {
    if (run.journey.known(key) === undefined) run.fuel.step(step);
    const wanted = condition === null || (await run.journey.once(`${key}?`, () => holds(condition, frame)));
    if (wanted !== false) run.standing.began(step, frame);
    const value =
      wanted === false
        ? await run.journey.once(key, () => skip(step, frame, run))
        : await perform(step, frame, run, key);
    name(step, frame, value);
    run.standing.ended(step, frame, wanted === false ? 'skipped' : 'completed', value);
    return value;
  } catch (error) {
    if (isStepFailure(error)) {
      noteStep(error, step.id);
      run.standing.ended(step, frame, 'failed', null, describeFailure(error).code);
      if (step.kind !== 'action') run.progress.step(step, frame, 'failed', null, error);
    } else {
      run.standing.left(step, frame);
    }
    throw error;
  }
}

function skip(step: Step, frame: Frame, run: Run): JsonValue {
  run.progress.step(step, frame, 'skipped', null);
  return null;
}

/** One line for each kind; steps that hold others keep the results of those, the rest keep their own. */
function perform(step: Step, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  const { journey } = run;
  switch (step.kind) {
    case 'action':
      return journey.once(key, () => runAction(step, frame, run));
    case 'approval':
      return journey.once(key, () => runApproval(step, frame, run));
    case 'set':
      return journey.once(key, () => runSet(step, frame, run));
    case 'wait':
      return journey.once(key, () => runWait(step, frame, run));
    case 'for_each':
      return journey.once(key, () => runForEach(step, frame, run, key));
    case 'playbook':
      return journey.once(key, () => runChild(step, frame, run));
    case 'repeat':
      return runRepeat(step, frame, run, key);
    case 'try':
      return runTry(step, frame, run, key);
    case 'switch':
      return runSwitch(step, frame, run, key);
    case 'parallel':
      return runParallel(step, frame, run, key);
    case 'stop':
      return runStop(step, frame, run);
    default:
      return assertUnreachable(step);
  }
}

function name(step: Step, frame: Frame, value: JsonValue): void {
  switch (step.kind) {
    case 'action':
    case 'approval':
    case 'for_each':
    case 'playbook':
    case 'wait':
      if (step.output !== null && step.output !== undefined) frame.variables[step.output] = value;
      return;
    case 'set':
      if (typeof value === 'object') Object.assign(frame.variables, value);
      return;
    case 'switch':
    case 'parallel':
    case 'repeat':
    case 'try':
    case 'stop':
      return;
    default:
      assertUnreachable(step);
  }
}
