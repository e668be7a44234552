import type { EntityState, PlatformChange } from '../../../contracts/ad-platform.ts';
import type { Change, Receipt } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { moveIntent, readIntent, type WriteIntent } from '../../../db/queries/write-intents.ts';
import { fieldValue } from './field-value.ts';
import { recordVerified } from './record-verified.ts';
import { sendChange } from './send-change.ts';
import { announce, armLeaseSeconds, type Held, inTenant, referenceOf, type WriteWork } from './write-work.ts';

/**
 * Brings one change from whatever state it was left in to `verified`. What to do next is read from the intent row alone,
 * so a worker that takes over after a crash does exactly what the first one would have done.
 *
 * intended → compare, arm, send · armed → read back, never send · applied → read back · verified → done · not_applied →
 * reserve again, unless somebody settled it for good.
 * Throws PLATFORM_VERIFY_FAILED when a person must look, CHANGE_SET_ASIDE when somebody took its place, or what
 * `sendChange` and `reserveChanges` throw.
 */
export async function settleChange(work: WriteWork): Promise<void> {
  for (;;) {
    work.context.signal.throwIfAborted();
    work.context.heartbeat();
    const intent = await inTenant(work, (tx) => readIntent(tx, work.intent_id));
    switch (intent.state) {
      case 'verified':
        return;
      case 'needs_human':
        throw needsHuman(work.change, null);
      case 'not_applied':
        if (intent.resolution !== null) throw setAside(work.change, intent);
        await work.reserveAgain();
        break;
      case 'intended':
        await sendChange({ work, intent });
        break;
      case 'armed':
      case 'applied':
        await readBack({ work, intent });
        break;
    }
  }
}

/** Looks until the new value shows, or until nothing sent under this fence can show any more; then decides. */
async function readBack(held: Held): Promise<void> {
  const { work, intent } = held;
  const { change, deps } = work;
  const settled_by: Receipt['settled_by'] = intent.state === 'applied' ? 'answer_and_read_back' : 'read_back_only';
  const deadline = deps.elapsed() + 1000 * secondsUntilSettled(held);
  for (let wait = 50; ; wait = Math.min(1000, wait * 2)) {
    const live = await work.adapter.readEntity(referenceOf(change));
    if (fieldValue(live, change.field) === change.after) {
      await deps.failpoint('after_read_back');
      return recordVerified(held, settled_by);
    }
    if (deps.elapsed() >= deadline) return decide(held, live);
    work.context.signal.throwIfAborted();
    work.context.heartbeat();
    await deps.pause(Math.max(1, Math.min(wait, deadline - deps.elapsed())));
  }
}

/**
 * How long a write may still become visible. An unanswered one may be sent until the lease ends and be on its way until the
 * time-out; after an answer only the read lag is left. Counted from the arming by the database’s clock.
 */
function secondsUntilSettled({ work, intent }: Held): number {
  const { read_after_write_lag_seconds: lag, write_timeout_seconds: onItsWay } = work.adapter;
  const total = armLeaseSeconds + onItsWay + lag;
  return Math.max(intent.state === 'applied' ? lag : 0, total - intent.armed_seconds_ago);
}

/** The new value does not show. Unchanged and unanswered means that it was never applied; anything else is for a person. */
async function decide(held: Held, live: EntityState): Promise<void> {
  const { work, intent } = held;
  const { intent_id, fence } = intent;
  const value = fieldValue(live, work.change.field);
  const untouched = intent.state === 'armed' && value === work.change.before && !(await cameAndWent(held));
  const to = untouched ? ('not_applied' as const) : ('needs_human' as const);
  const last_error = untouched
    ? 'The answer was lost and the platform never showed the change.'
    : `The platform shows ${value}, which is not what was written.`;
  await inTenant(work, async (tx) => {
    const news = { intent_id, fence, from: ['armed', 'applied'] as const, to, last_error };
    const moved = await moveIntent(tx, untouched ? news : { ...news, live_value: value });
    if (moved) await announce(work, tx, `change.${to}`, last_error);
  });
  if (!untouched) throw needsHuman(work.change, value);
}

/**
 * The platform’s own history may know that the value was there and was then taken back. Whoever set it: one that came and
 * went since the arming may have been ours, so it is not sent again. Where a platform keeps no history, what shows counts:
 * the old value after everything that was sent must have arrived.
 */
async function cameAndWent({ work, intent }: Held): Promise<boolean> {
  const { change } = work;
  const armedAt = intent.armed_at ?? new Date(0);
  const history = await historySince(work, new Date(armedAt.getTime() - 60_000));
  return history.some(
    (entry) =>
      entry.entity_id === change.entity_id &&
      entry.field === change.field &&
      entry.after === change.after &&
      Date.parse(entry.at) >= armedAt.getTime() - 1_000,
  );
}

async function historySince({ adapter, change }: WriteWork, since: Date): Promise<readonly PlatformChange[]> {
  try {
    return await adapter.readChanges({ reference: referenceOf(change), since: since.toISOString() });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'PLATFORM_CAPABILITY_MISSING') return [];
    throw error;
  }
}

function setAside(change: Change, { resolution_reason, resolved_by_email, intent_id }: WriteIntent): CodedError {
  const reason = resolution_reason ?? 'it was settled as not applied.';
  return new CodedError('CHANGE_SET_ASIDE', `${change.entity_name}: ${change.field} was set aside: ${reason}`, {
    ...{ intent_id, entity_id: change.entity_id, field: change.field, reason, by: resolved_by_email },
  });
}

function needsHuman(change: Change, live: Change['before']): CodedError {
  const { entity_type, entity_id, entity_name, field, before, after } = change;
  const shown = live === null ? 'a value that is neither the old nor the new one' : String(live);
  return new CodedError(
    'PLATFORM_VERIFY_FAILED',
    `${entity_name}: ${field} was set from ${before} to ${after}, and the platform shows ${shown}.`,
    { entity_type, entity_id, field, before, after, live },
  );
}
