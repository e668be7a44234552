import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { Change } from '../../../../contracts/change-set.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import { listUndoableReceipts, markReceiptsUndone } from '../../../../db/queries/receipts.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import type { ProposedChange } from '../../write/change-set.ts';
import { fieldValue } from '../../write/field-value.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { undoExecution } from './undo-execution.action.ts';

function notUndoable(reason: string, details: Readonly<Record<string, unknown>>): CodedError {
  return new CodedError('EXECUTION_NOT_UNDOABLE', reason, details);
}

/** Several changes of one field become one: from the newest value back to the oldest. Comes newest first, and stays so. */
export function collapseChanges(newestFirst: readonly Change[]): readonly Change[] {
  const fields = Map.groupBy(newestFirst, (change) => `${change.account_id}/${change.entity_id}/${change.field}`);
  return [...fields.values()].flatMap((changes) => {
    const newest = changes[0];
    const oldest = changes.at(-1);
    return newest && oldest ? [{ ...newest, before: oldest.before }] : [];
  });
}

/**
 * The inverse of everything that an execution changed and nobody has undone. All or nothing: where the live value is no
 * longer what the execution wrote, somebody decided otherwise since, and the whole undo is refused (EXECUTION_NOT_UNDOABLE).
 */
export function createUndoExecutionHandler(deps: AdPlatformDependencies): BoundHandler {
  async function wishFor(tenant_id: string, change: Change) {
    const { campaign_id, account_id, entity_type, entity_id, entity_name, field, before, after } = change;
    const { adapter, account } = await deps.registry.forCampaign(tenant_id, campaign_id);
    const entity = await adapter.readEntity({ account_id, entity_type, entity_id });
    const live = fieldValue(entity, field);
    if (live !== after)
      throw notUndoable(
        `${entity_name}: ${field} was set to ${after}, but is ${live} now; somebody changed it since, so it stays.`,
        { entity_id, field, written: after, live },
      );
    if (before === null) throw notUndoable(`${entity_name}: there was no ${field} before.`, { entity_id, field });
    const daily_money_behind_minor = field === 'status' ? change.money_moved_minor : 0;
    const wish: ProposedChange = { campaign_id, entity, field, after: before, daily_money_behind_minor };
    return { wish, account, in_learning: entity.in_learning };
  }

  return createWriteHandler(deps, {
    definition: undoExecution,
    propose: async ({ execution_id }, { origin }) => {
      const receipts = await withTenant(deps.database, origin.tenant_id, (tx) =>
        listUndoableReceipts(tx, execution_id),
      );
      const changes = collapseChanges(receipts.map((receipt) => receipt.change));
      const planned = [];
      for (const change of changes) planned.push(await wishFor(origin.tenant_id, change));
      const [first] = planned;
      if (!first) throw notUndoable('The execution has no applied change that is not undone yet.', { execution_id });
      if (planned.some((each) => each.account.currency !== first.account.currency))
        throw notUndoable('The changes are in several currencies; undo them one by one.', { execution_id });
      return {
        wishes: planned.map((each) => each.wish),
        currency: first.account.currency,
        timezone: first.account.timezone,
        in_learning: planned.some((each) => each.in_learning === true) ? true : first.in_learning,
      };
    },
    onVerified: (tx, { execution_id }, change, { origin }) =>
      markReceiptsUndone(tx, { execution_id, by_execution_id: origin.execution_id, change }),
  });
}
