import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
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
};

/** An intent as it stood when it was last read; its fence is what the reader may act under. */
export type Held = { readonly work: WriteWork; readonly intent: WriteIntent };

/** How fresh an arming must be for its holder to send, in seconds. Longer than a pause of the process, shorter than a takeover. */
export const armLeaseSeconds = 1;

/** The entity that a change is about. */
export function referenceOf(change: Change): EntityReference {
  const { account_id, entity_type, entity_id } = change;
  return { account_id, entity_type, entity_id };
}
