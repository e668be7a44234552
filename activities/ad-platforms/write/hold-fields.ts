import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import { displaceIntent, type FieldHolder, listUnderWay, settleAbandoned } from '../../../db/queries/field-holders.ts';
import type { ApplyCall } from './grant.ts';
import { collisionOf, isMoreCareful } from './more-careful.ts';

/** Changes that are about to be reserved, and the keys of everything of their set. */
export type Newcomers = {
  readonly origin: ApplyCall['origin'];
  readonly changes: readonly Change[];
  readonly own_keys: readonly string[];
};

/**
 * Makes room for some changes, under the ledger's lock: nothing else may be under way on their fields. A change that was
 * not sent yet gives way to a more careful one: one that leaves less money in the same field, or the pause of what it
 * would raise. It becomes `not_applied` for good, with the reason, and is shown so in its execution. A pause waits for
 * nobody. Otherwise ENTITY_LOCKED is thrown, naming who holds the field.
 */
export async function holdFields(tx: TenantTransaction, newcomers: Newcomers): Promise<void> {
  await settleAbandoned(tx);
  const campaigns = [...new Set(newcomers.changes.map((change) => change.campaign_id))];
  const holders = await listUnderWay(tx, campaigns, newcomers.own_keys);
  for (const change of newcomers.changes)
    for (const holder of holders) await meet(tx, newcomers.origin, change, holder);
}

async function meet(
  tx: TenantTransaction,
  origin: ApplyCall['origin'],
  change: Change,
  holder: FieldHolder,
): Promise<void> {
  const collision = collisionOf(change, holder.change);
  if (collision === null) return;
  const givesWay =
    collision === 'same_field' ? isMoreCareful(change, holder.change) : collision === 'pause_before_raise';
  if (givesWay && (await displaced(tx, origin, change, holder))) return;
  if (collision !== 'pause_before_raise') throw locked(change, holder, collision);
}

async function displaced(
  tx: TenantTransaction,
  origin: ApplyCall['origin'],
  change: Change,
  { intent_id, execution_id, step_id, change: theirs }: FieldHolder,
): Promise<boolean> {
  const by_email = origin.requested_by.email;
  const reason = `${by_email} sets ${change.field} of ${change.entity_name} to ${change.after}, which is more careful than ${theirs.field} ${theirs.after} (${origin.playbook_id}).`;
  if (!(await displaceIntent(tx, { intent_id, by_email, reason }))) return false;
  const by = { execution_id: origin.execution_id, playbook_id: origin.playbook_id, requested_by: by_email };
  const data = { step_id, intent_id, change: theirs, reason, displaced_by: by };
  await appendEvent(tx, { execution_id, type: 'change.not_applied', data });
  return true;
}

function locked(change: Change, holder: FieldHolder, collision: string): CodedError {
  const { execution_id, playbook_id, requested_by_email, state, reserved_at } = holder;
  const { entity_id, entity_name, field, after } = change;
  const what = collision === 'same_field' ? `${field} is being set to ${holder.change.after}` : 'it is being paused';
  return new CodedError(
    'ENTITY_LOCKED',
    `${entity_name}: ${what} by ${playbook_id} of ${requested_by_email} (${state}).`,
    {
      ...{ entity_id, field, wanted: after, collision },
      held_by: {
        ...{ execution_id, playbook_id, requested_by: requested_by_email, state },
        ...{ field: holder.change.field, after: holder.change.after, since: reserved_at.toISOString() },
      },
    },
  );
}
