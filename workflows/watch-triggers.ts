import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { EvaluateAnswer, EvaluateCall, WatchInput } from '../contracts/watch-triggers.ts';

const { 'triggers.evaluate': evaluate } = proxyActivities<{
  'triggers.evaluate': (call: EvaluateCall) => Promise<EvaluateAnswer>;
}>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  // What was judged once is not judged again, so a repeated try only does the rest.
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 20 },
});

/**
 * Asks, for everything that a schedule or an event concerns, whether a playbook starts: one activity. The moment that
 * counts is the one that the schedule meant, however late the worker comes to it; an event counts when it came in.
 */
export async function watch_triggers(input: WatchInput): Promise<EvaluateAnswer> {
  const { startTime, searchAttributes } = workflowInfo();
  const [meant] = searchAttributes.TemporalScheduledStartTime ?? [];
  return evaluate({ ...input, due_at_ms: (meant instanceof Date ? meant : startTime).getTime() });
}
