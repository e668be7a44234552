import { oneInTwenty } from './chance.ts';
import { type DayFigures, daysBack } from './days.ts';
import { compareDays } from './measure.ts';

/** Whether a rise of CPA goes on growing, stays as it is, or fades. */
export type Velocity = 'accelerating' | 'steady' | 'settling';

/** The newest days, and those before them: together the week that is compared. */
const newest = 3;
const earlier = 4;
/** Less than this is no change of pace, ratio. */
const smallestChange = 1.1;

/**
 * The pace of CPA within the last week: its newest three days against the four before, where they differ by more than 10 % and
 * by more than chance shows one time in twenty. Null where the week is not whole or nothing was bought in a part of it.
 */
export function velocityOf(days: readonly DayFigures[]): Velocity | null {
  const [now, before] = [daysBack(days, 0, newest), daysBack(days, newest, earlier)];
  if (now.length < newest || before.length < earlier) return null;
  const { value, before: base, deviation } = compareDays(now, before, 'cpa');
  if (value === null || base === null || deviation === null || value <= 0 || base <= 0) return null;
  const change = Math.log(value / base);
  const felt = Math.max(Math.log(smallestChange), oneInTwenty * deviation);
  if (change > felt) return 'accelerating';
  return change < -felt ? 'settling' : 'steady';
}
