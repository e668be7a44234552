import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import {
  endRun,
  type HeldStream,
  recordProgress,
  type StreamCounts,
  type StreamError,
  type SyncStream,
  takeStream,
} from '../../../db/queries/sync-streams.ts';
import type { AccountReader, ReadableAccount } from '../../ad-platforms/account-reader.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';

/** What the handlers of SyncAgent need of the world. */
export type SyncDependencies = Pick<HandlerDependencies, 'database' | 'clock'> & { readonly accounts: AccountReader };

/** Where a run stands after some rows. */
export type Progress = { readonly cursor: JsonObject; readonly added: StreamCounts; readonly backfill_from?: string };

/** A stream that this run holds, and what it may do with it. */
export type StreamRun = {
  readonly held: HeldStream;
  readonly opened: ReadableAccount;
  readonly now: Date;
  /** What the run has read and changed so far, attempts before this one included. */
  counts(): StreamCounts;
  /** Opens the account anew, after what is stored of it was changed. */
  reopen(): Promise<ReadableAccount>;
  inTenant<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result>;
  /** Writes rows and how far the run has come in one transaction: either both are there or neither. Beats the heart. */
  save<Result>(work: (tx: TenantTransaction) => Promise<Progress & { readonly result: Result }>): Promise<Result>;
  /** Ends the run well; `error` says what it had to leave out. */
  end(error: StreamError | null, complete_until?: string | null): Promise<void>;
};

/**
 * Runs `work` while it holds a stream of an account. When it throws, the run is marked as failed with the reason and keeps its
 * cursor, the stream is given free, and the error goes on. Throws SYNC_RUNNING when another run holds the stream.
 */
export async function holdStream<Result>(
  deps: SyncDependencies,
  wanted: { readonly account_id: string; readonly stream: SyncStream },
  context: ActionContext,
  work: (run: StreamRun) => Promise<Result>,
): Promise<Result> {
  const { tenant_id, execution_id, idempotency_key: holder } = context.origin;
  const inTenant: StreamRun['inTenant'] = (task) => withTenant(deps.database, tenant_id, task);
  const { ad_account_id } = await deps.accounts.find(tenant_id, wanted.account_id);
  const now = deps.clock.now();
  const { stream } = wanted;
  const held = await inTenant((tx) => takeStream(tx, { ad_account_id, stream, holder, execution_id, now }));
  let counts = held.done;
  try {
    const reopen = () => deps.accounts.open(tenant_id, ad_account_id);
    return await work({
      ...{ held, now, inTenant, reopen, opened: await reopen() },
      counts: () => counts,
      save: async (task) => {
        context.signal.throwIfAborted();
        const told = await inTenant(async (tx) => {
          const given = await task(tx);
          await recordProgress(tx, held, given);
          return given;
        });
        const { result, added } = told;
        counts = {
          read: counts.read + added.read,
          changed: counts.changed + added.changed,
          restated: counts.restated + added.restated,
        };
        context.heartbeat({ stream, cursor: told.cursor, rows_read: counts.read, rows_changed: counts.changed });
        return result;
      },
      end: (error, complete_until) =>
        inTenant((tx) =>
          endRun(tx, held, {
            ...{ status: 'idle', now: deps.clock.now(), error },
            ...(complete_until === undefined ? {} : { complete_until }),
          }),
        ),
    });
  } catch (error) {
    await giveUp(error);
    throw error;
  }

  /** Nothing is written for a run that lost its stream: it is the other one's by now. */
  async function giveUp(error: unknown): Promise<void> {
    const told = reasonOf(error, context.signal.aborted);
    try {
      await inTenant((tx) => endRun(tx, held, { status: 'failed', now: deps.clock.now(), error: told }));
    } catch {
      context.log.warn({ stream, ad_account_id, code: told.code }, 'The end of a sync could not be recorded');
    }
  }
}

function reasonOf(error: unknown, stopped: boolean): StreamError {
  if (error instanceof CodedError) return { code: error.code, message: error.message };
  if (stopped) return { code: 'EXECUTION_CANCELLED', message: 'The run was stopped.' };
  return { code: 'INTERNAL', message: 'Something went wrong.' };
}
