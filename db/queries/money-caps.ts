import { and, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { MoneyCap } from '../../contracts/money-cap.ts';
import type { TenantTransaction } from '../connect.ts';
import { moneyCaps } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';
import { holdsNow, lockLedger } from './money-use.ts';

/** Whole milliseconds, as the columns keep them: rounding up would make a cap of now one of the future. */
const now = sql`date_trunc('milliseconds', clock_timestamp())`;

const state = sql<MoneyCap['state']>`case
  when ${moneyCaps.rejected_at} is not null then 'rejected'
  when ${moneyCaps.ended_at} <= clock_timestamp() then 'replaced'
  when ${moneyCaps.effective_at} is null then 'proposed'
  when ${moneyCaps.effective_at} > clock_timestamp() then 'cooling_off'
  else 'active' end`;

const columns = {
  cap_id: moneyCaps.cap_id,
  scope: moneyCaps.scope,
  scope_id: moneyCaps.scope_id,
  measure: moneyCaps.measure,
  window_hours: moneyCaps.window_hours,
  limit_minor: moneyCaps.limit_minor,
  currency: moneyCaps.currency,
  state,
  reason: moneyCaps.reason,
  replaces: moneyCaps.replaces,
  proposed_by: moneyCaps.proposed_by,
  proposed_by_email: moneyCaps.proposed_by_email,
  proposed_at: moneyCaps.proposed_at,
  decided_by: moneyCaps.decided_by,
  decided_by_email: moneyCaps.decided_by_email,
  rejected_at: moneyCaps.rejected_at,
  effective_at: moneyCaps.effective_at,
};

/** Whose cap it is, what it counts, over which time and in which currency: caps that differ in any of these all hold. */
export type CapKey = Pick<MoneyCap, 'scope' | 'scope_id' | 'measure' | 'window_hours' | 'currency'>;

/** Who does it. */
type Actor = { readonly user_id: string; readonly email: string };

function isOf({ scope, scope_id, measure, window_hours, currency }: CapKey): SQL | undefined {
  return and(
    eq(moneyCaps.scope, scope),
    eq(moneyCaps.scope_id, scope_id),
    eq(moneyCaps.measure, measure),
    eq(moneyCaps.window_hours, window_hours),
    eq(moneyCaps.currency, currency),
  );
}

/** One cap; null when the tenant has none with this id. */
export async function findCap(tx: TenantTransaction, cap_id: string) {
  const [row] = await tx.select(columns).from(moneyCaps).where(eq(moneyCaps.cap_id, cap_id));
  return row ?? null;
}
/** A cap as it stands. */
export type CapRow = NonNullable<Awaited<ReturnType<typeof findCap>>>;

/** The tightest cap of a key that holds now; null when none does. */
export async function findCapHeld(tx: TenantTransaction, key: CapKey): Promise<CapRow | null> {
  const [row] = await tx
    .select(columns)
    .from(moneyCaps)
    .where(and(isOf(key), holdsNow))
    .orderBy(moneyCaps.limit_minor);
  return row ?? null;
}

/** Caps, newest first; `state` keeps those that stand so. */
export async function listCaps(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly state: MoneyCap['state'] | null;
  },
): Promise<KeysetPage<CapRow>> {
  const rows = await tx
    .select(columns)
    .from(moneyCaps)
    .where(
      and(
        afterPosition(moneyCaps.proposed_at, moneyCaps.cap_id, filter.after),
        filter.state === null ? undefined : sql`${state} = ${filter.state}`,
      ),
    )
    .orderBy(newestFirst(moneyCaps.proposed_at, moneyCaps.cap_id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.proposed_at, id: row.cap_id }));
}

/**
 * Sets a cap. Where it leaves no more than the one that holds now, or none holds, it holds at once and takes the place of
 * everything of its key, wider ones that were proposed or cool off included. A wider one is only proposed.
 */
export async function setCap(
  tx: TenantTransaction,
  cap: CapKey & { readonly limit_minor: number; readonly reason: string; readonly actor: Actor },
): Promise<CapRow> {
  const { actor, ...facts } = cap;
  await lockLedger(tx);
  const held = await findCapHeld(tx, cap);
  const tighter = held === null || cap.limit_minor <= held.limit_minor;
  if (tighter) await end(tx, cap, now);
  const [added] = await tx
    .insert(moneyCaps)
    .values({
      ...facts,
      replaces: held?.cap_id ?? null,
      ...{ proposed_by: actor.user_id, proposed_by_email: actor.email, proposed_at: now },
      ...(tighter ? { effective_at: now } : {}),
    })
    .returning({ cap_id: moneyCaps.cap_id });
  return stored(await findCap(tx, added?.cap_id ?? ''));
}

/** Ends everything of a key that has not ended. */
async function end(tx: TenantTransaction, key: CapKey, at: SQL, only?: SQL): Promise<void> {
  await tx
    .update(moneyCaps)
    .set({ ended_at: at })
    .where(
      and(
        isOf(key),
        isNull(moneyCaps.rejected_at),
        or(isNull(moneyCaps.ended_at), gt(moneyCaps.ended_at, sql`clock_timestamp()`)),
        only,
      ),
    );
}

/** How deciding on a cap came out. `stale`: another cap holds now than the one it was to replace. */
export type CapDecision = {
  readonly kind: 'decided' | 'decided_before' | 'not_found' | 'own' | 'not_open' | 'stale';
  readonly cap: CapRow | null;
};

/**
 * Agrees to a wider cap or rejects it. Only another person than the proposer may; the same decision of the same person
 * again changes nothing. An agreed cap holds after the cooling-off time; until then the tighter one does.
 */
export async function decideCap(
  tx: TenantTransaction,
  request: {
    readonly cap_id: string;
    readonly decision: 'approve' | 'reject';
    readonly cooling_off_hours: number;
    readonly actor: Actor;
  },
): Promise<CapDecision> {
  const { cap_id, decision, actor } = request;
  await lockLedger(tx);
  const cap = await findCap(tx, cap_id);
  if (cap === null) return { kind: 'not_found', cap };
  if (cap.decided_by !== null) {
    const same = cap.decided_by === actor.user_id && (cap.rejected_at !== null) === (decision === 'reject');
    return { kind: same ? 'decided_before' : 'not_open', cap };
  }
  if (cap.state !== 'proposed') return { kind: 'not_open', cap };
  if (cap.proposed_by === actor.user_id) return { kind: 'own', cap };
  const by = { decided_by: actor.user_id, decided_by_email: actor.email, decided_at: now };
  const held = await findCapHeld(tx, cap);
  if (decision === 'approve' && (held?.cap_id ?? null) !== cap.replaces) return { kind: 'stale', cap };
  const effective_at = sql`${now} + make_interval(hours => ${request.cooling_off_hours}::int)`;
  if (decision === 'approve') await end(tx, cap, effective_at, holdsNow);
  const outcome = decision === 'approve' ? { effective_at } : { rejected_at: now };
  await tx
    .update(moneyCaps)
    .set({ ...by, ...outcome })
    .where(eq(moneyCaps.cap_id, cap_id));
  return { kind: 'decided', cap: stored(await findCap(tx, cap_id)) };
}

function stored(row: CapRow | null): CapRow {
  if (row === null) throw new Error('The cap was not stored.');
  return row;
}
