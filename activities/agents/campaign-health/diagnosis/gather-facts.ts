import type { AnomalyReport } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { findConversionBreak } from './conversion-break.ts';
import { findConversionLag } from './conversion-lag.ts';
import { chancePct, raisedPriceDays } from './cost-change.ts';
import type { ChangeHistory, LiveState } from './diagnosis-input.ts';
import type { HealthFacts } from './health-facts.ts';

const priceMetrics = new Set(['cpc', 'cpm', 'cpa']);
const comparedSpan = 15 * 86_400_000;

/** Brings together what the earlier steps found. Pure; nothing is judged here. */
export function gatherFacts(
  metrics: MetricsSummary,
  anomalies: AnomalyReport,
  state: LiveState,
  history: ChangeHistory,
): HealthFacts {
  const { current, previous, change_pct } = metrics;
  const price = anomalies.findings
    .filter((finding) => finding.raised && priceMetrics.has(finding.metric))
    .sort((left, right) => Math.abs(right.strongest?.score ?? 0) - Math.abs(left.strongest?.score ?? 0))[0];
  const running = new Set(state?.running_creatives.map((each) => each.creative_id) ?? []);
  const ages = metrics.creatives
    .filter((creative) => (state ? running.has(creative.creative_id) : creative.state === 'active'))
    .map((creative) => creative.age_days)
    .filter((age) => age !== null);
  const since = Date.parse(metrics.at) - comparedSpan;
  return {
    at: metrics.at,
    currency: metrics.currency,
    has_baseline: current !== null && previous !== null,
    cpa: current?.cpa ?? null,
    previous_cpa: previous?.cpa ?? null,
    target_cpa: metrics.target_cpa,
    cpa_change_pct: change_pct.cpa,
    cpa_chance_pct: chancePct(previous?.conversions ?? 0, current?.conversions ?? 0),
    cpc_change_pct: change_pct.cpc,
    cpm_change_pct: change_pct.cpm,
    ctr_change_pct: change_pct.ctr,
    spend_change_pct: change_pct.spend,
    reach_change_pct: change_pct.reach,
    frequency: current?.frequency ?? null,
    frequency_change_pct: change_pct.frequency,
    impression_share: current?.impression_share ?? null,
    impression_share_change_pct: change_pct.impression_share,
    creative_age_days: ages.length === 0 ? null : Math.max(...ages),
    budget_utilization: metrics.budget_utilization,
    trend_days: current === null ? null : trendDays(metrics),
    price_anomaly:
      price?.strongest == null
        ? null
        : {
            metric: price.metric,
            score: price.strongest.score,
            at: price.strongest.at,
            value: price.strongest.value,
            expected: price.strongest.expected,
            statement: price.statement,
          },
    ...conversionFaults(metrics),
    recurrence: metrics.recurrence,
    competition: null,
    interventions: (history?.changes ?? [])
      .filter((change) => change.field !== 'other')
      .filter((change) => Date.parse(change.at) >= since && Date.parse(change.at) <= Date.parse(metrics.at))
      .map(({ at, field, ours }) => ({ at, field, ours })),
    in_learning: state?.in_learning ?? null,
    missing_sources: [
      ...new Set([
        ...metrics.missing.map((each) => each.source),
        ...(state ? [] : ['platform.state']),
        ...(history ? [] : ['platform.changes']),
      ]),
    ],
  };
}

/** Days on which any cost was raised: one that fell back in between has not been there all the time, another may have. */
function trendDays(metrics: MetricsSummary): number {
  return Math.max(metrics.cpa_raised_days, metrics.cpa_rising_days, raisedPriceDays(metrics.recent_days));
}

/**
 * What is wrong with the counting of conversions. A change that earlier rounds of a cycle show as well is no lag, since
 * there everything has arrived by now; and a newest day that is empty because of a lag is no break.
 */
function conversionFaults(metrics: MetricsSummary): Pick<HealthFacts, 'conversion_break' | 'conversion_lag'> {
  const lag = metrics.recurrence === null ? findConversionLag(metrics.recent_days) : null;
  return { conversion_lag: lag, conversion_break: lag === null ? findConversionBreak(metrics.recent_days) : null };
}
