import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { Change } from '../../../../contracts/change-set.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import { listUndoableReceipts, markReceiptsUndone } from '../../../../db/queries/receipts.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import type { ProposedChange } from '../../write/change-set.ts';
import { collapseChanges } from '../../write/collapse-changes.ts';
import { fieldValue } from '../../write/field-value.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { undoExecution } from './undo-execution.action.ts';

/** What stays on the platform, for whoever has to put it right by hand. */
type Standing = Pick<Change, 'campaign_id' | 'entity_id' | 'entity_name' | 'field'> & {
  readonly written: Change['after'];
  readonly live?: Change['after'];
};

function notUndoable(reason: string, standing: readonly Standing[], more: Readonly<Record<string, unknown>> = {}) {
  return new CodedError('EXECUTION_NOT_UNDOABLE', reason, { ...more, standing });
}

function standingOf({ campaign_id, entity_id, entity_name, field, after }: Change): Standing {
  return { campaign_id, entity_id, entity_name, field, written: after };
}

/** Nothing that could be taken back: because all is, or because what is left was changed since. */
function nothingLeft(execution_id: string, refusals: readonly CodedError[]): CodedError {
  const [first] = refusals;
  const reason = first?.message ?? 'The execution has no applied change that is not undone yet.';
  const standing = refusals.flatMap((refusal) => [refusal.details.standing].flat());
  return new CodedError('EXECUTION_NOT_UNDOABLE', reason, { execution_id, standing });
}

/**
 * The inverse of everything that an execution changed and nobody has undone. All or nothing: where the live value is no
 * longer what the execution wrote, somebody decided otherwise since, and the whole undo is refused (EXECUTION_NOT_UNDOABLE
 with what stands) unless it was asked to leave such values and take back the rest.
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
        [{ ...standingOf(change), live }],
        { entity_id, field, written: after, live },
      );
    if (before === null) throw notUndoable(`${entity_name}: there was no ${field} before.`, [standingOf(change)]);
    const daily_money_behind_minor = field === 'status' ? change.money_moved_minor : 0;
    const wish: ProposedChange = { campaign_id, entity, field, after: before, daily_money_behind_minor };
    return { wish, account, in_learning: entity.in_learning };
  }

  return createWriteHandler(deps, {
    definition: undoExecution,
    propose: async ({ execution_id, leave_what_changed_since }, { origin }) => {
      const receipts = await withTenant(deps.database, origin.tenant_id, (tx) =>
        listUndoableReceipts(tx, execution_id),
      );
      const changes = collapseChanges(receipts.map((receipt) => receipt.change));
      const planned = [];
      const refusals: CodedError[] = [];
      for (const change of changes) {
        try {
          planned.push(await wishFor(origin.tenant_id, change));
        } catch (error) {
          const leave = leave_what_changed_since === true && error instanceof CodedError;
          if (!leave || error.code !== 'EXECUTION_NOT_UNDOABLE') throw error;
          refusals.push(error);
        }
      }
      const [first] = planned;
      if (!first) throw nothingLeft(execution_id, refusals);
      if (planned.some((each) => each.account.currency !== first.account.currency)) {
        const standing = changes.map(standingOf);
        throw notUndoable('The changes are in several currencies; undo them one by one.', standing, { execution_id });
      }
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
