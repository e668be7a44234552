import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { AppliedChange, Change, ChangeResult } from '../../../contracts/change-set.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { setChangeSetState } from '../../../db/queries/change-sets.ts';
import { readReceipts } from '../../../db/queries/receipts.ts';
import { findIntents, releaseIntents } from '../../../db/queries/write-intents.ts';
import type { WriteDependencies } from './dependencies.ts';
import { type ApplyCall, checkDigest } from './grant.ts';
import { type ReservedSet, reserveChanges, type WantedChange, wantedChanges } from './reserve-changes.ts';
import { errorOfSet, stateOfSet } from './set-outcome.ts';
import { type Failures, settleSet } from './settle-set.ts';

/** What applying needs besides the call. */
export type ApplyWork = {
  readonly deps: WriteDependencies;
  readonly call: ApplyCall;
  readonly action_id: string;
  /** The parameters as the definition parses them: the digest is over these. */
  readonly params: unknown;
  readonly context: ActionContext;
  readonly onVerified: (tx: TenantTransaction, change: Change) => Promise<void>;
};

/**
 * Applies a granted change set, each change exactly once however often this is called: the intent rows, keyed by the step
 * and the position in the set, say where to go on. A change that fails does not keep the others from being made (see
 * `settleSet`); when it is called again only those that are not done are taken up. Only live executions get here
 * (`bindWrite`). Throws APPROVAL_GRANT_INVALID, what `reserveChanges` refuses with, and what `errorOfSet` makes of changes
 * that were not applied; then `details.items` has the result of each.
 */
export async function applyChanges(work: ApplyWork): Promise<AppliedChange> {
  const { call, deps } = work;
  checkDigest(call, work.action_id, work.params);
  const wanted = wantedChanges(call);
  const set = await reserveChanges(work, wanted);
  await deps.failpoint('after_intent_commit');
  const { failures, stopped } = await settleSet(work, wanted, set);
  const { receipts, items } = await closeSet(work, wanted, set, failures);
  if (stopped !== null) throw stopped;
  const error = errorOfSet(failures, items);
  if (error !== null) throw error;
  await deps.failpoint('before_activity_return');
  return { applied: true, change_set: call.change_set, change_set_id: set.change_set_id, receipts, items };
}

/** Releases what was never armed, says how the set stands, and gives the result of each change. */
async function closeSet(work: ApplyWork, wanted: readonly WantedChange[], set: ReservedSet, failures: Failures) {
  const ids = set.intents.map((intent) => intent.intent_id);
  return withTenant(work.deps.database, work.call.origin.tenant_id, async (tx) => {
    if (ids.length === 0) {
      await setChangeSetState(tx, set.change_set_id, 'applied');
      return { receipts: [], items: [] };
    }
    const [first] = failures.values();
    await releaseIntents(tx, ids, first?.message ?? 'Its set ended before it was sent.');
    const receipts = [...(await readReceipts(tx, ids))];
    const rows = await findIntents(
      tx,
      wanted.map((each) => each.idempotency_key),
    );
    const items = wanted.flatMap(({ index, change, idempotency_key }): readonly ChangeResult[] => {
      const row = rows.find((each) => each.idempotency_key === idempotency_key);
      if (row === undefined) return [];
      const { intent_id, state } = row;
      const failure = failures.get(intent_id) ?? null;
      const why = { code: failure?.code ?? null, reason: failure?.message ?? null };
      return [{ index, intent_id, entity_id: change.entity_id, field: change.field, state, ...why }];
    });
    await setChangeSetState(tx, set.change_set_id, stateOfSet(items));
    return { receipts, items };
  });
}
