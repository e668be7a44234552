import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { propose } from './proposal/propose.ts';
import { proposeAction } from './propose-action.action.ts';

/** Pure computation; nothing is read but the params. */
export function createProposeActionHandler(): BoundHandler {
  return bindRun({
    definition: proposeAction,
    run: async ({ metrics, anomalies, diagnosis, state }) => propose(metrics, anomalies, diagnosis, state),
  });
}
