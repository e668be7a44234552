import type { ChartPoint } from '../charts/chart-point.ts';
import type { CountsView } from './analytics-view.ts';

/** The counts as a line over the days of the period; a day of which nothing is known counts zero. Days as `2026-11-21`, UTC. */
export function dailyPoints(
  by_day: readonly CountsView[],
  what: 'recommendations' | 'decided' | 'approved',
  period: { readonly since: string; readonly until: string },
): ChartPoint[] {
  const known = new Map(by_day.map((day) => [day.key, day[what]]));
  const points: ChartPoint[] = [];
  const end = period.until.slice(0, 10);
  for (let at = Date.parse(period.since.slice(0, 10)); points.length <= 366; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > end) break;
    points.push({ at: day, value: known.get(day) ?? 0, expected: null, low: null, high: null, anomalous: false });
  }
  return points;
}
