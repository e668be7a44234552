import { CodedError } from '../../contracts/errors/index.ts';
import { selectionOf, type UndoPreview, type UndoSelection, type UndoSelector } from '../../contracts/undo.ts';
import { goesBackOf, previewOf, staysOf, writtenBy } from '../../contracts/undo-preview.ts';
import { fieldKey } from '../../contracts/undo-ways.ts';
import { readLastKnown } from '../../db/queries/last-known-values.ts';
import { readUndoOutline } from '../../db/queries/undo-outline.ts';
import type { TenantTransaction } from '../dependencies.ts';

/** Which of the five kinds a checked selector is. */
export function selectionOrRefuse(selector: UndoSelector): UndoSelection {
  const selection = selectionOf(selector);
  if (selection === null) throw new CodedError('REQUEST_INVALID', 'The selector names no changes, or several.');
  return selection;
}

/**
 * What an undo would do as far as our own records and the last sync know: no platform is asked here, the plan of the undo
 * does that. What another change of ours has overtaken stays for certain; what the last sync shows otherwise may stay.
 */
export async function readUndoPreview(tx: TenantTransaction, selector: UndoSelector): Promise<UndoPreview> {
  const selection = selectionOrRefuse(selector);
  const { ways, left, newest, spendOf } = await readUndoOutline(tx, selection);
  const lastKnown = await readLastKnown(tx, [...new Set(ways.map((way) => way.change.campaign_id))]);
  const later = (change: Parameters<typeof fieldKey>[0], receipt_id: string) => {
    const last = newest.get(fieldKey(change));
    return last === undefined || last.receipt_id === receipt_id ? null : last;
  };
  const goes_back: UndoPreview['goes_back'] = [];
  const stays: UndoPreview['stays'] = [];
  for (const way of ways) {
    const { change, receipts } = way;
    const last = later(change, receipts[0].receipt_id);
    if (last !== null && last.change.after !== change.after) {
      stays.push(staysOf(change, receipts, { reason: 'changed_since', live: last.change.after, by: writtenBy(last) }));
      continue;
    }
    const value = lastKnown(change);
    const last_known = value === undefined ? null : { value, differs: value !== change.after };
    goes_back.push(goesBackOf(way, spendOf, last_known));
  }
  for (const { receipt, reason } of left) {
    const last = reason === 'changed_since' ? later(receipt.change, receipt.receipt_id) : null;
    const by = last === null ? null : writtenBy(last);
    stays.push(staysOf(receipt.change, [receipt], { reason, live: by?.value ?? null, by }));
  }
  return previewOf({ selector, selection }, { goes_back, stays, live: false }, spendOf);
}
