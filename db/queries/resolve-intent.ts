import { and, eq, sql } from 'drizzle-orm';
import { inverseOf } from '../../contracts/change-arithmetic.ts';
import type { IntentState } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { writeIntents } from '../schema/index.ts';
import { refreshChangedRow } from './campaign-accounts.ts';
import { type ChangeSetState, setChangeSetState } from './change-sets.ts';
import { appendEvent } from './execution-events.ts';
import type { IntentRow } from './intents-list.ts';
import { recordReceipt } from './receipts.ts';
import { markUndone, undoSelectionOf } from './undo-marks.ts';

/** How a person settles a write that nobody could tell the outcome of. */
export type SettledByPerson = {
  readonly resolution: 'confirmed_applied' | 'confirmed_not_applied';
  readonly reason: string;
  readonly by_email: string;
};

/**
 * Settles a write that waits for a person, in the transaction of the caller: confirmed as applied it gets its receipt, our
 * rows follow, and what it undid is marked as undone, exactly as if reading back had shown it; confirmed as not applied
 * its money is free again. False when it does not wait any more; then nothing was written.
 */
export async function settleByPerson(
  tx: TenantTransaction,
  intent: IntentRow,
  said: SettledByPerson,
): Promise<boolean> {
  const { intent_id, change_set_id, execution_id, step_id, change, platform_request_id } = intent;
  const applied = said.resolution === 'confirmed_applied';
  const to: IntentState = applied ? 'verified' : 'not_applied';
  const moment = sql`coalesce(${writeIntents.applied_at}, ${writeIntents.armed_at}, clock_timestamp())`;
  const moved = await tx
    .update(writeIntents)
    .set({
      state: to,
      ...(applied ? { applied_at: moment, verified_at: sql`clock_timestamp()` } : {}),
      ...{ resolution: said.resolution, resolved_by_email: said.by_email, resolution_reason: said.reason },
      resolved_at: sql`clock_timestamp()`,
    })
    .where(and(eq(writeIntents.intent_id, intent_id), eq(writeIntents.state, 'needs_human')))
    .returning({ intent_id: writeIntents.intent_id });
  if (moved.length === 0) return false;
  if (applied) {
    const proof = { intent_id, change_set_id, execution_id, change, platform_request_id };
    await recordReceipt(tx, { ...proof, inverse: inverseOf(change), settled_by: 'person' });
    await refreshChangedRow(tx, change);
    // An undo that a person confirms has taken back what it was about.
    const selection = undoSelectionOf(intent.action_id, intent.params);
    if (selection !== null) await markUndone(tx, { selection, by_execution_id: execution_id, change });
  }
  await setChangeSetState(tx, change_set_id, await stateOfSet(tx, change_set_id));
  const data = { step_id, intent_id, change, settled_by: 'person', by: said.by_email, reason: said.reason };
  await appendEvent(tx, { execution_id, type: `change.${applied ? 'verified' : 'not_applied'}`, data });
  return true;
}

async function stateOfSet(tx: TenantTransaction, change_set_id: string): Promise<ChangeSetState> {
  const found = await tx
    .select({ state: writeIntents.state })
    .from(writeIntents)
    .where(eq(writeIntents.change_set_id, change_set_id));
  if (found.some((each) => each.state === 'needs_human')) return 'needs_human';
  const done = found.filter((each) => each.state === 'verified').length;
  if (done === found.length) return 'applied';
  return done === 0 ? 'not_applied' : 'partly_applied';
}
