import { type ActionContext, type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { Council, CouncilOwner } from '../../../contracts/council.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { critique } from './critique.action.ts';
import { review } from './stages/review.ts';

/** Whom a question to the council is asked for. */
export function ownerOf({ origin, signal }: Pick<ActionContext, 'origin' | 'signal'>): CouncilOwner {
  const { tenant_id, execution_id, campaign_id } = origin;
  return { tenant_id, execution_id, campaign_id, signal };
}

/** Reviews by rule, then by a model when one is configured and there is time. Never fails for a fault of the model. */
export function createCritiqueHandler(
  deps: Pick<HandlerDependencies, 'clock'> & { readonly council: Council | null },
): BoundHandler {
  return bindRun({
    definition: critique,
    run: (params, context) => review({ ...deps, log: context.log }, params, ownerOf(context)),
  });
}
