import type { ActionDefinition } from '../../../contracts/action.ts';
import { analyzeSignals } from './analyze-signals.action.ts';
import { collectMetrics } from './collect-metrics.action.ts';
import { critique } from './critique.action.ts';
import { detectAnomalies } from './detect-anomalies.action.ts';
import { diagnoseRootCause } from './diagnose-root-cause.action.ts';
import { draftWordingAction } from './draft-wording.action.ts';
import { generateRecommendation } from './generate-recommendation.action.ts';
import { measureOutcome } from './measure-outcome.action.ts';
import { proposeAction } from './propose-action.action.ts';
import { proposeBid } from './propose-bid.action.ts';
import { proposePause } from './propose-pause.action.ts';
import { proposeRotation } from './propose-rotation.action.ts';
import { recommendForContext } from './recommend-for-context.action.ts';
import { recordFailure } from './record-failure.action.ts';
import { recordRecommendation } from './record-recommendation.action.ts';
import { scheduleOutcome } from './schedule-outcome.action.ts';
import { validateRecommendation } from './validate.action.ts';
import { writeSummary } from './write-summary.action.ts';

/** Every action of CampaignHealthAgent, in the order in which the playbook tells the story. */
export const campaignHealthDefinitions: readonly ActionDefinition[] = [
  collectMetrics,
  detectAnomalies,
  analyzeSignals,
  generateRecommendation,
  critique,
  draftWordingAction,
  validateRecommendation,
  recommendForContext,
  diagnoseRootCause,
  proposeAction,
  proposePause,
  proposeBid,
  proposeRotation,
  writeSummary,
  recordRecommendation,
  recordFailure,
  scheduleOutcome,
  measureOutcome,
];
