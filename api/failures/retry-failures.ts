import { CodedError } from '../../contracts/errors/index.ts';
import { deriveId } from '../../db/derive-id.ts';
import { listFailedExecutions, listFailureGroups } from '../../db/queries/failures.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import { startRerun } from '../executions/rerun/start-rerun.ts';
import type { CallerPart } from '../operation/operation.ts';

/** What became of one execution of a group. `execution_id` is the failed one; `rerun_id` the new one. */
export type RetryOutcome = {
  readonly execution_id: string;
  readonly rerun_id: string | null;
  readonly code: string | null;
  readonly detail: string | null;
};

/** The group with this fingerprint, resolved or not. Throws FAILURE_NOT_FOUND. */
export async function groupOrRefuse(tx: TenantTransaction, fingerprint: string) {
  const [group] = await listFailureGroups(tx, { fingerprint, all: true, limit: 1 });
  if (group === undefined) throw new CodedError('FAILURE_NOT_FOUND', `There are no failures ${fingerprint}.`);
  return group;
}

/** The failed executions of a group that are meant; those stuck in retries are tried again by Temporal itself. */
export async function retryable(tx: TenantTransaction, fingerprint: string, wanted: readonly string[] | null) {
  const failed = (await listFailedExecutions(tx, fingerprint)).filter((each) => each.state === 'failed');
  const chosen = failed.filter((each) => wanted === null || wanted.includes(each.execution_id));
  const missing = wanted?.find((id) => !failed.some((each) => each.execution_id === id));
  if (missing === undefined) return chosen;
  throw new CodedError('EXECUTION_NOT_FOUND', `${missing} is not a failed execution of this group.`);
}

/**
 * Runs executions of a group again from the failed step, or from another one, one after the other. What cannot be run
 * again says why and does not keep the others from it; a repeated request starts nothing twice.
 */
export async function retryFailures(
  deps: Pick<ApiDependencies, 'relay' | 'actions'>,
  caller: CallerPart,
  request: { readonly execution_ids: readonly string[]; readonly from_step: string; readonly reason: string },
): Promise<readonly RetryOutcome[]> {
  const outcomes: RetryOutcome[] = [];
  for (const rerun_of of request.execution_ids) {
    const { from_step, reason } = request;
    const rerun_id = deriveId('retry', caller.principal.tenant_id, rerun_of, from_step);
    const what = { ...{ inputs: {}, skip: {}, version: 'same' as const }, from_step, reason };
    try {
      await startRerun(deps, caller, { ...what, rerun_of, execution_id: rerun_id });
      outcomes.push({ execution_id: rerun_of, rerun_id, code: null, detail: null });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      outcomes.push({ execution_id: rerun_of, rerun_id: null, code: error.code, detail: error.message });
    }
  }
  return outcomes;
}
