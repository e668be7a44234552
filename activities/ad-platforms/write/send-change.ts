import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { armIntent, mayStillSend, moveIntent } from '../../../db/queries/write-intents.ts';
import { fieldValue } from './field-value.ts';
import { checkStillGranted } from './grant.ts';
import { recordVerified } from './record-verified.ts';
import { refuseWhenPaused } from './refuse-when-paused.ts';
import {
  announce,
  armLeaseSeconds,
  type Held,
  inTenant,
  pausableWork,
  referenceOf,
  type WriteWork,
} from './write-work.ts';

/**
 * Sends a change that is known not to be on its way: compare, arm, write once.
 * Afterwards the intent is `applied` (the platform said yes), `armed` (no answer: the outcome is open), or `not_applied`
 * and an error is thrown: PLATFORM_DRIFT when the live value is not the plan’s, SCOPE_PAUSED when somebody paused it
 * meanwhile, AUTONOMY_ENDED when nobody was asked and may not be left out any more, or what the platform said.
 */
export async function sendChange(held: Held): Promise<void> {
  const { work, intent } = held;
  if ((await compareWithPlan(held)) === 'arrived_late') return;
  await work.deps.failpoint('before_arm');
  const fence = await inTenant(work, async (tx) => {
    const armed = await armIntent(tx, intent.intent_id, intent.fence, pausableWork(work));
    if (armed === null) await refuseWhenPaused(tx, work);
    else await announce(work, tx, 'change.armed');
    return armed;
  });
  if (fence === null) throw takenOver(work.change);
  await work.deps.failpoint('after_arm');
  await writeOnce(work, fence);
}

/** Sending again needs the live value to be the plan’s `before`. A write of ours that arrived after all is settled instead. */
async function compareWithPlan({ work, intent }: Held): Promise<'as_planned' | 'arrived_late'> {
  const { change } = work;
  const live = fieldValue(await work.adapter.readEntity(referenceOf(change)), change.field);
  if (live === change.before) return 'as_planned';
  if (live === change.after && intent.fence > 0) {
    await recordVerified({ work, intent }, 'read_back_only');
    return 'arrived_late';
  }
  const reason = `${change.entity_name}: ${change.field} is ${live}, but the plan was made from ${change.before}.`;
  await giveUp(work, intent.fence, 'intended', reason);
  const { entity_type, entity_id, field, before, after } = change;
  throw new CodedError('PLATFORM_DRIFT', reason, { entity_type, entity_id, field, before, after, live });
}

async function writeOnce(work: WriteWork, fence: number): Promise<void> {
  const { change, intent_id } = work;
  const { after } = change;
  if (after === null) throw new CodedError('PLATFORM_REFUSED', `A ${change.field} cannot be set to nothing.`, {});
  await work.deps.failpoint('before_socket_write');
  // The adapter's own clock, not a test's: what freezes between the question and the request must not be sent late.
  const asked_at_ms = performance.now();
  await askOnceMore(work, fence);
  try {
    const request_id = `${intent_id}/${fence}`;
    const answer = await work.adapter.write({
      reference: referenceOf(change),
      field: change.field,
      value: after,
      ...(change.content === undefined ? {} : { content: change.content }),
      request_id,
      asked_at_ms,
    });
    await work.deps.failpoint('after_response');
    await inTenant(work, async (tx) => {
      const moved = await moveIntent(tx, { intent_id, fence, from: ['armed'], to: 'applied', ...answer });
      if (moved) await announce(work, tx, 'change.applied');
    });
    await work.deps.failpoint('after_applied_commit');
  } catch (error) {
    await settleFailedWrite(work, fence, error);
  }
}

/**
 * The last question before the request: nothing is paused, and what nobody was asked about may still go without asking; that
 * was reserved perhaps long ago, by a worker that died since or at the head of a long set. Whatever the answer, nothing was
 * sent under this fence, so it may be armed anew.
 */
async function askOnceMore(work: WriteWork, fence: number): Promise<void> {
  const { change, intent_id } = work;
  try {
    const right = { intent_id, fence, lease_seconds: armLeaseSeconds };
    const allowed = await inTenant(work, async (tx) => {
      await checkStillGranted(tx, work.call);
      const may = await mayStillSend(tx, right, pausableWork(work));
      if (!may) await refuseWhenPaused(tx, work);
      return may;
    });
    if (!allowed) throw takenOver(change);
  } catch (error) {
    const switchedOff = error instanceof CodedError && ['SCOPE_PAUSED', 'AUTONOMY_ENDED'].includes(error.code);
    const reason = switchedOff ? error.message : 'The worker was held up between arming and sending.';
    await giveUp(work, fence, 'armed', reason);
    throw error;
  }
}

/** A lost answer leaves the intent armed, to be settled by reading back; a definite no disarms it. Anything else stays armed. */
async function settleFailedWrite(work: WriteWork, fence: number, error: unknown): Promise<void> {
  if (!(error instanceof CodedError)) throw error;
  if (error.code === 'PLATFORM_OUTCOME_UNKNOWN') {
    work.context.log.warn({ intent_id: work.intent_id, code: error.code }, 'the answer was lost; reading back');
    return;
  }
  await giveUp(work, fence, 'armed', error.message);
  throw error;
}

/** Releases the money and the field: it is known that nothing of this arming was or will be applied. */
async function giveUp(work: WriteWork, fence: number, from: 'intended' | 'armed', last_error: string): Promise<void> {
  const { intent_id } = work;
  await inTenant(work, async (tx) => {
    const moved = await moveIntent(tx, { intent_id, fence, from: [from], to: 'not_applied', last_error });
    if (moved) await announce(work, tx, 'change.not_applied', last_error);
  });
}

function takenOver(change: Change): CodedError {
  return new CodedError('PLATFORM_OUTCOME_UNKNOWN', `Another worker is settling the change of ${change.entity_name}.`, {
    entity_id: change.entity_id,
  });
}
