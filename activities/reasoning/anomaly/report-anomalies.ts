import type { MetricSeries } from '../series/metric-series.ts';
import { metricLabel } from '../wording/labels.ts';
import type { AnomalyReport } from './anomaly-report.ts';
import { findAnomalies } from './find-anomalies.ts';
import { pointThreshold } from './settings.ts';

/** Looks at every collected series at its moment; the headline names the strongest finding. */
export function reportAnomalies(metrics: {
  readonly summary: { readonly campaign_id: string; readonly at: string };
  readonly series: readonly MetricSeries[];
}): AnomalyReport {
  const { campaign_id, at } = metrics.summary;
  const answers = metrics.series.map((series) => findAnomalies(series, at));
  const findings = answers.flatMap((answer) => (answer.kind === 'finding' ? [answer.finding] : []));
  const raised = findings
    .filter((finding) => finding.raised)
    .sort((left, right) => Math.abs(right.strongest?.score ?? 0) - Math.abs(left.strongest?.score ?? 0));
  const headline =
    raised[0]?.statement ??
    (findings.length === 0
      ? 'No series has enough history to judge.'
      : `Nothing unusual in ${findings.map((finding) => metricLabel(finding.metric)).join(', ')}.`);
  return {
    campaign_id,
    at,
    raised: raised.length > 0,
    headline,
    threshold: pointThreshold,
    findings,
    skipped: answers.flatMap((answer) =>
      answer.kind === 'skipped' ? [{ metric: answer.metric, reason: answer.reason }] : [],
    ),
  };
}
