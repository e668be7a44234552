import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { recommend } from '../../reasoning/index.ts';
import { contextOfMetrics } from './collect/context-of-metrics.ts';
import { proposeAction } from './propose-action.action.ts';

/** Pure computation; nothing is read but the params. */
export function createProposeActionHandler(): BoundHandler {
  return bindRun({
    definition: proposeAction,
    run: async ({ metrics, anomalies, diagnosis, state }) =>
      recommend(contextOfMetrics(metrics, state, null), diagnosis, { anomalies }),
  });
}
