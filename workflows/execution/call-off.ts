import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { compensate } from './compensate.ts';
import { failure } from './failures.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/**
 * Runs the story so that the signal `cancel` ends it in words of its own: everything at work comes to rest, what was
 * applied is undone first where the signal asks for it, and then it fails with EXECUTION_CANCELLED, which says who called
 * it off and why. A cancellation by Temporal itself passes through as it is. Throws COMPENSATION_FAILED when something
 * could not be undone.
 */
export async function unlessCalledOff<T>(run: Run, frame: Frame, story: () => Promise<T>): Promise<T> {
  try {
    return await run.journey.travel(story);
  } catch (error) {
    const signal = run.calledOff();
    if (signal === null || !isCancellation(error)) throw error;
    const { actor, reason } = signal;
    if (signal.compensate) await CancellationScope.nonCancellable(() => compensate(run, frame));
    throw failure(
      'EXECUTION_CANCELLED',
      `${actor.email} cancelled the execution${reason === '' ? '.' : `: ${reason}`}`,
      {
        cancelled_by: actor.email,
        ...{ reason, compensated: signal.compensate },
      },
    );
  }
}
