import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { diagnoseRootCause } from './diagnose-root-cause.action.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { gatherFacts } from './diagnosis/gather-facts.ts';

/** Pure computation; nothing is read but the params. */
export function createDiagnoseRootCauseHandler(): BoundHandler {
  return bindRun({
    definition: diagnoseRootCause,
    run: async ({ metrics, anomalies, state, changes }) => diagnose(gatherFacts(metrics, anomalies, state, changes)),
  });
}
