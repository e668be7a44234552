import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { reportAnomalies } from '../../reasoning/index.ts';
import { tellOfAnomalies } from './anomaly/tell-of-anomalies.ts';
import { detectAnomalies } from './detect-anomalies.action.ts';

/** Pure computation over the params; what a live execution finds becomes events that playbooks can start on. */
export function createDetectAnomaliesHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: detectAnomalies,
    run: async ({ metrics }, { origin }) => {
      const report = reportAnomalies(metrics);
      if (report.raised && origin.mode === 'live') {
        await withTenant(deps.database, origin.tenant_id, (tx) =>
          tellOfAnomalies(tx, report, { origin, at: deps.clock.now() }),
        );
      }
      return report;
    },
  });
}
