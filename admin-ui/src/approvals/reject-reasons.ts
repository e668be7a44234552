import type { RejectReason } from '../../../contracts/rejection.ts';

/** The reasons in the order of their digit keys 1–6, with the words that people see. */
export const rejectReasons: readonly { readonly reason: RejectReason; readonly label: string }[] = [
  { reason: 'wrong_diagnosis', label: 'The diagnosis is wrong' },
  { reason: 'wrong_action', label: 'Right diagnosis, wrong action' },
  { reason: 'wrong_amount', label: 'The amount is wrong' },
  { reason: 'bad_timing', label: 'Not now' },
  { reason: 'not_enough_evidence', label: 'Not enough evidence' },
  { reason: 'other', label: 'Something else' },
];

/** The reason behind a digit key, or null for any other key. */
export function reasonOfKey(key: string): RejectReason | null {
  if (!/^[1-9]$/.test(key)) return null;
  return rejectReasons[Number(key) - 1]?.reason ?? null;
}
