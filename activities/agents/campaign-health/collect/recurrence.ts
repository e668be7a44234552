import { changePct, median, significant } from '../../../reasoning/index.ts';
import type { MetricsSummary } from './collected-metrics.ts';
import { figuresOf, type StoredDay, shiftDate } from './period.ts';

/** Cycles that campaigns know: four weeks and a month. A week cancels out, because weeks are compared with weeks. */
const cycleDays = [28, 30] as const;
const largestNumberOfRounds = 3;

/**
 * Looks whether the present change of CPA (the week that ends on `last_day` against the week before) also happened in
 * earlier rounds of a cycle, and only there: the weeks in between must not show it. Null when it did not, or when there
 * are fewer than two earlier rounds of data.
 */
export function findRecurrence(days: readonly StoredDay[], last_day: string): MetricsSummary['recurrence'] {
  const weekly = (end: string) => {
    const current = figuresOf(days, shiftDate(end, -6), end);
    const previous = figuresOf(days, shiftDate(end, -13), shiftDate(end, -7));
    if (current === null || previous === null || current.days < 6 || previous.days < 6) return null;
    return changePct(previous.cpa, current.cpa);
  };
  const present = weekly(last_day);
  if (present === null || Math.abs(present) <= 10) return null;
  const alike = (change: number) =>
    Math.sign(change) === Math.sign(present) && Math.abs(change) >= Math.abs(present) / 2;
  for (const period_days of cycleDays) {
    const rounds = [...Array(largestNumberOfRounds).keys()]
      .map((round) => weekly(shiftDate(last_day, -period_days * (round + 1))))
      .filter((change) => change !== null);
    const between = [14, 14 + period_days]
      .map((back) => weekly(shiftDate(last_day, -back)))
      .filter((change) => change !== null);
    const seen = rounds.filter(alike).length;
    if (rounds.length >= 2 && seen / rounds.length >= 0.8 && !between.some(alike)) {
      return { period_days, seen, of: rounds.length, typical_change_pct: significant(median(rounds), 3) };
    }
  }
  return null;
}
