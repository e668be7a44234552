import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { askingPlan } from '../../contracts/plan/asking-plan.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { workflowIdOf } from '../../contracts/workflow-id.ts';
import type { TenantTransaction } from '../connect.ts';
import { deriveId } from '../derive-id.ts';
import { appendAudit } from './audit.ts';
import { appendEvent } from './execution-events.ts';
import { findExecution, listLiveExecutions } from './executions-list.ts';
import { findSubject } from './find-subject.ts';
import { insertExecution } from './insert-execution.ts';
import { enqueueOutbox } from './outbox.ts';
import { findPlaybook } from './playbooks.ts';

const undoPlaybook = 'undo-execution';

/** An execution that people shall be asked about, why, and in whose name. */
export type UndoProposal = {
  readonly tenant_id: string;
  readonly execution_id: string;
  readonly requested_by: ExecutionInput['requested_by'];
  readonly entity: { readonly type: string; readonly id: string; readonly name: string };
  readonly title: string;
  readonly reason: string;
  readonly evidence: JsonObject;
};

/**
 * Starts the undo playbook for an execution as a question: every write of it waits for an approval, whatever its own rules
 * would let through, so nothing is ever taken back by itself. Once for each execution, for ever: its id follows from it. It
 * waits for undos of the same campaign that still run. `execution_id` is null when the tenant has no such playbook.
 */
export async function proposeUndo(
  tx: TenantTransaction,
  proposal: UndoProposal,
): Promise<{ readonly execution_id: string | null; readonly because: string }> {
  const { tenant_id, requested_by, entity, reason } = proposal;
  const execution_id = deriveId('rollback', tenant_id, proposal.execution_id);
  const because = `people are asked: ${reason}`;
  if ((await findExecution(tx, execution_id)) !== null) return { execution_id, because };
  const playbook = await findPlaybook(tx, undoPlaybook);
  if (playbook === null || playbook.retired_at !== null)
    return { execution_id: null, because: `the playbook ${undoPlaybook} is not deployed` };
  const { playbook_id, playbook_version_id, digest, edited_by } = playbook;
  const known = Object.entries({ execution_id: proposal.execution_id, campaign_id: entity.id, reason });
  const given = Object.fromEntries(known.filter(([name]) => name in playbook.plan.inputs));
  const subject = await findSubject(tx, playbook.plan, given, entity);
  const live = await listLiveExecutions(tx, playbook_id);
  const wait_for = live.filter((each) => each.entity_id === entity.id).map((each) => each.execution_id);
  const input: ExecutionInput = {
    ...{ execution_id, tenant_id, plan: questioning(playbook.plan, proposal), playbook_digest: digest },
    ...{ inputs: subject.inputs, context: subject.context, entity: subject.entity, mode: 'live', requested_by },
    excluded_user_ids: [...new Set([requested_by.user_id, edited_by])],
  };
  await insertExecution(tx, {
    ...{ execution_id, playbook_id, playbook_version_id, mode: 'live', undo_of: proposal.execution_id },
    workflow_id: workflowIdOf({ playbook_id, entity_id: entity.id, execution_id }),
    ...{ inputs: subject.inputs, context: subject.context },
    ...{ entity_type: entity.type, entity_id: entity.id, entity_name: entity.name, campaign_id: entity.id },
    ...{ requested_by: requested_by.user_id, requested_by_email: requested_by.email },
    api_key_id: requested_by.api_key_id,
  });
  await appendEvent(tx, { execution_id, type: 'execution.status_changed', data: { status: 'queued' } });
  await enqueueOutbox(tx, {
    kind: 'start_workflow',
    payload: { input: JSON.parse(JSON.stringify(input)), wait_for },
    dedupe_key: `start/${execution_id}`,
  });
  await appendAudit(tx, {
    action: 'execution.requested',
    ...{ actor_user_id: requested_by.user_id, actor_email: requested_by.email },
    ...{ entity_type: 'execution', entity_id: execution_id },
    details: { playbook_id, digest, mode: 'live', undo_of: proposal.execution_id, reason },
  });
  return { execution_id, because };
}

/** The playbook's plan as a question, in the words of the proposal. */
function questioning(plan: Plan, { title, evidence }: UndoProposal): Plan {
  const shown = {
    title: { kind: 'literal' as const, value: title },
    evidence: { kind: 'literal' as const, value: evidence },
  };
  return askingPlan(plan, (policy) => ({ ...policy, ...shown }));
}
