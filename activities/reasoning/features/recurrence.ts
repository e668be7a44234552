import { median, significant } from '../series/robust-statistics.ts';
import { significantPct } from '../thresholds.ts';
import { type DayFigures, daysBack } from './days.ts';
import type { Recurrence } from './health-facts.ts';
import { compareDays, measureDays } from './measure.ts';

/** Cycles that campaigns know: four weeks and a month. A week cancels out, because weeks are compared with weeks. */
const cycleDays = [28, 30] as const;
const largestNumberOfRounds = 3;
/** A round counts as seen in a recurrence from this share of the rounds on. */
const mostRounds = 0.8;

/**
 * Looks whether the present change of CPA (last week against the week before) also happened in earlier rounds of a cycle,
 * and only there: the weeks in between must not show it. Null when it did not, or when fewer than two rounds are known.
 */
export function findRecurrence(days: readonly DayFigures[]): Recurrence | null {
  const weekly = (back: number) => measureDays(days, 'cpa', back)?.change_pct ?? null;
  const present = weekly(0);
  if (present === null || Math.abs(present) <= significantPct) return null;
  const alike = (change: number) =>
    Math.sign(change) === Math.sign(present) && Math.abs(change) >= Math.abs(present) / 2;
  for (const period_days of cycleDays) {
    const rounds = Array.from({ length: largestNumberOfRounds }, (_, round) =>
      weekly(period_days * (round + 1)),
    ).filter((change) => change !== null);
    const between = [14, 14 + period_days].map(weekly).filter((change) => change !== null);
    const seen = rounds.filter(alike).length;
    if (rounds.length >= 2 && seen / rounds.length >= mostRounds && !between.some(alike)) {
      return { period_days, seen, of: rounds.length, typical_change_pct: significant(median(rounds), 3) };
    }
  }
  return null;
}

const echoDays = 28;
const week = 7;
/** One-sided one in fifty, so that two falls by chance are one in 2500. */
const oneInFifty = 2.05;

/**
 * Whether the week four weeks ago was low like the present one, and the weeks between were not: one earlier round of a
 * cycle, which is less than a recurrence but no accident. Percent of the conversion rate against the weeks between, 0 when
 * the present week or that one was not low beyond chance; null when 35 days are not known.
 */
export function findEcho(days: readonly DayFigures[]): number | null {
  const [now, between, then] = [
    daysBack(days, 0, week),
    daysBack(days, week, echoDays - week),
    daysBack(days, echoDays, week),
  ];
  if (now.length < week || then.length < week || between.length < echoDays - week) return null;
  const low = (some: readonly DayFigures[]) => {
    const { change_pct, deviation } = compareDays(some, between, 'conversion_rate');
    if (change_pct === null || deviation === null || change_pct <= -100) return null;
    return Math.log1p(change_pct / 100) < -oneInFifty * deviation ? change_pct : null;
  };
  const [present, earlier] = [low(now), low(then)];
  return present === null || earlier === null || earlier > present / 2 ? 0 : significant(earlier, 4);
}
