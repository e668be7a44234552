import type { StopStep } from '../../contracts/plan/index.ts';
import { ExecutionStopped } from '../execution/failures.ts';
import { type Frame, filled } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';

/** Ends the execution here, out of every loop and branch. No event of its own in the history. */
export function runStop(step: StopStep, frame: Frame, run: Run): never {
  const result = step.result === null ? null : filled(step.result, frame, step.line);
  run.progress.step(step, frame, 'completed', result);
  throw new ExecutionStopped(step.status, result);
}
