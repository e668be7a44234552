import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { ActionStep } from '../../contracts/plan/index.ts';
import type { Run } from '../execution/run.ts';

/** How long a pause that nobody told this execution of is waited for before it is tried whether it still holds; milliseconds. */
const untoldPauseMs = 60_000;

/**
 * Waits until a pause that stopped a change is lifted. The signal of that pause is on its way to this execution, or its
 * resume is; should neither come, the change is tried again after a minute, and the platform's side says whether it may go.
 */
export async function awaitLifting(step: ActionStep, details: JsonObject, run: Run): Promise<void> {
  const { pauses, journey, progress } = run;
  const { pause_id } = details;
  const lifted = () => typeof pause_id === 'string' && pauses.lifted(pause_id);
  const done = progress.working(step, 'stopped by a pause');
  try {
    if (!lifted() && !pauses.paused()) {
      await journey.hold(() => pauses.paused() || lifted(), Date.now() + untoldPauseMs, progress.summary(step));
    }
    await journey.rest();
  } finally {
    done();
  }
}
