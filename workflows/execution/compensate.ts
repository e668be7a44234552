import { CancellationScope, patched } from '@temporalio/workflow';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { AppliedChange, PlannedChange } from '../../contracts/change-set.ts';
import type { ActionStep } from '../../contracts/plan/index.ts';
import { awaitLifting } from '../steps/await-lifting.ts';
import { callAction, originOf } from './call-action.ts';
import { describeFailure, failure, isStepFailure, takeCompensation } from './failures.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** How often the way back is planned anew because something moved meanwhile. */
const mostRounds = 3;

/** The step that no plan has: its id cannot be that of another. */
const undoing: ActionStep = {
  ...{ id: '(compensation)', line: 1, name: 'Compensation', condition: null, kind: 'action', effect: 'write' },
  ...{ action_id: 'AdPlatformAgent.undo_execution', summary: 'takes back what this execution changed' },
  ...{ params: {}, output: null, approval: null, on_error: 'fail', timeout_seconds: 300, heartbeat_seconds: 15 },
  retry: {
    ...{ max_attempts: 8, initial_interval_seconds: 1, backoff_coefficient: 2, max_interval_seconds: 60 },
    non_retryable: [],
  },
};

/**
 * Undoes what this execution applied, newest first, sheltered from cancellation. Nobody is asked: it only leads back to
 * what was there before, and the writing side accepts its grant for nothing else. During a pause it waits. Costs no event when nothing can have
 * been applied. Throws COMPENSATION_FAILED with what stands, when somebody changed it since or the platform refuses.
 */
export async function compensate(run: Run, frame: Frame): Promise<void> {
  if (run.input.mode !== 'live') return;
  await CancellationScope.nonCancellable(() =>
    run.journey.during('long', () => takeBack(run, { ...frame, iteration: '' })),
  );
}

/** Compensates when the step that failed asks for it (`on_error: compensate`); at most once for one failure. */
export async function compensateFor(error: unknown, frame: Frame, run: Run): Promise<void> {
  if (takeCompensation(error)) await compensate(run, frame);
}

async function takeBack(run: Run, frame: Frame): Promise<void> {
  const params = { execution_id: run.input.execution_id, leave_what_changed_since: true };
  for (let round = 1; ; round += 1) {
    // Somebody may have paused the platform in the middle of it; what is left is undone when it goes on.
    await run.journey.rest();
    const origin = originOf(run, undoing, frame, nextAttempt(run));
    try {
      const planned = await callAction<PlannedChange>(run, undoing, { phase: 'plan', origin, params });
      const { change_set, plan_digest } = planned;
      const grant = { kind: 'policy', rule: 'compensation' } as const;
      await callAction<AppliedChange>(run, undoing, { phase: 'apply', origin, params, change_set, plan_digest, grant });
    } catch (error) {
      if (!isStepFailure(error)) throw error;
      const { code, message, details } = describeFailure(error);
      const standing = standingIn(details.standing);
      // A pause is no reason to leave what was applied: the way back goes on after it, and that is no round of its own.
      if (code === 'SCOPE_PAUSED' && patched('compensation-awaits-lifting')) {
        await awaitLifting(undoing, details, run);
        round -= 1;
        continue;
      }
      if (code === 'EXECUTION_NOT_UNDOABLE' && standing?.length === 0) return;
      if (code === 'EXECUTION_NOT_UNDOABLE' || round >= mostRounds) throw couldNot(standing ?? [], { code, message });
    }
  }
}

/** Each plan is work of its own, over all histories of the execution. */
function nextAttempt(run: Run): number {
  const mark = `${undoing.id}/#`;
  const before = run.journey.known(mark);
  const attempt = typeof before === 'number' ? before + 1 : 1;
  run.journey.keep(mark, attempt);
  return attempt;
}

function standingIn(value: JsonValue | undefined): readonly JsonValue[] | null {
  return Array.isArray(value) ? value : null;
}

function couldNot(standing: readonly JsonValue[], because: { readonly code: string; readonly message: string }) {
  return failure('COMPENSATION_FAILED', `Not everything could be undone: ${because.message}`, { standing, because });
}
