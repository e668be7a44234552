import { TestWorkflowEnvironment } from '@temporalio/testing';
import { obtainTimeSkippingServer } from './obtain-server.ts';

/**
 * A Temporal server whose clock jumps over waits, for tests of deadlines and timers. Call `teardown` when done.
 * It has no visibility (no list, no schedules), and a workflow terminated in flight stops the skipping: cancel instead.
 */
export function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: obtainTimeSkippingServer() } },
  });
}
