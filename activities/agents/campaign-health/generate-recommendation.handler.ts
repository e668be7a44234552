import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { recommend } from '../../reasoning/index.ts';
import { generateRecommendation } from './generate-recommendation.action.ts';
import { chartsOf } from './stages/charts.ts';
import { rulesOnly } from './stages/rules-only.ts';

/** The engine recommends; the tenant's own outcomes say how sure that was worth before. */
export function createGenerateRecommendationHandler(deps: Pick<HandlerDependencies, 'clock'>): BoundHandler {
  return bindRun({
    definition: generateRecommendation,
    run: async ({ context, analysis, anomalies, iteration, critique }) => ({
      ...recommend(context, analysis, { iteration, critique: rulesOnly(critique) }),
      campaign_id: context.campaign_id,
      generated_at: deps.clock.now().toISOString(),
      ...(anomalies === null || anomalies === undefined ? {} : { series: chartsOf(anomalies.findings) }),
    }),
  });
}
