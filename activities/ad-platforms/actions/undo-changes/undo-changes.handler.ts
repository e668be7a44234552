import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { selectionOrRefuse } from '../../undo/selection.ts';
import { createUndoHandler } from '../../undo/undo-handler.ts';
import { undoChanges } from './undo-changes.action.ts';

/** One plan of all ways back of a selection, lowerings and pauses first. */
export function createUndoChangesHandler(deps: AdPlatformDependencies): BoundHandler {
  return createUndoHandler(deps, {
    definition: undoChanges,
    selectionOf: ({ selector }) => selectionOrRefuse(selector),
    leavesChanged: (params) => params.leave_what_changed_since,
    lowerings_first: true,
    refusal: 'CHANGES_NOT_UNDOABLE',
  });
}
