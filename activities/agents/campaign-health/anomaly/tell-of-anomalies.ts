import type { CallOrigin } from '../../../../contracts/activity-envelope.ts';
import type { TenantTransaction } from '../../../../db/connect.ts';
import { executionSource, recordEvent } from '../../../../db/queries/domain-events.ts';
import type { AnomalyReport } from '../../../reasoning/index.ts';

/**
 * Records one event `metric.anomaly` about the campaign for each series in which something adverse was found. `severity` is
 * how many robust deviations the strongest point is away. The key follows from the call, so a try that is repeated, or
 * that finds the same again under the same key, tells nothing twice.
 */
export async function tellOfAnomalies(
  tx: TenantTransaction,
  report: AnomalyReport,
  { origin, at }: { readonly origin: CallOrigin; readonly at: Date },
): Promise<void> {
  for (const { raised, strongest, metric, grain, source, statement } of report.findings) {
    if (!raised || strongest === null) continue;
    const { value, expected, change_pct, score } = strongest;
    await recordEvent(tx, {
      name: 'metric.anomaly',
      entity: { type: 'campaign', id: report.campaign_id },
      data: {
        ...{ campaign_id: report.campaign_id, metric, grain, severity: Math.abs(score), change_pct, value, expected },
        ...{ observed_at: strongest.at, statement },
        // By these a `match` leaves out what a playbook has found itself.
        ...{ playbook_id: origin.playbook_id, execution_id: origin.execution_id },
      },
      source: executionSource(origin.execution_id),
      dedupe_key: `metric.anomaly/${origin.idempotency_key}/${source}/${metric}/${grain}`,
      occurred_at: at,
    });
  }
}
