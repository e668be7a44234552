import { fieldWords, momentWords, valueWords } from './approval-card.ts';
import { playbookWords } from './in-words.ts';
import type { ChangedBy, GoesBack, SpentSince, Stays, UndoPreview, UndoSelection } from './undo.ts';

const noteOfRecords =
  'This is what our records and the last sync know. The undo itself reads every value live, and leaves what somebody has changed since.';
const noteOfPlatforms = 'Every value was read live from its platform.';

/** What a selection is, in words: `the day 2026-11-20`. */
export function selectionWords(selection: UndoSelection): string {
  switch (selection.kind) {
    case 'change':
      return 'one change';
    case 'execution':
      return 'one execution';
    case 'day':
      return `the day ${selection.day}`;
    case 'playbook':
      return `the playbook ${playbookWords(selection.playbook_id)} since ${momentWords(new Date(selection.since))}`;
    case 'approver':
      return `what ${selection.approver} approved since ${momentWords(new Date(selection.since))}`;
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The title of an undo: `Take back 3 fields of 2 campaigns: the day 2026-11-20`. */
export function undoTitle(selection: UndoSelection, back: readonly Pick<GoesBack, 'campaign_id'>[]): string {
  if (back.length === 0) return `Nothing to take back: ${selectionWords(selection)}`;
  const campaigns = new Set(back.map((each) => each.campaign_id)).size;
  const what = `${counted(back.length, 'field', 'fields')} of ${counted(campaigns, 'campaign', 'campaigns')}`;
  return `Take back ${what}: ${selectionWords(selection)}`;
}

/** Who changed a field after us, in words: `maya@example.com in Bid adjustment, 2026-11-20 09:30 UTC`. */
export function changedByWords({ email, playbook_id, at }: ChangedBy): string {
  const where = playbook_id === null ? 'on the platform' : `in ${playbookWords(playbook_id)}`;
  return `${email ?? 'somebody'} ${where}, ${momentWords(new Date(at))}`;
}

/** Why a change stays as it is, in one sentence. */
export function staysWords(stays: Omit<Stays, 'explanation'>): string {
  const { entity_name, field, currency, written, live, reason, by } = stays;
  const what = `${entity_name}: ${fieldWords[field]}`;
  const value = (it: Stays['written']) => valueWords(field, it, currency);
  switch (reason) {
    case 'already_undone':
      return `${what} was taken back already.`;
    case 'cancels_out':
      return `${what} is again what it was before the first of these changes.`;
    case 'cannot_be_unmade':
      return field === 'content_digest'
        ? `${what}: a creative that was made cannot be un-made. It stays on the platform, and spends nothing unless an ad shows it.`
        : `${what} had no value before, and there is no way to take ${value(written)} away again.`;
    case 'gone':
      return `${what}: it is not on the platform any more.`;
    case 'changed_since': {
      const now = live === null ? 'it is something else now' : `it is ${value(live)} now`;
      const who = by === null ? 'somebody changed it since' : `changed since by ${changedByWords(by)}`;
      return `${what} was set to ${value(written)}, but ${now} (${who}); so it stays.`;
    }
  }
}

/** What was spent since a change, in words. */
export function spentWords({ currency, since_day, known_until, spend_minor }: SpentSince): string {
  if (spend_minor === null || known_until === null) return `spend since ${since_day} is not known yet`;
  return `${valueWords('daily_budget_minor', spend_minor, currency)} spent from ${since_day} to ${known_until}`;
}

/** The whole preview in lines: what goes back, what stays and why, and the money that is spent. */
export function undoText({
  goes_back,
  stays,
  spent,
  live,
}: Pick<UndoPreview, 'goes_back' | 'stays' | 'spent' | 'live'>): string {
  const back = goes_back.map((each) => {
    const value = (it: GoesBack['written']) => valueWords(each.field, it, each.currency);
    const what = `${each.entity_name}: ${fieldWords[each.field]} from ${value(each.written)} back to ${value(each.back_to)}`;
    const doubt = each.last_known?.differs === true ? `; the last sync showed ${value(each.last_known.value)}` : '';
    return `${what} (${spentWords(each.spent_since)}${doubt}).`;
  });
  const kept = stays.map((each) => `Stays: ${each.explanation}`);
  const money = spent.map((each) => `${each.campaign_name}: ${spentWords(each)}; this money does not come back.`);
  return [...back, ...kept, ...money, undoNote(live)].join('\n');
}

/** Where a preview knows things from. */
export function undoNote(live: boolean): string {
  return live ? noteOfPlatforms : noteOfRecords;
}
