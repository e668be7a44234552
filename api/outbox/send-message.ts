import { messageNames } from '../../workflows/messages.ts';
import type { TemporalGateway } from '../temporal/gateway.ts';
import type { PlainMessage } from './messages.ts';

/**
 * Sends one message to Temporal. What has happened before counts as success: a workflow that was started, a signal to a
 * workflow that has ended (nobody is left to hear it). Throws when Temporal cannot be asked.
 */
export async function sendMessage(temporal: TemporalGateway, message: PlainMessage): Promise<void> {
  switch (message.kind) {
    case 'start_workflow':
      await temporal.start(message.payload.input);
      return;
    case 'signal_decision':
      await temporal.signal(message.payload.workflow_id, messageNames.decide, message.payload.signal);
      return;
    case 'signal_withdrawal':
      await temporal.signal(message.payload.workflow_id, messageNames.withdraw, message.payload.signal);
      return;
    case 'signal_delegation':
      await temporal.signal(message.payload.workflow_id, messageNames.delegate, message.payload.signal);
      return;
    case 'track_outcome':
      await temporal.track(message.payload);
      return;
    case 'deliver_approval':
      await temporal.deliver(message.payload);
      return;
    case 'cancel_workflow':
      await temporal.cancel(message.payload.workflow_id);
      return;
  }
}
