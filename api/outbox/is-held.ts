import { finalStatuses } from '../../contracts/execution.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import type { OutboxMessage } from './messages.ts';

/** Whether a queued execution’s place is still taken by one of the executions that it waits for. */
export async function isHeld(database: Database, tenant_id: string, message: OutboxMessage): Promise<boolean> {
  if (message.kind !== 'start_workflow') return false;
  const { wait_for } = message.payload;
  if (wait_for.length === 0) return false;
  const states = await withTenant(database, tenant_id, (tx) =>
    Promise.all(wait_for.map((execution_id) => findExecution(tx, execution_id))),
  );
  return states.some((execution) => execution !== null && !finalStatuses.includes(execution.status));
}
