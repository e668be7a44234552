import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { previewOf } from '../../../../contracts/undo-preview.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { lookBack } from '../../undo/look-back.ts';
import { selectionOrRefuse } from '../../undo/selection.ts';
import { previewUndo } from './preview-undo.action.ts';

/** The same look that the plan of an undo takes, told instead of planned. */
export function createPreviewUndoHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: previewUndo,
    run: async ({ selector }, { origin }) => {
      const selection = selectionOrRefuse(selector);
      const { tenant_id, execution_id } = origin;
      const found = await lookBack(deps, { tenant_id, selection, by_execution_id: execution_id });
      const goes_back = found.returning.map((each) => each.told);
      return previewOf({ selector, selection }, { goes_back, stays: [...found.stays], live: true }, found.spendOf);
    },
  });
}
