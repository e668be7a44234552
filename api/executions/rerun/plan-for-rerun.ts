import { CodedError } from '../../../contracts/errors/index.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import type { ExecutionRow } from '../../../db/queries/executions-list.ts';
import { findPlaybookVersion } from '../../../db/queries/playbook-version.ts';
import { findPlaybook } from '../../../db/queries/playbooks.ts';
import { readStartInput } from '../../../db/queries/reruns.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import type { RunnablePlaybook } from '../start-execution.ts';
import { type Flow, impossible } from './flow.ts';

/** The plan that an execution ran, or with `latest` the one that is deployed now. Throws PLAYBOOK_NOT_FOUND. */
export async function planForRerun(
  tx: TenantTransaction,
  execution: ExecutionRow,
  version: 'same' | 'latest',
): Promise<RunnablePlaybook> {
  const { playbook_id, playbook_version_id, execution_id } = execution;
  if (version === 'latest') {
    const deployed = await findPlaybook(tx, playbook_id);
    if (deployed !== null) return deployed;
    throw new CodedError('PLAYBOOK_NOT_FOUND', `The playbook ${playbook_id} is not deployed.`);
  }
  const kept = playbook_version_id === null ? null : await findPlaybookVersion(tx, playbook_version_id);
  if (kept !== null) return kept;
  // A single action is in no file; its plan is in the message that started it.
  const input = await readStartInput(tx, execution_id);
  if (input === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `The plan of ${execution_id} is not kept.`);
  const { plan, playbook_digest: digest, requested_by } = input;
  return { playbook_id, playbook_version_id: null, plan, digest, edited_by: requested_by.user_id };
}

/**
 * Holds a newer plan to the one that gave the results: every step whose result is reused must be there, do the same thing
 * and stand in the same loops. Throws RERUN_NOT_POSSIBLE naming the first that does not.
 */
export function holdToResults(from: Flow, to: Flow, result_keys: readonly string[]): void {
  for (const step_id of new Set(result_keys.map((key) => key.slice(0, key.lastIndexOf('/'))))) {
    const [was, is] = [from.steps.get(step_id), to.steps.get(step_id)];
    if (was === undefined || is === undefined || signature(from, was) !== signature(to, is))
      throw impossible(`The newest version has no step ${step_id} that does the same in the same place.`, step_id);
  }
}

function signature(flow: Flow, step: Step): string {
  const holders = (flow.holders.get(step.id) ?? []).map((each) => `${each.kind} ${each.id}`);
  const does = step.kind === 'action' ? step.action_id : step.kind === 'playbook' ? step.playbook_id : '';
  return [...holders, `${step.kind} ${does}`].join('/');
}
