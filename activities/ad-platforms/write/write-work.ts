import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import type { PausableWork } from '../../../db/queries/pauses.ts';
import type { WriteIntent } from '../../../db/queries/write-intents.ts';
import type { WriteDependencies } from './dependencies.ts';
import type { ApplyCall } from './grant.ts';

/** Everything that settling one change needs. */
export type WriteWork = {
  readonly deps: WriteDependencies;
  readonly call: ApplyCall;
  readonly action_id: string;
  readonly context: ActionContext;
  readonly adapter: AdPlatformAdapter;
  readonly intent_id: string;
  readonly change: Change;
  /** Runs in the transaction of the receipt; undo marks there what it has undone. */
  readonly onVerified: (tx: TenantTransaction, change: Change) => Promise<void>;
  /** Reserves the change anew after it was released; refuses as the first time. Nothing is armed that is not reserved. */
  readonly reserveAgain: () => Promise<void>;
};

/** What the work is about, for asking whether it is paused. */
export function pausableWork({ call, change }: Pick<WriteWork, 'call' | 'change'>): PausableWork {
  const { playbook_id, execution_id } = call.origin;
  return { campaign_id: change.campaign_id, playbook_id, execution_id };
}

/** Runs a function in one transaction of the tenant whose work it is. */
export function inTenant<Result>(work: WriteWork, run: Parameters<typeof withTenant<Result>>[2]): Promise<Result> {
  return withTenant(work.deps.database, work.call.origin.tenant_id, run);
}

/** Says in the execution's stream what became of the change. */
export async function announce(
  { call, intent_id, change }: WriteWork,
  tx: TenantTransaction,
  type: 'change.armed' | 'change.applied' | 'change.not_applied' | 'change.needs_human',
  reason?: string,
): Promise<void> {
  const { execution_id, step_id } = call.origin;
  const why = reason === undefined ? {} : { reason };
  await appendEvent(tx, { execution_id, type, data: { step_id, intent_id, change, ...why } });
}

/** An intent as it stood when it was last read; its fence is what the reader may act under. */
export type Held = { readonly work: WriteWork; readonly intent: WriteIntent };

/** How fresh an arming must be for its holder to send, in seconds. Longer than a pause of the process, shorter than a takeover. */
export const armLeaseSeconds = 1;

/** The entity that a change is about. */
export function referenceOf(change: Change): EntityReference {
  const { account_id, entity_type, entity_id } = change;
  return { account_id, entity_type, entity_id };
}
