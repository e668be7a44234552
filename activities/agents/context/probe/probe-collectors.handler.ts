import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { removeOldAnswers } from '../../../../db/queries/collector-cache.ts';
import type { Timing } from '../collector/timing.ts';
import type { Collectors } from '../collectors.ts';
import { probeCollector } from './probe.ts';
import { probeCollectors } from './probe-collectors.action.ts';

/** An answer that expired so long ago is of no use even as a stale one. */
const keptMs = 24 * 3_600_000;

/** Probes all collectors at the same time; old answers are removed from the cache on the way. */
export function createProbeCollectorsHandler(deps: {
  readonly database: Database;
  readonly timing: Timing;
  readonly deadline_ms: number;
  readonly collectors: Collectors;
}): BoundHandler {
  return bindRun({
    definition: probeCollectors,
    run: async (_params, { origin }) => {
      const checked_at = deps.timing.now();
      const collectors = await Promise.all(
        Object.values(deps.collectors).map((each) => probeCollector(deps, origin.tenant_id, each)),
      );
      const before = new Date(checked_at.getTime() - keptMs);
      await withTenant(deps.database, origin.tenant_id, (tx) => removeOldAnswers(tx, before));
      return { checked_at: checked_at.toISOString(), collectors };
    },
  });
}
