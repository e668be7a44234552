import type { Change } from './change-set.ts';
import { noCurrency } from './minor-units.ts';
import type { ChangedBy, GoesBack, SpentSince, Stays, UndoPreview, UndoSelection, UndoSelector } from './undo.ts';
import type { UndoableReceipt, WayBack } from './undo-ways.ts';
import { staysWords, undoNote, undoText, undoTitle } from './undo-words.ts';

/** An applied change with what is told about it. */
export type ToldReceipt = UndoableReceipt & {
  readonly applied_at: Date;
  /** The day of the change in the calendar of its account. */
  readonly applied_day: string;
  readonly playbook_id: string;
  readonly requested_by_email: string;
  readonly campaign_name: string;
  readonly currency: string;
};

/** Tells what a campaign has spent since a day. */
export type SpendOf = (campaign: {
  readonly campaign_id: string;
  readonly currency: string;
  readonly since_day: string;
}) => SpentSince;

/** What was asked about, as it was asked and as one of the five kinds. */
export type AskedUndo = { readonly selector: UndoSelector; readonly selection: UndoSelection };

type Head = Pick<GoesBack, keyof GoesBack & keyof Stays>;

function headOf(change: Change, receipts: readonly [ToldReceipt, ...ToldReceipt[]]): Head {
  const [newest] = receipts;
  const { platform, account_id, campaign_id, entity_type, entity_id, entity_name, field } = change;
  return {
    ...{ platform, account_id, campaign_id, campaign_name: newest.campaign_name },
    ...{ entity_type, entity_id, entity_name, field, currency: newest.currency, written: change.after },
    ...{ execution_id: newest.execution_id, playbook_id: newest.playbook_id },
    ...{ applied_at: newest.applied_at.toISOString(), receipt_ids: receipts.map((row) => row.receipt_id) },
  };
}

function firstDay(receipts: readonly ToldReceipt[]): string {
  return receipts.map((row) => row.applied_day).toSorted()[0] ?? '9999-12-31';
}

/** A way back as it is shown: with the money spent since the first of its changes. */
export function goesBackOf(
  { change, receipts }: WayBack<ToldReceipt>,
  spendOf: SpendOf,
  last_known: GoesBack['last_known'],
): GoesBack {
  const { campaign_id } = change;
  const { currency } = receipts[0];
  return {
    ...headOf(change, receipts),
    ...{ back_to: change.before, changes: receipts.length, last_known },
    spent_since: spendOf({ campaign_id, currency, since_day: firstDay(receipts) }),
  };
}

/** Changes that stay, with the reason in words. `live` is what is there instead, null where that is not known. */
export function staysOf(
  change: Change,
  receipts: readonly [ToldReceipt, ...ToldReceipt[]],
  why: Pick<Stays, 'reason' | 'live' | 'by'>,
): Stays {
  const stays = { ...headOf(change, receipts), ...why };
  return { ...stays, explanation: staysWords(stays) };
}

/** Who wrote a value, when it was one of our own changes. */
export function writtenBy(row: ToldReceipt): ChangedBy {
  const { execution_id, playbook_id, requested_by_email: email, applied_at, change } = row;
  return { execution_id, playbook_id, email, at: applied_at.toISOString(), value: change.after };
}

/** The whole preview: what goes back, what stays, and the money that is spent and stays spent, by campaign and in all. */
export function previewOf(
  { selector, selection }: AskedUndo,
  parts: Pick<UndoPreview, 'goes_back' | 'stays' | 'live'>,
  spendOf: SpendOf,
): UndoPreview {
  const { goes_back, live } = parts;
  const spent = [...Map.groupBy(goes_back, (each) => each.campaign_id)].map(([campaign_id, fields]) => {
    const [since_day = '9999-12-31'] = fields.map((each) => each.spent_since.since_day).toSorted();
    const { campaign_name = campaign_id, currency = noCurrency } = fields[0] ?? {};
    return { campaign_id, campaign_name, ...spendOf({ campaign_id, currency, since_day }) };
  });
  const spent_total = [...Map.groupBy(spent, (each) => each.currency)].map(([currency, campaigns]) => ({
    currency,
    spend_minor: campaigns.reduce((sum, each) => sum + (each.spend_minor ?? 0), 0),
  }));
  const title = undoTitle(selection, goes_back);
  const text = undoText({ ...parts, spent });
  return { selector, title, text, ...parts, spent, spent_total, note: undoNote(live) };
}
