import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ActionStep } from '../../contracts/plan/index.ts';
import { callAction, originOf } from '../execution/call-action.ts';
import { askCompensation, describeFailure, isStepFailure } from '../execution/failures.ts';
import { type Frame, filledMap } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { runWrite } from './write.ts';

/**
 * One agent action as one activity; a write is planned, judged, asked about and applied.
 * With `on_error: continue` a failed step gives null, so that later conditions can ask for it;
 * with `compensate` what the execution has applied is undone where the failure is caught, or at the end when nothing does.
 */
export async function runAction(step: ActionStep, frame: Frame, run: Run): Promise<JsonValue> {
  await run.journey.rest();
  try {
    if (step.effect === 'write') return await runWrite(step, frame, run);
    const params = filledMap(step.params, frame, step.line);
    return await callAction<JsonValue>(run, step, { phase: 'run', origin: originOf(run, step, frame), params });
  } catch (error) {
    if (!isStepFailure(error)) throw error;
    run.progress.step(step, frame, 'failed', null, error);
    run.standing.ended(step, frame, 'failed', null, describeFailure(error).code);
    if (step.on_error === 'continue') return null;
    if (step.on_error === 'compensate') askCompensation(error);
    throw error;
  }
}
