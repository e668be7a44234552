import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Change, IntentState } from '../../contracts/change-set.ts';
import { platformSchema } from '../../contracts/platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { writeIntents } from '../schema/index.ts';
import { nothingPauses, type PausableWork } from './pauses.ts';

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
  /** Not null once somebody else has settled what becomes of it: then it is never taken up again. */
  resolution: writeIntents.resolution,
  resolution_reason: writeIntents.resolution_reason,
  resolved_by_email: writeIntents.resolved_by_email,
  /** Seconds since it was last armed, by the database’s clock: the one clock that all workers share. */
  armed_seconds_ago: sql<number>`coalesce(extract(epoch from clock_timestamp() - ${writeIntents.armed_at}), 0)`.mapWith(
    Number,
  ),
};

/** A platform's words are kept up to here. */
const mostErrorCharacters = 2_000;

/** What the ledger counts of one write, and for whom. Money in minor units: of `currency`, and of the tenant's base currency. */
export type LedgerLine = {
  readonly execution_id: string;
  readonly playbook_id: string;
  readonly requested_by_email: string;
  readonly currency: string;
  readonly moved_minor: number;
  readonly exposure_minor: number;
  readonly moved_base_minor: number;
  readonly exposure_base_minor: number;
  /** Null where no money moves and no rate is known. */
  readonly fx_rate: number | null;
};

/** One write that is to be recorded. */
export type NewIntent = { readonly idempotency_key: string; readonly change: Change } & Partial<LedgerLine>;

/**
 * Records one intent for each change, in order; a repeated key gives the intent that is already there. Recording is
 * reserving: from its commit on the intent counts against caps and holds its field. Whoever applies changes does this under
 * the ledger's lock only (see activities/ad-platforms/write/reserve-changes.ts).
 */
export async function recordIntents(
  tx: TenantTransaction,
  change_set_id: string,
  intents: readonly NewIntent[],
): Promise<readonly WriteIntent[]> {
  await tx
    .insert(writeIntents)
    .values(intents.map((each) => ({ ...each, ...placeOf(each.change), change_set_id })))
    .onConflictDoNothing({ target: [writeIntents.tenant_id, writeIntents.idempotency_key] });
  const found = await findIntents(
    tx,
    intents.map((each) => each.idempotency_key),
  );
  return intents.map((each) => {
    const row = found.find((candidate) => candidate.idempotency_key === each.idempotency_key);
    if (!row) throw new Error('An intent was neither new nor known.');
    return row;
  });
}

function placeOf({ campaign_id, account_id, entity_id, field, platform }: Change) {
  const known = platformSchema.safeParse(platform);
  return { campaign_id, account_id, entity_id, field, platform: known.success ? known.data : null };
}

/** The intents that are there under these keys, in no order. */
export async function findIntents(tx: TenantTransaction, idempotency_keys: readonly string[]) {
  return tx
    .select(columns)
    .from(writeIntents)
    .where(inArray(writeIntents.idempotency_key, [...idempotency_keys]));
}
/** One intent. */
export type WriteIntent = Awaited<ReturnType<typeof findIntents>>[number];

/** Releases what was reserved and never armed, because its set ended without it. */
export async function releaseIntents(
  tx: TenantTransaction,
  intent_ids: readonly string[],
  last_error: string,
): Promise<void> {
  await tx
    .update(writeIntents)
    .set({ state: 'not_applied', last_error: last_error.slice(0, mostErrorCharacters) })
    .where(and(inArray(writeIntents.intent_id, [...intent_ids]), eq(writeIntents.state, 'intended')));
}

/** Reserves again what was released, if nobody has settled it for good; only under the ledger's lock. */
export async function reserveAgain(tx: TenantTransaction, intent_ids: readonly string[]): Promise<void> {
  await tx
    .update(writeIntents)
    .set({ state: 'intended' })
    .where(
      and(
        inArray(writeIntents.intent_id, [...intent_ids]),
        eq(writeIntents.state, 'not_applied'),
        isNull(writeIntents.resolution),
      ),
    );
}

/** Reads one intent as it stands now. */
export async function readIntent(tx: TenantTransaction, intent_id: string): Promise<WriteIntent> {
  const [row] = await tx.select(columns).from(writeIntents).where(eq(writeIntents.intent_id, intent_id));
  if (!row) throw new Error('There is no such intent.');
  return row;
}

/**
 * Arms an intent: the right to send it exactly once. One statement asks for the fence and the state, that no pause holds
 * for the work, and counts the fence up: of two workers one gets the new fence and the other null, whoever held an older
 * fence has lost it, and what is paused is not armed. Only what is reserved can be armed.
 */
export async function armIntent(
  tx: TenantTransaction,
  intent_id: string,
  fence: number,
  work: PausableWork,
): Promise<number | null> {
  const [row] = await tx
    .update(writeIntents)
    .set({ state: 'armed', fence: sql`${writeIntents.fence} + 1`, armed_at: sql`clock_timestamp()`, last_error: null })
    .where(and(held(intent_id, fence, ['intended']), nothingPauses(work)))
    .returning({ fence: writeIntents.fence });
  return row?.fence ?? null;
}

/**
 * Says whether the holder of a fence may still send: nobody has taken over, the arming is fresh and nothing is paused.
 * The last question before the request, so that a worker that was stopped in between does not send late.
 */
export async function mayStillSend(
  tx: TenantTransaction,
  right: { readonly intent_id: string; readonly fence: number; readonly lease_seconds: number },
  work: PausableWork,
): Promise<boolean> {
  const [row] = await tx
    .select({ intent_id: writeIntents.intent_id })
    .from(writeIntents)
    .where(
      and(
        held(right.intent_id, right.fence, ['armed']),
        sql`${writeIntents.armed_at} > clock_timestamp() - make_interval(secs => ${right.lease_seconds})`,
        nothingPauses(work),
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
    /** What the platform showed, for the person who has to settle it. */
    readonly live_value?: Change['before'];
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
      ...(move.live_value === undefined ? {} : { live_value: move.live_value, live_read_at: sql`clock_timestamp()` }),
      ...(move.last_error === undefined ? {} : { last_error: move.last_error.slice(0, mostErrorCharacters) }),
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
