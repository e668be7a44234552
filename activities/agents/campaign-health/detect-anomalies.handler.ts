import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { reportAnomalies } from './anomaly/report-anomalies.ts';
import { detectAnomalies } from './detect-anomalies.action.ts';

/** Pure computation; nothing is read but the params. */
export function createDetectAnomaliesHandler(): BoundHandler {
  return bindRun({ definition: detectAnomalies, run: async ({ metrics }) => reportAnomalies(metrics) });
}
