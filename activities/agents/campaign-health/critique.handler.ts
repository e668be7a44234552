import { type ActionContext, type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { CouncilOwner } from '../../../contracts/council.ts';
import { critique } from './critique.action.ts';
import { review } from './stages/review.ts';
import { type VoiceDependencies, voicesOf } from './stages/voices-of.ts';

/** Whom a question to the council is asked for. */
export function ownerOf({ origin, signal, told }: Pick<ActionContext, 'origin' | 'signal' | 'told'>): CouncilOwner {
  const { tenant_id, execution_id, campaign_id } = origin;
  return { tenant_id, execution_id, campaign_id, signal, told };
}

/** Reviews by rule, then by a model when one is configured and there is time. Never fails for a fault of the model. */
export function createCritiqueHandler(deps: VoiceDependencies): BoundHandler {
  return bindRun({
    definition: critique,
    run: (params, context) => review(voicesOf(deps, context), params, ownerOf(context)),
  });
}
