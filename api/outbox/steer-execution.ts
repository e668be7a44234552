import type { JsonObject } from '../../contracts/canonical-json.ts';
import { type ExecutionInput, executionMessages, finalStatuses } from '../../contracts/execution.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { hurryOutbox } from '../../db/queries/outbox.ts';
import { findPause, holdingPauses } from '../../db/queries/pauses.ts';
import { campaignOf, workflowIdOf } from '../../workflows/messages.ts';
import type { TemporalGateway } from '../temporal/gateway.ts';
import type { SteeringMessage } from './steering-messages.ts';

type Parts = { readonly database: Database; readonly temporal: Pick<TemporalGateway, 'signal'> };
type PauseTarget = Extract<SteeringMessage, { kind: 'signal_pause' }>['payload'];

/**
 * Sends a steering signal. `not_yet` when the workflow cannot be reached although its execution has not ended: it is about
 * to be started, or its end is about to be noticed, so the message is worth keeping. Throws when Temporal cannot be asked.
 */
export async function steerExecution(
  parts: Parts,
  tenant_id: string,
  message: SteeringMessage,
): Promise<'arrived' | 'not_yet'> {
  switch (message.kind) {
    case 'signal_pause':
      return signalPause(parts, tenant_id, message.payload);
    case 'signal_resume':
      return signal(parts, tenant_id, message.payload, executionMessages.resume);
    case 'signal_event':
      return signal(parts, tenant_id, message.payload, executionMessages.event);
    case 'signal_cancel':
      return signal(parts, tenant_id, message.payload, executionMessages.cancel);
  }
}

/**
 * Tells an execution that was just started what it has missed: the signals that were put off until its workflow is there,
 * such as the events that came while it was queued, are due now. And the pauses that began while it was being started are
 * signalled: its start was not held, and they may have looked for live workflows a moment before this one was there.
 */
export async function catchUpWithStarted(
  parts: Parts,
  tenant_id: string,
  input: Pick<ExecutionInput, 'execution_id' | 'plan' | 'entity' | 'inputs'>,
): Promise<void> {
  const { execution_id, entity } = input;
  const { playbook_id } = input.plan;
  const work = { campaign_id: campaignOf(input), playbook_id, execution_id };
  const workflow_id = workflowIdOf({ playbook_id, entity_id: entity?.id ?? null, execution_id });
  await withTenant(parts.database, tenant_id, (tx) => hurryOutbox(tx, workflow_id));
  for (const { pause_id, reason } of await withTenant(parts.database, tenant_id, (tx) => holdingPauses(tx, work))) {
    await signalPause(parts, tenant_id, { workflow_id, execution_id, signal: { pause_id, reason } });
  }
}

/**
 * A pause that was resumed meanwhile is not sent, and when it was resumed while it was sent the resume is sent after it:
 * whichever message comes last, no execution stays parked for a pause that is over.
 */
async function signalPause(parts: Parts, tenant_id: string, target: PauseTarget): Promise<'arrived' | 'not_yet'> {
  const holds = async () => {
    const pause = await withTenant(parts.database, tenant_id, (tx) => findPause(tx, target.signal.pause_id));
    return pause !== null && pause.resumed_at === null;
  };
  if (!(await holds())) return 'arrived';
  const sent = await signal(parts, tenant_id, target, executionMessages.pause);
  return (await holds()) ? sent : signal(parts, tenant_id, target, executionMessages.resume);
}

async function signal(
  { database, temporal }: Parts,
  tenant_id: string,
  target: { readonly workflow_id: string; readonly execution_id: string; readonly signal: JsonObject },
  name: string,
): Promise<'arrived' | 'not_yet'> {
  if ((await temporal.signal(target.workflow_id, name, target.signal)) === 'sent') return 'arrived';
  const execution = await withTenant(database, tenant_id, (tx) => findExecution(tx, target.execution_id));
  return execution === null || finalStatuses.includes(execution.status) ? 'arrived' : 'not_yet';
}
