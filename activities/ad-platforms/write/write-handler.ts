import type { z } from 'zod';
import { type ActionDefinition, actionId } from '../../../contracts/action.ts';
import { type ActionContext, type BoundHandler, bindWrite } from '../../../contracts/action-handler.ts';
import { changeSetOf } from '../../../contracts/change-arithmetic.ts';
import type { Change, PlannedChange } from '../../../contracts/change-set.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { applyChanges } from './apply-changes.ts';
import { changeOf, type ProposedChange } from './change-set.ts';
import type { WriteDependencies } from './dependencies.ts';
import { readGuardrailFacts } from './guardrail-facts.ts';
import { planDigest } from './plan-digest.ts';

/** What a write action wishes, made from the live state. */
export type Proposal = {
  /** Never empty; a wish that is already true stays in, and the plan then says that nothing changes. */
  readonly wishes: readonly ProposedChange[];
  readonly currency: string;
  readonly in_learning: boolean | null;
  /** What all wishes move together, in `currency`; only where their accounts count in several currencies. */
  readonly total_change_minor?: number;
};

/** The part of a write action that is its own: how its parameters become wishes, and what else a verified change means. */
export type WriteAction<Params extends z.ZodObject, Output extends z.ZodType> = {
  readonly definition: ActionDefinition<Params, Output>;
  propose(params: z.infer<Params>, context: ActionContext): Promise<Proposal>;
  onVerified?(tx: TenantTransaction, params: z.infer<Params>, change: Change, context: ActionContext): Promise<void>;
};

/**
 * Makes the handler of a write action: plan = wishes → change set → digest and facts, apply = the money core.
 * All write actions share it, so that what keeps money safe stands in one place.
 */
export function createWriteHandler<Params extends z.ZodObject, Output extends z.ZodType>(
  deps: WriteDependencies,
  action: WriteAction<Params, Output>,
): BoundHandler {
  const { definition } = action;
  const action_id = actionId(definition);

  async function plan(params: z.infer<Params>, context: ActionContext): Promise<PlannedChange> {
    const { wishes, currency, in_learning, ...total } = await action.propose(params, context);
    const change_set = { ...changeSetOf(wishes.map(changeOf), currency), ...total };
    const { tenant_id, idempotency_key } = context.origin;
    const exclude_last_days = context.exclude_last_days ?? 0;
    const facts = await withTenant(deps.database, tenant_id, (tx) =>
      readGuardrailFacts(tx, { change_set, idempotency_key, exclude_last_days, in_learning }),
    );
    const plan_digest = planDigest({ action_id, params, change_set });
    return { change_set, plan_digest, facts, changes_anything: change_set.change_count > 0 };
  }

  return bindWrite({
    definition,
    plan,
    apply: (call, context) => {
      const params = definition.params.parse(call.params);
      const onVerified = async (tx: TenantTransaction, change: Change) => {
        await action.onVerified?.(tx, params, change, context);
      };
      return applyChanges({ deps, call, action_id, params, context, onVerified });
    },
  });
}
