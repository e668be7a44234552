import { CodedError } from '../../../contracts/errors/index.ts';
import { selectionOf, type UndoSelection, type UndoSelector } from '../../../contracts/undo.ts';

/** Which of the five kinds a selector is. Throws ACTION_PARAMS_INVALID for one that names none or more. */
export function selectionOrRefuse(selector: UndoSelector): UndoSelection {
  const selection = selectionOf(selector);
  if (selection === null)
    throw new CodedError('ACTION_PARAMS_INVALID', 'The selector names no changes, or several.', {});
  return selection;
}
