import type { CollectorHealthState, CollectorName } from '../../../../contracts/collector.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readRecentCalls, saveProbe } from '../../../../db/queries/collector-health.ts';
import { type Probed, reasonOf } from '../collector/collector.ts';
import { startDeadline } from '../collector/deadline.ts';
import { decideHealth } from '../collector/health-decision.ts';
import type { Timing } from '../collector/timing.ts';

/** How one collector was found. */
export type ProbeResult = {
  readonly collector_name: CollectorName;
  readonly status: CollectorHealthState;
  readonly response_time_ms: number | null;
  readonly error_message: string | null;
};

/** What can be probed. */
export type Probeable = { readonly name: CollectorName; probe(tenant_id: string): Promise<readonly Probed[]> };

/** Probes one collector within a deadline and stores how it stands. A probe that fails or hangs is `down`. */
export async function probeCollector(
  deps: { readonly database: Database; readonly timing: Timing; readonly deadline_ms: number },
  tenant_id: string,
  collector: Probeable,
): Promise<ProbeResult> {
  const begun = deps.timing.elapsedMs();
  const deadline = startDeadline(deps.timing, deps.deadline_ms);
  const probed = await deadline
    .within(collector.probe(tenant_id))
    .catch((error: unknown): readonly Probed[] => [{ part: collector.name, error: reasonOf(error) }]);
  deadline.end();
  const response_time_ms = Math.round(deps.timing.elapsedMs() - begun);
  const failing = probed.flatMap((each) => each.error ?? []);
  const error_message = failing.length === 0 ? null : failing.join(' ').slice(0, 500);
  return withTenant(deps.database, tenant_id, async (tx) => {
    const recent = await readRecentCalls(tx, collector.name);
    const status = decideHealth({ probed, response_ms: response_time_ms, recent });
    const found = { collector_name: collector.name, status, response_time_ms, error_message };
    await saveProbe(tx, { ...found, last_check: deps.timing.now() });
    return found;
  });
}
