import { z } from 'zod';
import { writeIntentDetailSchema, writeIntentSchema } from '../../../contracts/write-intent.ts';
import { cell, renderTable } from '../../terminal.ts';

/** A write to a platform as the commands show it. */
export const writeSchema = writeIntentSchema.loose();
/** The same with both views and its history; `rerun_execution_id` only after a retry. */
export const writeDetailSchema = writeIntentDetailSchema
  .loose()
  .extend({ rerun_execution_id: z.string().nullable().default(null) });
/** A write to a platform with both views. */
export type WriteDetail = z.output<typeof writeDetailSchema>;

/** Writes as a table. */
export function renderWrites(writes: readonly z.output<typeof writeSchema>[]): string {
  const rows = writes.map(({ intent_id, state, change, playbook_id, requested_by_email, reserved_at, live_value }) =>
    [
      ...[intent_id, state, change.entity_name, change.field, `${change.before} → ${change.after}`],
      ...[live_value, playbook_id, requested_by_email, reserved_at],
    ].map(cell),
  );
  return renderTable(
    ['WRITE', 'STATE', 'ENTITY', 'FIELD', 'MEANT', 'SHOWN', 'PLAYBOOK', 'REQUESTED BY', 'SINCE'],
    rows,
  );
}

/** One write: what was meant beside what the platform showed, and how it came there. */
export function renderWrite(write: WriteDetail): string {
  const { change, meant, shown, history, state, execution_id } = write;
  const told = history.map((step) => [step.state, step.at, cell(step.reason)]);
  return [
    `${change.entity_name} (${change.platform}, ${change.entity_id}): ${change.field}`,
    `meant: ${meant.before} → ${meant.after}`,
    `shown: ${shown === null ? '–' : `${shown.value} at ${shown.read_at}`}`,
    `state: ${state}, of execution ${execution_id}`,
    renderTable(['STATE', 'AT', 'WHY'], told),
  ].join('\n');
}
