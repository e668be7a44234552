import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Change, IntentState } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { writeIntents } from '../schema/index.ts';

const columns = {
  intent_id: writeIntents.intent_id,
  change_set_id: writeIntents.change_set_id,
  change: writeIntents.change,
  idempotency_key: writeIntents.idempotency_key,
  state: writeIntents.state,
  fence: writeIntents.fence,
  armed_at: writeIntents.armed_at,
  applied_at: writeIntents.applied_at,
  platform_request_id: writeIntents.platform_request_id,
  /** Seconds since it was last armed, by the database’s clock: the one clock that all workers share. */
  armed_seconds_ago: sql<number>`coalesce(extract(epoch from clock_timestamp() - ${writeIntents.armed_at}), 0)`.mapWith(
    Number,
  ),
};

/** Records one intent for each change, in order; a repeated key gives the intent that is already there. */
export async function recordIntents(
  tx: TenantTransaction,
  change_set_id: string,
  intents: readonly { readonly idempotency_key: string; readonly change: Change }[],
) {
  await tx
    .insert(writeIntents)
    .values(intents.map((each) => ({ ...each, change_set_id, campaign_id: each.change.campaign_id })))
    .onConflictDoNothing();
  const found = await tx
    .select(columns)
    .from(writeIntents)
    .where(
      inArray(
        writeIntents.idempotency_key,
        intents.map((each) => each.idempotency_key),
      ),
    );
  return intents.map((each) => {
    const row = found.find((candidate) => candidate.idempotency_key === each.idempotency_key);
    if (!row) throw new Error('An intent was neither new nor known.');
    return row;
  });
}
/** One intent. */
export type WriteIntent = Awaited<ReturnType<typeof recordIntents>>[number];

/** Reads one intent as it stands now. */
export async function readIntent(tx: TenantTransaction, intent_id: string): Promise<WriteIntent> {
  const [row] = await tx.select(columns).from(writeIntents).where(eq(writeIntents.intent_id, intent_id));
  if (!row) throw new Error('There is no such intent.');
  return row;
}

/**
 * Arms an intent: the right to send it exactly once. The fence is checked and counted up in the same statement, so that of
 * two workers one gets the new fence and the other null, and whoever held an older fence has lost it.
 */
export async function armIntent(tx: TenantTransaction, intent_id: string, fence: number): Promise<number | null> {
  const [row] = await tx
    .update(writeIntents)
    .set({ state: 'armed', fence: sql`${writeIntents.fence} + 1`, armed_at: sql`clock_timestamp()`, last_error: null })
    .where(held(intent_id, fence, ['intended', 'not_applied']))
    .returning({ fence: writeIntents.fence });
  return row?.fence ?? null;
}

/**
 * Says whether the holder of a fence may still send: nobody has taken over and the arming is fresh.
 * The last question before the request, so that a worker that was stopped in between does not send late.
 */
export async function mayStillSend(
  tx: TenantTransaction,
  intent_id: string,
  fence: number,
  lease_seconds: number,
): Promise<boolean> {
  const [row] = await tx
    .select({ intent_id: writeIntents.intent_id })
    .from(writeIntents)
    .where(
      and(
        held(intent_id, fence, ['armed']),
        sql`${writeIntents.armed_at} > clock_timestamp() - make_interval(secs => ${lease_seconds})`,
      ),
    );
  return row !== undefined;
}

/** Moves an intent on, if the fence is still the caller’s and the state is one of `from`; false when it is not. */
export async function moveIntent(
  tx: TenantTransaction,
  move: {
    readonly intent_id: string;
    readonly fence: number;
    readonly from: readonly IntentState[];
    readonly to: Exclude<IntentState, 'armed'>;
    readonly platform_request_id?: string | null;
    readonly last_error?: string;
  },
): Promise<boolean> {
  const applied = move.to === 'applied' || move.to === 'verified';
  const moved = await tx
    .update(writeIntents)
    .set({
      state: move.to,
      ...(applied ? { applied_at: sql`coalesce(${writeIntents.applied_at}, clock_timestamp())` } : {}),
      ...(move.to === 'verified' ? { verified_at: sql`clock_timestamp()` } : {}),
      ...(move.platform_request_id ? { platform_request_id: move.platform_request_id } : {}),
      ...(move.last_error === undefined ? {} : { last_error: move.last_error.slice(0, 2_000) }),
    })
    .where(held(move.intent_id, move.fence, move.from))
    .returning({ intent_id: writeIntents.intent_id });
  return moved.length === 1;
}

function held(intent_id: string, fence: number, states: readonly IntentState[]): SQL | undefined {
  return and(
    eq(writeIntents.intent_id, intent_id),
    eq(writeIntents.fence, fence),
    inArray(writeIntents.state, [...states]),
  );
}
