import { z } from 'zod';
import { stateOfChange } from '../../../contracts/change-state.ts';
import { writeIntentDetailSchema, writeIntentSchema } from '../../../contracts/write-intent.ts';
import { cell, renderTable } from '../../terminal.ts';
import { sayField, sayValue } from '../money-words.ts';

/** A change of a platform as the commands show it. */
export const changeViewSchema = writeIntentSchema.loose();
/** The same with both views and its history; `rerun_execution_id` only after a retry. */
export const changeDetailSchema = writeIntentDetailSchema
  .loose()
  .extend({ rerun_execution_id: z.string().nullable().default(null) });
/** A change of a platform with both views. */
export type ChangeDetail = z.output<typeof changeDetailSchema>;

/** Changes as a table. */
export function renderChanges(changes: readonly z.output<typeof changeViewSchema>[]): string {
  const rows = changes.map((each) => {
    const { intent_id, standing, change, playbook_id, requested_by_email, reserved_at, live_value, receipt_id } = each;
    const meant = `${sayValue(change.before, each.currency)} → ${sayValue(change.after, each.currency)}`;
    const shown = each.live_read_at === null ? null : sayValue(live_value, each.currency);
    return [
      ...[intent_id, standing.word, change.entity_name, sayField(change.field), meant],
      ...[shown, playbook_id, requested_by_email, reserved_at, receipt_id],
    ].map(cell);
  });
  return renderTable(
    ['CHANGE', 'STATE', 'ENTITY', 'FIELD', 'MEANT', 'SHOWN', 'PLAYBOOK', 'REQUESTED BY', 'SINCE', 'RECEIPT'],
    rows,
  );
}

/** One change: what was meant beside what the platform showed, how it stands, and how it came there. */
export function renderChange(write: ChangeDetail): string {
  const { change, meant, shown, history, standing, execution_id, approved_by, receipt_id } = write;
  const told = history.map((step) => [stateOfChange(step).word, step.at, cell(step.reason)]);
  return [
    `${change.entity_name} (${change.platform}, ${change.entity_id}): ${sayField(change.field)}`,
    `meant: ${sayValue(meant.before, write.currency)} → ${sayValue(meant.after, write.currency)}`,
    `shown: ${shown === null ? '–' : `${sayValue(shown.value, write.currency)} at ${shown.read_at}`}`,
    `state: ${standing.word}, ${standing.steps_done} of 4, of execution ${execution_id}`,
    standing.sentence,
    ...(approved_by.length === 0 ? [] : [`approved by: ${approved_by.join(', ')}`]),
    ...(receipt_id === null ? [] : [`receipt: ${receipt_id}`]),
    renderTable(['STATE', 'AT', 'WHY'], told),
  ].join('\n');
}
