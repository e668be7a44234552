import type { OpenChildAnswer, OpenChildCall } from '../../contracts/activity-envelope.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type ExecutionInput, mostDepth } from '../../contracts/execution.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { deriveId } from '../../db/derive-id.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { findSubject, type Subject } from '../../db/queries/find-subject.ts';
import { insertExecution } from '../../db/queries/insert-execution.ts';
import { holdingPauses, keepPauses } from '../../db/queries/pauses.ts';
import { findPlaybookVersion } from '../../db/queries/playbook-version.ts';
import { findPlaybook } from '../../db/queries/playbooks.ts';

/** How workflows are named, and which campaign an input is about: the interpreter’s own functions, handed in. */
export type WorkflowNaming = {
  readonly workflowIdOf: (key: {
    readonly playbook_id: string;
    readonly entity_id: string | null;
    readonly execution_id: string;
  }) => string;
  readonly campaignOf: (input: Pick<ExecutionInput, 'entity' | 'inputs'>) => string | null;
};

/** The version that a child runs: the deployed one at its first opening, and the same one ever after. */
type Version = Pick<ExecutionInput, 'plan'> & {
  readonly playbook_version_id: string;
  readonly digest: string;
  readonly edited_by: string;
};

/**
 * Opens the child of a `playbook` step: finds the deployed version, checks its inputs, and writes its row with the parent’s
 * mode and requester. Nobody who may not approve for the parent may approve for the child, and neither may the editor of
 * the child’s playbook. Its id follows from the step and the round, so opening it again gives the same child.
 * Throws PLAYBOOK_DEPTH_EXCEEDED, PLAYBOOK_NOT_FOUND, EXECUTION_INPUT_INVALID, CAMPAIGN_NOT_FOUND
 * or CAMPAIGN_ON_OTHER_PLATFORM.
 */
export async function openChild(
  database: Database,
  naming: WorkflowNaming,
  call: OpenChildCall,
): Promise<OpenChildAnswer> {
  const { origin, depth } = call;
  if (depth > mostDepth) {
    const message = `Playbooks may start playbooks ${mostDepth} levels deep; this would be level ${depth}.`;
    throw new CodedError('PLAYBOOK_DEPTH_EXCEEDED', message, { depth, parent_execution_id: origin.execution_id });
  }
  const execution_id = deriveId('child', origin.tenant_id, origin.idempotency_key);
  return withTenant(database, origin.tenant_id, async (tx) => {
    // A resume must either find the child or be over before the child asks which pauses hold.
    await keepPauses(tx);
    const known = await findExecution(tx, execution_id);
    const version = await versionFor(tx, call, known?.playbook_version_id ?? null);
    const { plan, digest, edited_by } = version;
    const subject = known === null ? await findSubject(tx, plan, call.inputs) : subjectOf(known);
    const key = { playbook_id: plan.playbook_id, entity_id: subject.entity?.id ?? null, execution_id };
    const child = { execution_id, workflow_id: naming.workflowIdOf(key), campaign_id: naming.campaignOf(subject) };
    if (known === null) await insert(tx, call, version, subject, child);
    const paused = await holdingPauses(tx, { ...child, playbook_id: plan.playbook_id });
    const input: ExecutionInput = {
      ...{ execution_id, tenant_id: origin.tenant_id, plan, playbook_digest: digest, ...subject },
      ...{ mode: childMode(call, version), requested_by: origin.requested_by },
      excluded_user_ids: [...new Set([...call.excluded_user_ids, edited_by])],
      parent: { execution_id: origin.execution_id, step_id: origin.step_id, depth },
      ...(paused.length === 0 ? {} : { paused_by: paused.map((each) => each.pause_id) }),
    };
    return { input, workflow_id: child.workflow_id };
  });
}

async function versionFor(
  tx: TenantTransaction,
  call: OpenChildCall,
  playbook_version_id: string | null,
): Promise<Version> {
  const { playbook_id } = call;
  const version =
    playbook_version_id === null
      ? await findPlaybook(tx, playbook_id)
      : await findPlaybookVersion(tx, playbook_version_id);
  if (version === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${playbook_id}.`);
  return version;
}

function subjectOf(known: NonNullable<Awaited<ReturnType<typeof findExecution>>>): Subject {
  const { inputs, context, entity_type: type, entity_id: id, entity_name } = known;
  return { inputs, context, entity: type === null || id === null ? null : { type, id, name: entity_name ?? id } };
}

/** A child never does more than its parent may; a playbook in shadow never asks or writes, whoever starts it. */
function childMode({ origin }: OpenChildCall, { plan }: Version): ExecutionInput['mode'] {
  return origin.mode === 'live' && plan.guardrails.autonomy === 'shadow' ? 'shadow' : origin.mode;
}

async function insert(
  tx: TenantTransaction,
  call: OpenChildCall,
  version: Version,
  { inputs, context, entity }: Subject,
  child: { readonly execution_id: string; readonly workflow_id: string; readonly campaign_id: string | null },
): Promise<void> {
  const { origin } = call;
  const { plan, playbook_version_id, digest } = version;
  const { playbook_id } = plan;
  const mode = childMode(call, version);
  const { user_id, email, api_key_id } = origin.requested_by;
  await insertExecution(tx, {
    ...{ ...child, playbook_id, playbook_version_id, mode, inputs, context },
    ...{ entity_type: entity?.type ?? null, entity_id: entity?.id ?? null, entity_name: entity?.name ?? null },
    ...{ requested_by: user_id, requested_by_email: email, api_key_id },
    ...{ parent_execution_id: origin.execution_id, parent_step_id: origin.step_id },
  });
  const { execution_id } = child;
  await appendEvent(tx, { execution_id, type: 'execution.status_changed', data: { status: 'queued' } });
  await appendAudit(tx, {
    action: 'execution.requested',
    ...{ actor_user_id: user_id, actor_email: email, entity_type: 'execution', entity_id: execution_id },
    details: { playbook_id, digest, mode, parent_execution_id: origin.execution_id, parent_step_id: origin.step_id },
  });
}
