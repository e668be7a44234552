import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DeliverApprovalInput } from '../contracts/activity-envelope.ts';

const { 'notifications.deliver_approval': deliver } = proxyActivities<{
  'notifications.deliver_approval': (input: DeliverApprovalInput) => Promise<void>;
}>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  // A channel may be away for hours. The approval waits in the inbox meanwhile, so nothing else hangs on this.
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes', maximumAttempts: 300 },
});

/** Tells people of one moment of an approval through the channels that are configured: one activity, tried until it is told. */
export async function deliver_approval(input: DeliverApprovalInput): Promise<void> {
  setCurrentDetails(`Approval ${input.approval_id}: ${input.moment}`);
  await deliver(input);
}
