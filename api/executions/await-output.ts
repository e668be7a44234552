import { randomUUID } from 'node:crypto';
import type { ActionDefinition } from '../../contracts/action.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError, type ErrorCode, isErrorCode } from '../../contracts/errors/index.ts';
import { finalStatuses } from '../../contracts/execution.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { findStepOutput } from '../../db/queries/step-output.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { waitUntil } from '../events/wait-until.ts';
import type { CallerPart } from '../operation/operation.ts';
import { oneStepPlaybook } from './one-step-playbook.ts';
import { startExecution } from './start-execution.ts';

/** Starts an action as an execution of one step; gives the id of the execution. It acts with the rights of the caller. */
export async function startAction(
  deps: Pick<ApiDependencies, 'relay'>,
  caller: CallerPart,
  definition: ActionDefinition,
  params: JsonObject,
): Promise<string> {
  const { execution_id } = await startExecution(deps, caller, {
    execution_id: randomUUID(),
    playbook: oneStepPlaybook(definition, params, caller.principal.user_id),
    inputs: {},
    mode: 'live',
    undo_of: null,
  });
  return execution_id;
}

/**
 * Runs a reading action in the worker and waits for what it gives. Throws the code that the execution failed with, or
 * `late` when nothing came within `timeout_ms`; the execution then goes on without us.
 */
export async function awaitOutput(
  deps: Pick<ApiDependencies, 'relay' | 'events'>,
  caller: CallerPart,
  action: { readonly definition: ActionDefinition; readonly params: JsonObject },
  waiting: { readonly timeout_ms: number; readonly signal: AbortSignal; readonly late: ErrorCode },
): Promise<unknown> {
  const execution_id = await startAction(deps, caller, action.definition, action.params);
  const ended = await waitUntil(deps.events, { ...waiting, execution_id }, () =>
    caller.inTenant(async (tx) => {
      const output = await findStepOutput(tx, { execution_id, step_id: 'run' });
      if (output !== null) return { output };
      const state = await findExecution(tx, execution_id);
      if (state === null || !finalStatuses.includes(state.status)) return null;
      const code = state.error_code !== null && isErrorCode(state.error_code) ? state.error_code : 'INTERNAL';
      throw new CodedError(code, state.error_message ?? 'The action ended without a result.', { execution_id });
    }),
  );
  if (ended === null) throw new CodedError(waiting.late, 'The worker did not answer in time.', { execution_id });
  return ended.output;
}
