import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { generateRecommendation } from './generate-recommendation.action.ts';
import { outcomeRecordOf } from './stages/outcome-record.ts';
import { proposalOf } from './stages/proposal-of.ts';

/** The engine recommends; what stood out is drawn beside it. */
export function createGenerateRecommendationHandler(
  deps: Pick<HandlerDependencies, 'database' | 'clock'>,
): BoundHandler {
  return bindRun({
    definition: generateRecommendation,
    run: ({ context, analysis, ...pass }, { origin }) =>
      proposalOf({ ...deps, record: outcomeRecordOf(deps.database, origin.tenant_id) }, context, analysis, pass),
  });
}
