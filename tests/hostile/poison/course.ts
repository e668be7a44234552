import type { Performance } from '../../rehearsal/open-theatre.ts';

/** How an execution went, as its history has it: what would be different if something beside it had been in its way. */
export async function courseOf({ handle }: Performance) {
  const { events } = await handle.fetchHistory();
  const all = events ?? [];
  const timedOut = all.flatMap(({ workflowTaskTimedOutEventAttributes: task }) => (task == null ? [] : [task]));
  const started = all.flatMap(({ activityTaskStartedEventAttributes: task }) => (task == null ? [] : [task]));
  return {
    tasks: all.filter((event) => event.workflowTaskCompletedEventAttributes != null).length,
    failed_tasks: all.filter((event) => event.workflowTaskFailedEventAttributes != null).length,
    // A task that nobody has taken yet goes to another queue after three seconds on a slow machine, which hurts nobody;
    // one that was taken and not answered is a worker that stood still.
    unanswered_tasks: timedOut.filter(({ scheduledEventId, startedEventId }) =>
      isAfter(startedEventId, scheduledEventId),
    ).length,
    activities: all.filter((event) => event.activityTaskScheduledEventAttributes != null).length,
    failed_activities: all.filter(
      ({ activityTaskFailedEventAttributes: failed, activityTaskTimedOutEventAttributes: late }) =>
        failed != null || late != null,
    ).length,
    tries: Math.max(0, ...started.map(({ attempt }) => attempt ?? 0)),
    retried_for: started.flatMap(({ lastFailure }) => (lastFailure == null ? [] : [String(lastFailure.message)])),
  };
}

function isAfter(started: unknown, scheduled: unknown): boolean {
  return Number(started ?? 0) > Number(scheduled ?? 0);
}
