import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { createUndoHandler } from '../../undo/undo-handler.ts';
import { undoExecution } from './undo-execution.action.ts';

/**
 * The inverse of everything that an execution changed and nobody has undone: the undo of one execution. All or nothing unless
 * it was asked to leave what somebody changed since; the order is that of the receipts, the newest first, which the grant of
 * a compensation is held to.
 */
export function createUndoExecutionHandler(deps: AdPlatformDependencies): BoundHandler {
  return createUndoHandler(deps, {
    definition: undoExecution,
    selectionOf: ({ execution_id }) => ({ kind: 'execution', execution_id }),
    leavesChanged: (params) => params.leave_what_changed_since === true,
    lowerings_first: false,
    refusal: 'EXECUTION_NOT_UNDOABLE',
  });
}
