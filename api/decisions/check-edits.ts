import { CodedError } from '../../contracts/errors/index.ts';
import type { ApprovalRow } from '../../db/queries/approvals-list.ts';
import type { DecisionRequest } from './decide.ts';

/** Throws DECISION_EDIT_INVALID when an edit comes with a no, or touches a parameter that is not editable. */
export function checkEdits(
  approval: Pick<ApprovalRow, 'editable' | 'params'>,
  request: Pick<DecisionRequest, 'decision' | 'edits'>,
): void {
  const names = Object.keys(request.edits ?? {});
  if (names.length === 0) return;
  if (request.decision !== 'approve') throw new CodedError('DECISION_EDIT_INVALID', 'Only a yes can carry edits.');
  const errors = names.flatMap((name) => {
    const before = approval.params[name];
    const after = request.edits?.[name];
    if (!approval.editable.includes(name))
      return [{ pointer: `/body/edits/${name}`, detail: 'This may not be edited.' }];
    if (before !== undefined && before !== null && typeof before !== typeof after) {
      return [{ pointer: `/body/edits/${name}`, detail: `This must be a ${typeof before}.` }];
    }
    return [];
  });
  if (errors.length === 0) return;
  const detail = errors.map((each) => `${each.pointer}: ${each.detail}`).join('; ');
  throw new CodedError('DECISION_EDIT_INVALID', detail, { errors, editable: approval.editable });
}
