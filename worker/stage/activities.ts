import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import { applicationFailure, type Failure, failedActivity, timeoutFailure } from './failures.ts';
import type { Job } from './isolate.ts';
import { jsonOf, payloadOf } from './payloads.ts';
import { later, type Performer, tellLater, type World } from './performer.ts';
import { type ActivityCommand, nextAttemptAfterMs } from './retries.ts';

/** Lets the script answer one attempt; what comes of it reaches the workflow when its time has come. */
export function scheduleAttempt(world: World, performer: Performer, activity: ActivityCommand, attempt: number): void {
  const seq = activity.seq ?? 0;
  const { run } = performer;
  const wanted = () => performer.ending === null && performer.run === run && performer.activities.get(seq) === activity;
  const resolve = (delay_ms: number, result: NonNullable<NonNullable<Job['resolveActivity']>['result']>) =>
    tellLater(world, performer, {
      delay_ms,
      // Scheduled stands in the history already; started and ended follow.
      events: 2,
      job: () => {
        if (!wanted()) return null;
        performer.activities.delete(seq);
        return { resolveActivity: { seq, result } };
      },
    });
  const again = (delay_ms: number, failure: Failure, pause_ms: number | null) => {
    if (pause_ms === null) resolve(delay_ms, failedActivity(activity.activityType ?? '', failure));
    else
      later(world, delay_ms + pause_ms, () => {
        if (wanted()) scheduleAttempt(world, performer, activity, attempt + 1);
        return null;
      });
  };

  const answer = world.script.answer(
    {
      workflow_id: performer.workflow_id,
      activity_type: activity.activityType ?? '',
      args: (activity.arguments ?? []).map(jsonOf),
      attempt,
      now_ms: world.now_ms,
    },
    world.director,
  );
  if (answer.kind === 'value') resolve(answer.after_ms ?? 0, { completed: { result: payloadOf(answer.value) } });
  else if (answer.kind === 'failure') {
    again(answer.after_ms ?? 0, applicationFailure(answer), nextAttemptAfterMs(activity, attempt, answer));
  } else {
    const time_out_ms = optionalTsToMs(activity.startToCloseTimeout) ?? 0;
    again(time_out_ms, timeoutFailure(), nextAttemptAfterMs(activity, attempt, null));
  }
}
