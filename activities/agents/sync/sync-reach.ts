import { comparedWeeks } from '../../../contracts/compared-weeks.ts';
import { listUnreadReach, saveReachWindow } from '../../../db/queries/reach-windows.ts';
import type { StreamRun, SyncDependencies } from './hold-stream.ts';

/**
 * Reads how many people each campaign reached in the compared periods, once for each period, since a week that is over does
 * not change. A campaign whose reach cannot be read now is asked for by the next run: its days are there all the same.
 */
export async function syncReach(
  deps: SyncDependencies,
  run: StreamRun,
  today: string,
  log: { warn(fields: object, message: string): void },
): Promise<void> {
  const { account, readReach } = run.opened;
  const unread = await run.inTenant((tx) => listUnreadReach(tx, account.ad_account_id, comparedWeeks(today)));
  for (const { campaign_id, ...span } of unread) {
    try {
      const read_at = deps.clock.now();
      const told = await readReach(campaign_id, span);
      if (told === null) return;
      const of = { campaign_id, ...span, source: account.platform, read_at };
      await run.inTenant((tx) => saveReachWindow(tx, of, told));
    } catch (error) {
      return log.warn({ ad_account_id: account.ad_account_id, campaign_id, error: String(error) }, 'reach_not_read');
    }
  }
}
