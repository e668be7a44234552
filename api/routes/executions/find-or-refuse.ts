import { CodedError } from '../../../contracts/errors/index.ts';
import { type ExecutionRow, findExecution } from '../../../db/queries/executions-list.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** The execution with this id. Throws EXECUTION_NOT_FOUND, also for another tenant’s. */
export async function executionOrRefuse(tx: TenantTransaction, execution_id: string): Promise<ExecutionRow> {
  const execution = await findExecution(tx, execution_id);
  if (execution === null) throw new CodedError('EXECUTION_NOT_FOUND', `There is no execution ${execution_id}.`);
  return execution;
}
