import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { OutcomeReader } from '../../ad-platforms/outcome-reader.ts';
import { createAnalyzeSignalsHandler } from './analyze-signals.handler.ts';
import { createCollectMetricsHandler } from './collect-metrics.handler.ts';
import { createCritiqueHandler } from './critique.handler.ts';
import { createDetectAnomaliesHandler } from './detect-anomalies.handler.ts';
import { createDiagnoseRootCauseHandler } from './diagnose-root-cause.handler.ts';
import { createDraftWordingHandler } from './draft-wording.handler.ts';
import { createGenerateRecommendationHandler } from './generate-recommendation.handler.ts';
import { createMeasureOutcomeHandler } from './measure-outcome.handler.ts';
import { createProposeActionHandler } from './propose-action.handler.ts';
import { createFocusedProposalHandlers } from './propose-focused.handlers.ts';
import { createRecommendForContextHandler } from './recommend-for-context.handler.ts';
import { createRecordFailureHandler } from './record-failure.handler.ts';
import { createRecordRecommendationHandler } from './record-recommendation.handler.ts';
import { createScheduleOutcomeHandler } from './schedule-outcome.handler.ts';
import type { VoiceDependencies } from './stages/voices-of.ts';
import { createValidateHandler } from './validate.handler.ts';
import { createWriteSummaryHandler } from './write-summary.handler.ts';

/** The handlers of CampaignHealthAgent. `council` is null when no language model is configured, `knowledge` without a knowledge base; `reader` reaches the platforms. */
export function createCampaignHealthHandlers(
  deps: VoiceDependencies & { readonly reader: OutcomeReader },
): BoundHandler[] {
  return [
    createCollectMetricsHandler(deps),
    createDetectAnomaliesHandler(deps),
    createAnalyzeSignalsHandler(deps),
    createGenerateRecommendationHandler(deps),
    createCritiqueHandler(deps),
    createDraftWordingHandler(deps),
    createValidateHandler(),
    createRecommendForContextHandler(deps),
    createDiagnoseRootCauseHandler(),
    createProposeActionHandler(),
    ...createFocusedProposalHandlers(),
    createWriteSummaryHandler(deps),
    createRecordRecommendationHandler(deps),
    createRecordFailureHandler(deps),
    createScheduleOutcomeHandler(deps),
    createMeasureOutcomeHandler(deps),
  ];
}
