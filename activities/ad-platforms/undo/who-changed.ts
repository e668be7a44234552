import type { PlatformChange } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { ChangedBy } from '../../../contracts/undo.ts';
import { writtenBy } from '../../../contracts/undo-preview.ts';
import type { SelectedReceipt } from '../../../db/queries/undo-selection.ts';
import type { CampaignAccess } from '../registry.ts';

/**
 * Who set a field to what it is now, after a change of ours: another change of ours when its value is the one that stands
 * there, else whoever the platform’s own history names. Null when neither tells: not every platform keeps a history, and
 * one that does not answer must not keep an undo from being explained.
 */
export async function whoChanged(
  { adapter }: Pick<CampaignAccess, 'adapter'>,
  field: {
    readonly receipt: SelectedReceipt;
    readonly newest: SelectedReceipt | undefined;
    readonly live: Change['before'];
  },
): Promise<ChangedBy | null> {
  const { receipt, newest, live } = field;
  if (newest !== undefined && newest.receipt_id !== receipt.receipt_id && newest.change.after === live)
    return writtenBy(newest);
  const { account_id, entity_id, campaign_id, field: name } = receipt.change;
  const reference = { account_id, entity_type: 'campaign', entity_id: campaign_id } as const;
  const ofField = (each: PlatformChange) => each.entity_id === entity_id && each.field === name && !each.ours;
  try {
    const history = await adapter.readChanges({ reference, since: receipt.applied_day });
    const [last] = history.filter(ofField).toSorted((one, other) => other.at.localeCompare(one.at));
    return last === undefined
      ? null
      : { execution_id: null, playbook_id: null, email: last.actor, at: last.at, value: last.after };
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}
