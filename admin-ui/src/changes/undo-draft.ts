/** Which changes are to be taken back: exactly one of these. */
export type UndoSelector =
  | { readonly receipt_id: string }
  | { readonly execution_id: string }
  | { readonly day: string }
  | { readonly playbook_id: string; readonly since: string }
  | { readonly approver: string; readonly since: string };

/** What a person can choose on the screen of all changes. */
export type UndoKind = 'day' | 'playbook' | 'approver';

/** A selection as it is being written: texts, as the fields hold them. `since` is a day. */
export type UndoDraft = {
  readonly kind: UndoKind;
  readonly day: string;
  readonly playbook_id: string;
  readonly approver: string;
  readonly since: string;
};

/** The choices, as people say them. */
export const undoKinds: readonly { readonly kind: UndoKind; readonly name: string }[] = [
  { kind: 'day', name: 'Everything applied on one day' },
  { kind: 'playbook', name: 'Everything one playbook changed' },
  { kind: 'approver', name: 'Everything one person approved' },
];

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The first moment of a day where the reader is, as the server wants it. Null when that is no day. */
function startOf(text: string): string | null {
  if (!day.test(text)) return null;
  const moment = new Date(`${text}T00:00:00`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** The selection that a draft means; null while something is missing. */
export function selectorOf(draft: UndoDraft): UndoSelector | null {
  if (draft.kind === 'day') return startOf(draft.day) === null ? null : { day: draft.day };
  const since = startOf(draft.since);
  if (since === null) return null;
  if (draft.kind === 'playbook') return draft.playbook_id === '' ? null : { playbook_id: draft.playbook_id, since };
  const approver = draft.approver.trim().toLowerCase();
  return /^[^@\s]+@[^@\s]+$/.test(approver) ? { approver, since } : null;
}
