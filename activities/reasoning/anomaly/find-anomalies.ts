import { adverseDirection, type MetricSeries } from '../series/metric-series.ts';
import { significant } from '../series/robust-statistics.ts';
import { metricLabel, momentLabel } from '../wording/labels.ts';
import type { AnomalyFlag, SeriesFinding } from './anomaly-report.ts';
import { type ScoredPoint, scorePoints } from './score-points.ts';
import { type GrainSettings, grainSettings, pointThreshold, sustainedThreshold } from './settings.ts';

const day = 86_400_000;

/** What one series says at a moment, or why it says nothing. */
export type SeriesAnswer =
  | { readonly kind: 'finding'; readonly finding: SeriesFinding }
  | { readonly kind: 'skipped'; readonly metric: string; readonly reason: string };

/**
 * Looks for anomalies of one series in the recent window before `at` (48 hours of hourly data, 7 days of daily data).
 * Points after `at` are not read. The baseline is the robust seasonal median of what came before each point
 * (cf. Hochenbaum, Vallis and Kejariwal, "Automatic Anomaly Detection in the Cloud Via Statistical Learning", 2017).
 */
export function findAnomalies(series: MetricSeries, at: string): SeriesAnswer {
  const settings = grainSettings[series.grain];
  const moment = Date.parse(at);
  const points = series.times
    .map((time, index) => ({ time: Date.parse(time), value: series.values[index] ?? Number.NaN }))
    .filter((point) => point.time <= moment && Number.isFinite(point.value));
  const skipped = (reason: string): SeriesAnswer => ({ kind: 'skipped', metric: series.metric, reason });
  if (points.length === 0) return skipped('there are no points up to this moment');
  const scored = scorePoints(points, settings, pointThreshold, series.typical_count);
  if (scored === null) return skipped('the series is zero from its start');
  if (!scored.some((point) => point.z !== null)) {
    return skipped(`${points.length} ${series.grain}s of history are too few for a baseline`);
  }
  const recent = scored.filter((point) => moment - point.time <= settings.recent_span);
  if (recent.length === 0) return skipped('the newest point is older than the window that is looked at');
  const flags = recent.flatMap((point) => flagsOf(point, series.metric));
  const adverse = flags.filter((flag) => flag.adverse);
  const strongest = [...adverse].sort((left, right) => Math.abs(right.score) - Math.abs(left.score))[0] ?? null;
  const latest = scored.at(-1);
  return {
    kind: 'finding',
    finding: {
      metric: series.metric,
      unit: series.unit,
      grain: series.grain,
      source: series.source,
      method: settings.method,
      raised: strongest !== null,
      statement: stateFinding(series, strongest, recent.length),
      points_used: points.length,
      latest:
        latest === undefined
          ? null
          : { at: iso(latest.time), value: significant(latest.value), expected: rounded(latest.expected) },
      strongest,
      flags: flags.slice(-40),
      windows: stretches(adverse),
      chart: chartOf(series, scored, settings, adverse, moment),
    },
  };
}

function flagsOf(point: ScoredPoint, metric: string): AnomalyFlag[] {
  const { expected } = point;
  if (expected === null || point.z === null) return [];
  const isPoint = Math.abs(point.z) >= pointThreshold;
  const score = isPoint ? point.z : (point.sustained ?? 0);
  if (!isPoint && Math.abs(score) < sustainedThreshold) return [];
  const harm = adverseDirection(metric);
  return [
    {
      at: iso(point.time),
      value: significant(point.value),
      expected: significant(expected),
      change_pct: significant(((point.value - expected) / expected) * 100, 4),
      score: significant(score, 3),
      kind: isPoint ? 'point' : 'sustained',
      adverse: harm === 'both' || (harm === 'up') === score > 0,
    },
  ];
}

function stateFinding(series: MetricSeries, strongest: AnomalyFlag | null, looked: number): string {
  const span = `${looked} ${series.grain}${looked === 1 ? '' : 's'}`;
  const label = metricLabel(series.metric);
  if (strongest === null) return `${label}: nothing unusual in the last ${span}.`;
  const { value, expected, score, at } = strongest;
  const side = score > 0 ? 'above' : 'below';
  // How far a value is off, in units of how far values usually stray; see `settings.ts` for where the limits lie.
  const far = `${Math.abs(score)} times the normal swing ${side} what was expected`;
  if (strongest.kind === 'sustained') return `${label}: up to ${momentLabel(at)} it was, taken together, ${far}.`;
  return `${label}: ${value} on ${momentLabel(at)} instead of ${expected}, ${far}.`;
}

function stretches(flags: readonly AnomalyFlag[]): { start: string; end: string }[] {
  const found: { start: string; end: string }[] = [];
  for (const flag of flags) {
    const last = found.at(-1);
    if (last !== undefined && Date.parse(flag.at) - Date.parse(last.end) <= day) last.end = flag.at;
    else found.push({ start: flag.at, end: flag.at });
  }
  return found;
}

function chartOf(
  series: MetricSeries,
  scored: readonly ScoredPoint[],
  settings: GrainSettings,
  adverse: readonly AnomalyFlag[],
  moment: number,
): SeriesFinding['chart'] {
  const marked = new Set(adverse.map((flag) => flag.at));
  const span = series.grain === 'hour' ? 7 * day : 60 * day;
  const points = scored
    .filter((point) => moment - point.time <= span)
    .map((point) => ({
      at: iso(point.time),
      value: significant(point.value),
      expected: rounded(point.expected),
      low: rounded(point.low),
      high: rounded(point.high),
      anomalous: marked.has(iso(point.time)),
    }));
  return { metric: series.metric, unit: series.unit, method: settings.method, points };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function rounded(value: number | null): number | null {
  return value === null ? null : significant(value, 5);
}
