import type { z } from 'zod';
import { type ActionDefinition, actionId } from '../../../contracts/action.ts';
import type { ActionContext, BoundHandler } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Stays, UndoSelection } from '../../../contracts/undo.ts';
import { withTenant } from '../../../db/connect.ts';
import { markUndone } from '../../../db/queries/undo-marks.ts';
import type { AdPlatformDependencies } from '../dependencies.ts';
import { sumInBase } from '../proposals/sum-in-base.ts';
import { changeOf } from '../write/change-set.ts';
import { isLowering } from '../write/more-careful.ts';
import { createWriteHandler, type Proposal } from '../write/write-handler.ts';
import { type LookBack, lookBack, type Returning } from './look-back.ts';

/** What is an undo action’s own. */
export type UndoAction<Params extends z.ZodObject, Output extends z.ZodType> = {
  readonly definition: ActionDefinition<Params, Output>;
  readonly selectionOf: (params: z.infer<Params>) => UndoSelection;
  /** Takes back what can be, and leaves what somebody changed since; else one such change refuses the whole. */
  readonly leavesChanged: (params: z.infer<Params>) => boolean;
  /** Money is freed before it is spent again; else the order is that of the changes alone, the newest first. */
  readonly lowerings_first: boolean;
  readonly refusal: 'CHANGES_NOT_UNDOABLE' | 'EXECUTION_NOT_UNDOABLE';
};

/** Only these are a person’s decision against which an undo would go; what is undone or gone is not. */
const overtaken: readonly Stays['reason'][] = ['changed_since', 'cannot_be_unmade', 'gone'];

/**
 * Makes the handler of an action that takes changes back: the ways back of a selection from the stored receipts, each looked
 * at live, as one plan with the guardrails and the approval of its playbook. Throws what `definition` refuses with when
 * nothing can go back; its details say of each change that stays why.
 */
export function createUndoHandler<Params extends z.ZodObject, Output extends z.ZodType>(
  deps: AdPlatformDependencies,
  { definition, selectionOf, leavesChanged, lowerings_first, refusal }: UndoAction<Params, Output>,
): BoundHandler {
  async function propose(params: z.infer<Params>, { origin }: ActionContext): Promise<Proposal> {
    const { tenant_id, execution_id } = origin;
    const selection = selectionOf(params);
    const found = await lookBack(deps, { tenant_id, selection, by_execution_id: execution_id });
    const [first] = found.returning;
    const standing = found.stays.filter((each) => overtaken.includes(each.reason));
    if (first === undefined || (standing.length > 0 && !leavesChanged(params))) throw refused(refusal, standing, found);
    const ordered = lowerings_first ? freeingFirst(found.returning) : found.returning;
    const mixed = ordered.some((each) => each.account.currency !== first.account.currency);
    const known = ordered.flatMap((each) => each.in_learning ?? []);
    return {
      wishes: ordered.map(({ wish, account: { currency } }) => (mixed ? { ...wish, currency } : wish)),
      in_learning: known.length === 0 ? null : known.includes(true),
      ...(await total(tenant_id, ordered, first.account.currency)),
    };
  }

  /** In the currency of the accounts when they have the same, else in the tenant’s own. */
  async function total(tenant_id: string, returning: readonly Returning[], currency: string) {
    if (returning.every((each) => each.account.currency === currency)) return { currency };
    const parts = returning.map((each) => ({ currency: each.account.currency, wishes: [each.wish] }));
    return withTenant(deps.database, tenant_id, (tx) => sumInBase(tx, parts));
  }

  return createWriteHandler(deps, {
    definition,
    propose,
    onVerified: (tx, params, change, { origin }) =>
      markUndone(tx, { selection: selectionOf(params), by_execution_id: origin.execution_id, change }),
  });

  function refused(code: typeof refusal, standing: readonly Stays[], { stays }: LookBack): CodedError {
    const [first] = standing;
    const reason = first?.explanation ?? 'No applied change is left that is not taken back yet.';
    const { entity_id, field, written, live } = first ?? {};
    const one = first === undefined ? {} : { entity_id, field, written, live };
    const action_id = actionId(definition);
    return new CodedError(code, reason, { action_id, ...one, standing: standing.map(told), stays: stays.map(told) });
  }
}

/** What stays, for whoever has to put it right by hand. */
function told({ campaign_id, entity_id, entity_name, field, written, live, reason, explanation, by }: Stays) {
  const seen = live === null ? {} : { live };
  return { campaign_id, entity_id, entity_name, field, written, ...seen, reason, explanation, by };
}

function freeingFirst(returning: readonly Returning[]): readonly Returning[] {
  const lowers = (each: Returning) => isLowering(changeOf(each.wish));
  return [...returning.filter(lowers), ...returning.filter((each) => !lowers(each))];
}
