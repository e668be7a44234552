import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { OutcomeReader } from '../../ad-platforms/outcome-reader.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createCollectMetricsHandler } from './collect-metrics.handler.ts';
import { createDetectAnomaliesHandler } from './detect-anomalies.handler.ts';
import { createDiagnoseRootCauseHandler } from './diagnose-root-cause.handler.ts';
import { createMeasureOutcomeHandler } from './measure-outcome.handler.ts';
import { createProposeActionHandler } from './propose-action.handler.ts';
import { createFocusedProposalHandlers } from './propose-focused.handlers.ts';
import { createRecordRecommendationHandler } from './record-recommendation.handler.ts';
import { createScheduleOutcomeHandler } from './schedule-outcome.handler.ts';
import { type AskModel, createWriteSummaryHandler } from './write-summary.handler.ts';

/** The handlers of CampaignHealthAgent. `ask` is null when no language model is configured; `reader` reaches the platforms. */
export function createCampaignHealthHandlers(
  deps: Pick<HandlerDependencies, 'database' | 'clock'> & {
    readonly ask: AskModel | null;
    readonly reader: OutcomeReader;
  },
): BoundHandler[] {
  return [
    createCollectMetricsHandler(deps),
    createDetectAnomaliesHandler(deps),
    createDiagnoseRootCauseHandler(),
    createProposeActionHandler(),
    ...createFocusedProposalHandlers(),
    createWriteSummaryHandler(deps),
    createRecordRecommendationHandler(deps),
    createScheduleOutcomeHandler(deps),
    createMeasureOutcomeHandler(deps),
  ];
}
