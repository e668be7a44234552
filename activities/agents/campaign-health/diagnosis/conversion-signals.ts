import type { DayFigures } from '../collect/collected-metrics.ts';
import { median, significant } from '../series/robust-statistics.ts';
import type { ConversionBreak, ConversionLag } from './health-facts.ts';

const longestBreakDays = 5;
const breakRemainder = 0.2;
const clicksStayAbove = 0.6;
/** So many conversions must be missing that chance is out of the question (Poisson: under e⁻¹⁰ for none of ten). */
const missedConversions = 10;
const lagDays = 3;

function rate(days: readonly DayFigures[]): number {
  const clicks = days.reduce((sum, day) => sum + day.clicks, 0);
  return clicks === 0 ? 0 : days.reduce((sum, day) => sum + day.conversions, 0) / clicks;
}

/**
 * A tracking break: from some day in the last five on, conversions fell to under a fifth of what the clicks used to
 * bring, on each day, while clicks stayed. `days` are full days, oldest first. Null when there is none.
 */
export function findConversionBreak(days: readonly DayFigures[]): ConversionBreak | null {
  for (let length = Math.min(longestBreakDays, days.length - 7); length >= 1; length -= 1) {
    const broken = days.slice(-length);
    const before = days.slice(0, -length);
    const usualRate = median(before.map((day) => rate([day])));
    const usualClicks = median(before.map((day) => day.clicks));
    const clicks = broken.reduce((sum, day) => sum + day.clicks, 0);
    const expected = usualRate * clicks;
    const conversions = broken.reduce((sum, day) => sum + day.conversions, 0);
    const stopped = broken.every((day) => day.conversions < breakRemainder * usualRate * day.clicks);
    const first = broken[0];
    if (first === undefined || !stopped || clicks < clicksStayAbove * usualClicks * length) continue;
    if (expected - conversions < missedConversions) continue;
    return {
      since: first.dt,
      days: length,
      conversions: significant(conversions),
      expected_conversions: significant(expected, 3),
      clicks_change_pct: significant((clicks / length / usualClicks - 1) * 100, 3),
    };
  }
  return null;
}

/**
 * Conversion lag: the newest three days are the less complete the newer they are, the newest clearly so, while the days
 * before them are as ever. A real loss of conversions would not end so neatly three days ago. Null when there is none.
 */
export function findConversionLag(days: readonly DayFigures[]): ConversionLag | null {
  const settled = days.slice(-lagDays - 5, -lagDays);
  const older = days.slice(0, -lagDays - 5);
  if (settled.length < 5 || older.length < 5) return null;
  const usual = rate([...older, ...settled]);
  if (usual === 0) return null;
  const completeness = days
    .slice(-lagDays)
    .map((day) => significant(rate([day]) / usual, 3))
    .reverse();
  const [newest = 1, second = 1, third = 1] = completeness;
  const settled_change_pct = significant((rate(settled) / rate(older) - 1) * 100, 3);
  const graded = newest < second && second < third + 0.1 && newest < 0.7 && second < 0.9;
  return graded && Math.abs(settled_change_pct) <= 15 ? { completeness, settled_change_pct } : null;
}
