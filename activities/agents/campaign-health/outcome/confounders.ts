import type { PlatformChange } from '../../../../contracts/ad-platform.ts';
import { playbookWords } from '../../../../contracts/in-words.ts';
import type { OwnChange } from '../../../../db/queries/outcome-facts.ts';
import { fieldWords } from '../../../reasoning/index.ts';
import { dateIn } from '../collect/period.ts';
import type { OtherChange } from './evidence.ts';
import type { MeasuredWindow } from './measured-window.ts';

/** Which changes are the ones that are measured: one set, or all of an execution. */
export type MeasuredSet = { readonly execution_id: string; readonly change_set_id: string | null };

const sameMoment = 15 * 60_000;

function isWithin(at: Date, window: MeasuredWindow, timezone: string): boolean {
  const day = dateIn(at, timezone);
  return day >= window.first_day && day <= window.last_day;
}

/**
 * The changes by this product that are no part of what is measured, from the day of the change to the end of the window. What
 * the same execution changed on the same day is part of it: daily figures cannot tell it apart, and it was decided together.
 */
export function otherOwnChanges(
  changes: readonly OwnChange[],
  set: MeasuredSet,
  window: MeasuredWindow,
  timezone: string,
): readonly OtherChange[] {
  const ofExecution = (each: OwnChange) => each.execution_id === set.execution_id;
  const days = new Set(
    changes
      .filter((each) => ofExecution(each) && each.change_set_id === set.change_set_id)
      .map((each) => dateIn(each.applied_at, timezone)),
  );
  const isPart = (each: OwnChange) =>
    ofExecution(each) &&
    (set.change_set_id === null ||
      each.change_set_id === set.change_set_id ||
      days.has(dateIn(each.applied_at, timezone)));
  return changes
    .filter((each) => !isPart(each) && isWithin(each.applied_at, window, timezone))
    .map(({ applied_at, change, playbook_id, execution_id }) => ({
      ...{ at: applied_at.toISOString(), field: change.field, entity_id: change.entity_id },
      ...{ by: playbook_id, ours: true, execution_id },
    }));
}

/** The undo of what is measured, when it came before the window was over; null when everything stood that long. */
export function takenBackAt(
  changes: readonly OwnChange[],
  set: MeasuredSet,
  window: MeasuredWindow,
  timezone: string,
): Date | null {
  const undone = changes.flatMap((each) => {
    const isOf =
      each.execution_id === set.execution_id &&
      (set.change_set_id === null || each.change_set_id === set.change_set_id);
    return isOf && each.undone_at !== null ? [each.undone_at] : [];
  });
  const [first] = undone.sort((one, other) => one.getTime() - other.getTime());
  return first !== undefined && isWithin(first, window, timezone) ? first : null;
}

/**
 * The changes by people within the window, as the platform's own history tells them. Ours are left out, also where the
 * platform does not say whose they are: then one with our value on our entity within a quarter of an hour of our receipt.
 * What cannot be told apart (`other`) is no change of what steers delivery.
 */
export function peopleChanges(
  history: readonly PlatformChange[],
  own: readonly Pick<OwnChange, 'change' | 'applied_at'>[],
  window: MeasuredWindow,
  timezone: string,
): readonly OtherChange[] {
  const isOurs = (entry: PlatformChange) =>
    entry.ours ||
    own.some(
      ({ change, applied_at }) =>
        change.field === entry.field &&
        (change.entity_id === entry.entity_id || String(change.after) === String(entry.after)) &&
        Math.abs(Date.parse(entry.at) - applied_at.getTime()) <= sameMoment,
    );
  return history
    .filter((entry) => entry.field !== 'other' && isWithin(new Date(entry.at), window, timezone) && !isOurs(entry))
    .map(({ at, field, entity_id, actor }) => ({
      ...{ at: new Date(at).toISOString(), field, entity_id },
      ...{ by: actor ?? 'somebody', ours: false, execution_id: null },
    }));
}

/** The other changes in words: `other changes in the same days: daily budget by Budget pacing on 2026-03-04`. */
export function confoundedBy(changes: readonly OtherChange[]): string {
  const words = changes.map(
    ({ field, by, ours, at }) => `${fieldWords(field)} by ${ours ? playbookWords(by) : by} on ${at.slice(0, 10)}`,
  );
  const told = [...new Set(words)];
  const more = told.length > 3 ? ` and ${told.length - 3} more` : '';
  return `other changes in the same days: ${told.slice(0, 3).join(', ')}${more}`;
}
