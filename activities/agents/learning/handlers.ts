import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { fewestCalibrationCases, insertCalibration, listMeasuredCases } from '../../../db/queries/calibrations.ts';
import { expireRecommendations as expire } from '../../../db/queries/recommendation-lifecycle.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { fitCalibration } from '../../reasoning/index.ts';
import { expireRecommendations, fitConfidence } from './actions.action.ts';
import { createCollectCandidatesHandler } from './collect-candidates.handler.ts';
import { createReviewAutonomyHandler } from './review-autonomy.handler.ts';
import { createTrackOutcomesHandler } from './track-outcomes.handler.ts';

type Dependencies = Pick<HandlerDependencies, 'database' | 'clock' | 'log'>;

/** The handlers of LearningAgent. */
export function createLearningHandlers(deps: Dependencies): BoundHandler[] {
  return [
    createExpireHandler(deps),
    createTrackOutcomesHandler(deps),
    createCollectCandidatesHandler(deps),
    createFitHandler(deps),
    createReviewAutonomyHandler(deps),
  ];
}

function createExpireHandler(deps: Dependencies): BoundHandler {
  return bindRun({
    definition: expireRecommendations,
    run: (_params, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const ids = await expire(tx, deps.clock.now());
        if (ids.length > 0)
          await appendAudit(tx, {
            ...{ agent_name: 'LearningAgent', action: 'recommendations.expired', details: { recommendation_ids: ids } },
          });
        return { expired: ids.length };
      }),
  });
}

/** A curve on too few cases would be noise: then nothing is stored, and the curve before it, or the shipped one, holds. */
function createFitHandler(deps: Dependencies): BoundHandler {
  return bindRun({
    definition: fitConfidence,
    run: ({ newest }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const cases = await listMeasuredCases(tx, newest);
        if (cases.length < fewestCalibrationCases)
          return { fitted: false, cases: cases.length, ece_before: null, ece_after: null };
        const { points, ece_before, ece_after } = fitCalibration(cases);
        await insertCalibration(tx, { points: [...points], cases: cases.length, ece_before, ece_after });
        return { fitted: true, cases: cases.length, ece_before, ece_after };
      }),
  });
}
