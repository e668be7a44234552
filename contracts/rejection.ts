import type { z } from 'zod';
import type { rejectReasonSchema } from './approval.ts';

/** Why somebody says no. */
export type RejectReason = z.infer<typeof rejectReasonSchema>;

/** The reasons for a no, as people read them. */
export const rejectReasonWords: Readonly<Record<RejectReason, string>> = {
  wrong_diagnosis: 'Wrong diagnosis',
  wrong_action: 'Wrong action',
  wrong_amount: 'Wrong amount',
  bad_timing: 'Bad timing',
  not_enough_evidence: 'Not enough evidence',
  other: 'Another reason',
};

/** The text of a no: its reason first, so that it can be counted, then what the person added. */
export function rejectionText(reason: RejectReason, added: string): string {
  const words = added.trim();
  return words === '' ? reason : `${reason}: ${words}`;
}

/** A no as it was said: `wrong_amount`, or `wrong_amount: 10 % is enough`. Null for a text that does not begin with a reason. */
export function readRejection(text: string | null): { readonly reason: RejectReason; readonly added: string } | null {
  const [, named = '', added = ''] = /^([a-z_]+)(?::([\s\S]*))?$/.exec(text?.trim() ?? '') ?? [];
  return isReason(named) ? { reason: named, added: added.trim() } : null;
}

/** The words of what was said with a decision; what somebody wrote freely stays as it is. */
export function reasonWords(text: string): string {
  const read = readRejection(text);
  if (read === null) return text;
  return [rejectReasonWords[read.reason], ...(read.added === '' ? [] : [read.added])].join(': ');
}

function isReason(name: string): name is RejectReason {
  return Object.hasOwn(rejectReasonWords, name);
}
