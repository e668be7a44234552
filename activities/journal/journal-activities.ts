import type { ActionContext } from '../../contracts/action-handler.ts';
import {
  journalActivities,
  type OpenApprovalCall,
  type OpenChildCall,
  type SettleApprovalCall,
} from '../../contracts/activity-envelope.ts';
import { scrubbed } from '../../contracts/scrub.ts';
import type { Database } from '../../db/connect.ts';
import { announceByOutbox, silent } from './announce.ts';
import { openApproval } from './open-approval.ts';
import { openChild, type WorkflowNaming } from './open-child.ts';
import { settleApproval } from './settle-approval.ts';
import { recordedError, toFailure } from './to-failure.ts';

/**
 * The bookkeeping activities of approvals and children, under the names the interpreter calls them by. `announces` is true
 * where chat or mail is configured, so that what happens to an approval is told there too.
 */
export function createJournalActivities(deps: {
  readonly database: Database;
  readonly naming: WorkflowNaming;
  readonly announces?: boolean;
  readonly log: ActionContext['log'];
}) {
  const { database, naming } = deps;
  const announce = deps.announces === true ? announceByOutbox : silent;
  return {
    [journalActivities.openApproval]: (call: OpenApprovalCall) =>
      coded(deps.log, () => openApproval(database, call, announce)),
    [journalActivities.settleApproval]: (call: SettleApprovalCall) =>
      coded(deps.log, () => settleApproval(database, call, announce)),
    [journalActivities.openChild]: (call: OpenChildCall) => coded(deps.log, () => openChild(database, naming, call)),
  };
}

async function coded<T>(log: ActionContext['log'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = recordedError(thrown);
    const cause = thrown instanceof Error ? { name: thrown.name, text: scrubbed(thrown.message).slice(0, 500) } : {};
    log.warn({ code: error.code, cause }, 'The journal could not be written');
    throw toFailure(error);
  }
}
