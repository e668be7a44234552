import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { InsightRow } from '../../../contracts/ad-platform.ts';
import { CodedError, describeError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { restateDays } from '../../../db/queries/restate-days.ts';
import { accountDays, completeUntil, listWantedDays, recordDays } from '../../../db/queries/sync-days.ts';
import { endsRun, leftOut, leftOutError } from './ends-run.ts';
import { holdStream, type StreamRun, type SyncDependencies } from './hold-stream.ts';
import type { LeftOut } from './stream-report.ts';
import { syncDailyMetrics } from './sync-daily-metrics.action.ts';
import { syncReach } from './sync-reach.ts';
import { type DayWindow, windowsOf } from './windows.ts';

/** So many days are read again at least, whatever a platform says of itself. */
const settlesAfterAtLeast = 28;
/** So many windows are asked for side by side. */
const sideBySide = 4;
const nothing = { read: 0, changed: 0, restated: 0 };

type Answer =
  | { readonly window: DayWindow; readonly read_at: Date; readonly rows: readonly InsightRow[] }
  | { readonly window: DayWindow; readonly error: unknown };

/**
 * Plans anew at each attempt from what was written down, so that a run that was killed goes on with what is left. Every window
 * is saved with its rows in one transaction. Throws what ends a run; the error of one campaign is told in the result.
 */
export function createSyncDailyMetricsHandler(deps: SyncDependencies): BoundHandler {
  return bindRun({
    definition: syncDailyMetrics,
    run: ({ account_id, backfill_days, window_days }, context) =>
      holdStream(deps, { account_id, stream: 'daily_metrics' }, context, async (run) => {
        const { account, conversion_lag_days } = run.opened;
        const days = { ad_account_id: account.ad_account_id, timezone: account.timezone, now: run.now };
        const { from, today, stretches } = await run.inTenant(async (tx) => {
          const { first, today: until } = await accountDays(tx, days, backfill_days);
          const { backfill_from, complete_until } = run.held;
          const start = backfill_from !== null && backfill_from < first ? backfill_from : first;
          const complete = { from: backfill_from, until: complete_until };
          const wanted = { from: start, until, complete, run_started_at: run.held.started_at };
          const settles_after_days = Math.max(settlesAfterAtLeast, conversion_lag_days);
          return {
            ...{ from: start, today: until },
            stretches: await listWantedDays(tx, days, { ...wanted, settles_after_days }),
          };
        });
        const windows = windowsOf(stretches, window_days);
        const done = await readWindows(deps, run, windows, { from, today, execution_id: context.origin.execution_id });
        await syncReach(deps, run, today, context.log);
        const complete_until = await run.inTenant((tx) => completeUntil(tx, { ...days, now: deps.clock.now() }, from));
        await run.end(leftOutError(done.failed), complete_until);
        const { read, changed, restated } = run.counts();
        return {
          ...{ account_id: account.external_id, platform: account.platform, resumed: run.held.resumed },
          ...{ rows_read: read, rows_changed: changed, rows_restated: restated, complete_until },
          ...{ since: from, until: today, windows_read: done.windows_read, failed: done.failed },
          gap_days_found: stretches.reduce((sum, each) => sum + each.missing, 0),
        };
      }),
  });
}

/** Reads the windows one group after the other; what the first of a group brought is kept even when a later one ends the run. */
async function readWindows(
  deps: SyncDependencies,
  run: StreamRun,
  windows: readonly DayWindow[],
  known: { readonly from: string; readonly today: string; readonly execution_id: string },
) {
  const failed = new Map<string, LeftOut>();
  let first: unknown = null;
  let days_left = windows.reduce((sum, each) => sum + each.days, 0);
  let windows_read = 0;
  await run.save(async () => ({ cursor: { days_left }, added: nothing, backfill_from: known.from, result: null }));
  for (let from = 0; from < windows.length; from += sideBySide) {
    const group = windows.slice(from, from + sideBySide);
    // A campaign that could not be read once is left out of this run: its days are still missing in the next.
    const answers = await Promise.all(
      group.filter((each) => !failed.has(each.campaign_id)).map((window) => ask(deps, run, window)),
    );
    days_left -= group.reduce((sum, each) => sum + each.days, 0);
    for (const answer of answers) {
      const error = 'error' in answer ? answer.error : await keep(run, answer, { ...known, days_left });
      if (error === null) windows_read += 1;
      else if (endsRun(error)) throw error;
      else failed.set(answer.window.campaign_id, leftOut(answer.window.campaign_id, error));
      first ??= error;
    }
  }
  if (windows_read === 0) throwIfAway(first);
  return { windows_read, failed: [...failed.values()] };
}

/** When not one window could be read because the platform does not answer, it is not the campaigns’ fault. */
function throwIfAway(error: unknown): void {
  if (error instanceof CodedError && describeError(error.code).retryable) throw error;
}

type Told = Extract<Answer, { rows: unknown }>;
type Known = { readonly today: string; readonly execution_id: string; readonly days_left: number };

/** Saves a window; gives what is wrong with it, or null. */
async function keep(run: StreamRun, told: Told, known: Known): Promise<unknown> {
  try {
    await run.save((tx) => saveWindow(tx, run, told, known));
    return null;
  } catch (error) {
    return error;
  }
}

async function ask(deps: SyncDependencies, { opened }: StreamRun, window: DayWindow): Promise<Answer> {
  const { campaign_id: entity_id, since, until } = window;
  const reference = { account_id: opened.account.external_id, entity_type: 'campaign', entity_id } as const;
  // Taken before asking: what comes in while the platform answers is then read again.
  const read_at = deps.clock.now();
  try {
    return { window, read_at, rows: await opened.adapter.readInsights({ reference, since, until, grain: 'day' }) };
  } catch (error) {
    return { window, error };
  }
}

async function saveWindow(tx: TenantTransaction, run: StreamRun, told: Told, known: Known) {
  const { window, rows, read_at } = told;
  const { campaign_id, since, until } = window;
  const { ad_account_id, timezone, platform, currency } = run.opened.account;
  const owner = { campaign_id, platform, currency };
  const { delivered, ...added } = await restateDays(tx, owner, { ...known, since, until, rows, read_at });
  await recordDays(tx, { ad_account_id, timezone }, { campaign_id, since, until, delivered, read_at });
  return { cursor: { days_left: known.days_left, campaign_id, since, until }, added, result: null };
}
