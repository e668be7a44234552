import { CodedError } from '../../../contracts/errors/index.ts';
import { findExecution } from '../../../db/queries/executions-list.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { CallerPart } from '../../operation/operation.ts';
import { type StartedExecution, startExecution } from '../start-execution.ts';
import { type PreparedRerun, prepareRerun, type RerunRequest } from './rerun-execution.ts';

/**
 * Runs an execution again from a step. `execution_id` is that of the new one. Throws EXECUTION_NOT_FOUND, whatever
 * preparing it throws, or EXECUTION_CONFLICT when the concurrency rule keeps its place taken.
 */
export async function startRerun(
  deps: Pick<ApiDependencies, 'relay' | 'actions'>,
  caller: CallerPart,
  request: RerunRequest & { readonly rerun_of: string; readonly execution_id: string; readonly reason: string },
): Promise<{ readonly started: StartedExecution; readonly prepared: PreparedRerun }> {
  const { rerun_of, execution_id, reason } = request;
  const prepared = await caller.inTenant(async (tx) => {
    const execution = await findExecution(tx, rerun_of);
    if (execution === null) throw new CodedError('EXECUTION_NOT_FOUND', `There is no execution ${rerun_of}.`);
    return prepareRerun(tx, execution, request, deps.actions);
  });
  const { rerun, ...start } = prepared.start;
  const started = await startExecution(deps, caller, { execution_id, ...start, rerun: { ...rerun, reason } });
  return { started, prepared };
}
