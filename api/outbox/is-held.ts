import { finalStatuses } from '../../contracts/execution.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { holdingPauses } from '../../db/queries/pauses.ts';
import { campaignOf } from '../../workflows/messages.ts';
import type { OutboxMessage } from './messages.ts';

/**
 * Why a queued execution may not start yet: its place is still taken by one of the executions that it waits for, or a pause
 * holds for it. Null when nothing is in its way.
 */
export async function heldBecause(
  database: Database,
  tenant_id: string,
  message: OutboxMessage,
): Promise<string | null> {
  if (message.kind !== 'start_workflow') return null;
  const { wait_for, input } = message.payload;
  const { execution_id, plan } = input;
  const work = { campaign_id: campaignOf(input), playbook_id: plan.playbook_id, execution_id };
  return withTenant(database, tenant_id, async (tx) => {
    const [pause] = await holdingPauses(tx, work);
    if (pause !== undefined) return `paused: ${pause.reason}`.slice(0, 500);
    for (const earlier of wait_for) {
      const execution = await findExecution(tx, earlier);
      if (execution !== null && !finalStatuses.includes(execution.status))
        return 'waiting for an earlier execution to end';
    }
    return null;
  });
}
