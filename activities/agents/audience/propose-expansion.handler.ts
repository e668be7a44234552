import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { expansionOf } from './expand.ts';
import { proposeExpansion } from './propose-expansion.action.ts';

/** Pure computation over the params; the clock only dates the evidence. */
export function createProposeExpansionHandler(deps: Pick<HandlerDependencies, 'clock'>): BoundHandler {
  return bindRun({
    definition: proposeExpansion,
    run: async ({ audiences, signs, ...limits }) =>
      expansionOf(audiences, signs, limits, deps.clock.now().toISOString()),
  });
}
