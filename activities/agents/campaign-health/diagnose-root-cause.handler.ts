import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { analyse } from '../../reasoning/index.ts';
import { contextOfMetrics } from './collect/context-of-metrics.ts';
import { diagnoseRootCause } from './diagnose-root-cause.action.ts';

/** Pure computation; nothing is read but the params. */
export function createDiagnoseRootCauseHandler(): BoundHandler {
  return bindRun({
    definition: diagnoseRootCause,
    run: async ({ metrics, state, changes }) => analyse(contextOfMetrics(metrics, state, changes)),
  });
}
