import type { Client } from '@temporalio/client';
import type { EnvelopeDependencies } from '../activities/journal/envelope.ts';

/** An activity that fails was scheduled lately: so many events from the end are looked through. */
const pageSize = 200;
const mostPages = 5;
const mostKnown = 1_000;
const callTimeout = 2_000;

/**
 * Finds the event that scheduled an activity: reads the history from its end, once for each activity however often it is
 * tried. Gives null when it is not among the newest thousand events. Throws when Temporal does not answer in two seconds.
 */
export function createEventLocator(client: Client, namespace: string): NonNullable<EnvelopeDependencies['locate']> {
  const known = new Map<string, string>();

  async function find(workflowId: string, runId: string, activity_id: string): Promise<string | null> {
    let nextPageToken: Uint8Array | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { history, nextPageToken: next } = await client.workflowService.getWorkflowExecutionHistoryReverse({
        ...{ namespace, execution: { workflowId, runId }, maximumPageSize: pageSize },
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      const event = history?.events?.find(
        (each) => each.activityTaskScheduledEventAttributes?.activityId === activity_id,
      );
      if (event !== undefined) return String(event.eventId);
      if (next == null || next.length === 0) return null;
      nextPageToken = next;
    }
    return null;
  }

  return async ({ workflow_id, run_id, activity_id }) => {
    const key = `${run_id}/${activity_id}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const event_id = await client.withDeadline(Date.now() + callTimeout, () => find(workflow_id, run_id, activity_id));
    if (event_id === null) return null;
    if (known.size >= mostKnown) known.clear();
    known.set(key, event_id);
    return event_id;
  };
}
