import { median, significant } from '../series/robust-statistics.ts';
import type { DayFigures } from './days.ts';
import type { ConversionBreak } from './health-facts.ts';

const longestBreakDays = 5;
const breakRemainder = 0.2;
/** A single day with more of its conversions than this is none of a break; a stray conversion or two of few are. */
const dayRemainder = 0.5;
const clicksStayAbove = 0.6;
/** So many conversions must be missing that chance is out of the question (Poisson: under e⁻¹⁰ for none of ten). */
const missedConversions = 10;

function rate(days: readonly DayFigures[]): number {
  const clicks = days.reduce((sum, day) => sum + day.clicks, 0);
  return clicks === 0 ? 0 : days.reduce((sum, day) => sum + day.conversions, 0) / clicks;
}

/**
 * A tracking break: from some day in the last five on, conversions fell to under a fifth of what the clicks used to
 * bring, and to under half on each day, while clicks stayed. `days` are full days, oldest first. Null when there is none.
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
    const stopped =
      conversions < breakRemainder * expected &&
      broken.every((day) => day.conversions < dayRemainder * usualRate * day.clicks);
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
