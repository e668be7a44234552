import { and, asc, eq, sql } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, syncStreams } from '../schema/index.ts';

/** What of an account is kept in step, in the order in which one needs the other. */
export type SyncStream = (typeof syncStreams.$inferSelect)['stream'];

/** A stream that a run holds. `token` is the fence: with another one in the row, nothing more is written. */
export type HeldStream = {
  readonly stream_id: string;
  readonly token: string;
  /** When the run began, which may be before this attempt: an attempt that was cut short is taken up again. */
  readonly started_at: Date;
  readonly cursor: JsonObject | null;
  readonly backfill_from: string | null;
  readonly complete_until: string | null;
  /** Whether this attempt goes on where another stopped. */
  readonly resumed: boolean;
  /** What the run has done before this attempt. */
  readonly done: StreamCounts;
};

/** Rows that a run has read; which of them were new or other than before; which of these had been something else. */
export type StreamCounts = { readonly read: number; readonly changed: number; readonly restated: number };

/** A run that stops is missed after so long; whoever holds the stream renews this with every step. */
const leaseSeconds = 300;
/** An unfinished run that began so long ago is not taken up again: what it read has grown old. */
const resumeWithinMs = 3_600_000;

/**
 * Takes a stream for a run, or takes a run that was cut short up again. The step that held it (`holder`) gets it back at
 * once, since its earlier attempt is dead; anybody else waits until the lease has run out. Throws SYNC_RUNNING.
 */
export async function takeStream(
  tx: TenantTransaction,
  wanted: {
    readonly ad_account_id: string;
    readonly stream: SyncStream;
    readonly holder: string;
    readonly execution_id: string;
    readonly now: Date;
  },
): Promise<HeldStream> {
  const { ad_account_id, stream, holder, execution_id, now } = wanted;
  await tx.insert(syncStreams).values({ ad_account_id, stream }).onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(syncStreams)
    .where(and(eq(syncStreams.ad_account_id, ad_account_id), eq(syncStreams.stream, stream)))
    .for('update');
  if (row === undefined) throw new Error('The stream was not stored.');
  const others = row.lease_holder !== null && row.lease_holder !== holder;
  const [free] = await tx.execute(
    sql`select coalesce(${row.leased_until?.toISOString() ?? null}::timestamptz < clock_timestamp(), true) as free`,
  );
  if (others && free?.free !== true) {
    const until = row.leased_until?.toISOString() ?? null;
    throw new CodedError(
      'SYNC_RUNNING',
      `${stream} of this account is being read by another run.`,
      { stream, until, execution_id: row.execution_id },
      30,
    );
  }
  const unfinished = row.cursor !== null && row.started_at !== null;
  const resumed = unfinished && now.getTime() - (row.started_at?.getTime() ?? 0) < resumeWithinMs;
  const fresh = { started_at: now, cursor: {}, rows_read: 0, rows_changed: 0, rows_restated: 0 };
  const [held] = await tx
    .update(syncStreams)
    .set({
      ...(resumed ? {} : fresh),
      ...{ status: 'running', execution_id, lease_holder: holder, lease_token: sql`gen_random_uuid()` },
      ...{ leased_until: leaseEnd(), finished_at: null, error_code: null, error_message: null },
    })
    .where(eq(syncStreams.stream_id, row.stream_id))
    .returning();
  if (held?.lease_token === undefined || held.lease_token === null) throw new Error('The stream was not taken.');
  return {
    ...{ stream_id: held.stream_id, token: held.lease_token, started_at: held.started_at ?? now, resumed },
    ...{ cursor: held.cursor, backfill_from: held.backfill_from, complete_until: held.complete_until },
    done: { read: held.rows_read, changed: held.rows_changed, restated: held.rows_restated },
  };
}

function leaseEnd() {
  return sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
}

/** Only who holds the stream may write to it. */
function fenced(held: Pick<HeldStream, 'stream_id' | 'token'>) {
  return and(eq(syncStreams.stream_id, held.stream_id), eq(syncStreams.lease_token, held.token));
}

/** Refuses a run that lost the stream to another: whatever its transaction wrote is undone by this error. Throws SYNC_RUNNING. */
function holdOrRefuse(rows: readonly unknown[]): void {
  if (rows.length === 1) return;
  throw new CodedError('SYNC_RUNNING', 'Another run has taken this stream over.', {}, 30);
}

/**
 * Writes down how far a run has come, in the transaction of the rows that it is about, and renews the lease.
 * `added` counts since the last time. Throws SYNC_RUNNING when another run has taken the stream over.
 */
export async function recordProgress(
  tx: TenantTransaction,
  held: Pick<HeldStream, 'stream_id' | 'token'>,
  progress: { readonly cursor: JsonObject; readonly added: StreamCounts; readonly backfill_from?: string },
): Promise<void> {
  const { cursor, added, backfill_from } = progress;
  const rows = await tx
    .update(syncStreams)
    .set({
      cursor,
      rows_read: sql`${syncStreams.rows_read} + ${added.read}`,
      rows_changed: sql`${syncStreams.rows_changed} + ${added.changed}`,
      rows_restated: sql`${syncStreams.rows_restated} + ${added.restated}`,
      leased_until: leaseEnd(),
      ...(backfill_from === undefined ? {} : { backfill_from }),
    })
    .where(fenced(held))
    .returning({ stream_id: syncStreams.stream_id });
  holdOrRefuse(rows);
}

/** Why a run ended early, or what it could not read. */
export type StreamError = { readonly code: string; readonly message: string };

/**
 * Ends a run and gives the stream free. One that was cut short (`failed`) keeps its cursor, so that the next goes on there;
 * `error` with a run that ended (`idle`) says what it had to leave out. Throws SYNC_RUNNING.
 */
export async function endRun(
  tx: TenantTransaction,
  held: Pick<HeldStream, 'stream_id' | 'token'>,
  end: {
    readonly status: 'idle' | 'failed';
    readonly now: Date;
    readonly error: StreamError | null;
    readonly complete_until?: string | null;
  },
): Promise<void> {
  const { status, now, error, complete_until } = end;
  const rows = await tx
    .update(syncStreams)
    .set({
      ...{ status, finished_at: now, lease_holder: null, lease_token: null, leased_until: null },
      ...{ error_code: error?.code ?? null, error_message: error?.message ?? null },
      ...(status === 'idle' ? { cursor: null } : {}),
      ...(status === 'idle' && error === null ? { succeeded_at: now } : {}),
      ...(complete_until === undefined ? {} : { complete_until }),
    })
    .where(fenced(held))
    .returning({ stream_id: syncStreams.stream_id });
  holdOrRefuse(rows);
}

/** The streams of one account, or of all, by account and stream. */
export async function listStreams(tx: TenantTransaction, ad_account_id: string | null = null) {
  return tx
    .select({
      stream: syncStreams,
      account_name: adAccounts.name,
      external_id: adAccounts.external_id,
      platform: adAccounts.platform,
      timezone: adAccounts.timezone,
    })
    .from(syncStreams)
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, syncStreams.ad_account_id))
    .where(ad_account_id === null ? undefined : eq(syncStreams.ad_account_id, ad_account_id))
    .orderBy(asc(adAccounts.platform), asc(adAccounts.name), asc(adAccounts.ad_account_id), asc(syncStreams.stream));
}
/** A stream with the account that it is of. */
export type StreamRow = Awaited<ReturnType<typeof listStreams>>[number];
