import { significant } from '../series/robust-statistics.ts';
import type { DayFigures } from './days.ts';
import type { ConversionLag } from './health-facts.ts';

const dayLength = 86_400_000;
/** Platforms count a conversion up to a week after its click; older days are complete. */
const openDays = 7;
/** Weekdays are taken to be alike until so many conversions have shown that they are not. */
const alikeUntil = 10;
/** Mean delays that are tried, in days: from hardly any to three, beyond which a week does not show it. */
const delays = Array.from({ length: 26 }, (_, step) => 0.5 + step / 10);
/** Mean days since the clicks of the newest full day: half a day just after midnight, one and a half just before. */
const ages = [0.5, 0.75, 1, 1.25, 1.5] as const;
/** Least log-likelihood by which a delay must explain the newest days better than "as ever": e³ is 20 to 1. */
const evidence = 3;
/** Many campaigns have a lag, all of the time; few lose a part of their conversions for good in just these days: five to one. */
const partialLossIsRarer = Math.log(5);
/** A loss that leaves less than this is a break of page or tracking, which is common enough. */
const breakRemainder = 0.2;
/** Below this a real loss explains the days so much better that a delay is out of the question. */
const leastMargin = -2;
/** A delay is news when less than these shares of the newest day and of the one before have arrived. */
const material = { newest: 0.75, second: 0.9 } as const;

/** One open day: days since it began, what was counted, and what a complete day would bring (with its certainty). */
type OpenDay = {
  readonly age: number;
  readonly counted: number;
  readonly expected: number;
  readonly certainty: number;
};

function rate(days: readonly DayFigures[]): number {
  const clicks = days.reduce((sum, day) => sum + day.clicks, 0);
  return clicks === 0 ? 0 : days.reduce((sum, day) => sum + day.conversions, 0) / clicks;
}

/**
 * What each open day would bring if it were complete: its clicks at the usual rate, moved to what the same weekday
 * brought before. Rates of weekdays are gamma distributed around the usual one, so few conversions move them little.
 */
function openDaysOf(days: readonly DayFigures[], settled: readonly DayFigures[], now: number): readonly OpenDay[] {
  const usual = rate(settled);
  return days.map((day) => {
    const age = Math.round((now - Date.parse(day.dt)) / dayLength);
    const alike = settled.filter((other) => (Date.parse(day.dt) - Date.parse(other.dt)) % (7 * dayLength) === 0);
    const counted = alike.reduce((sum, other) => sum + other.conversions, 0);
    const clicks = alike.reduce((sum, other) => sum + other.clicks, 0);
    const certainty = alikeUntil + counted;
    const expected = (usual * day.clicks * certainty) / (alikeUntil + usual * clicks);
    return { age, counted: day.conversions, expected, certainty };
  });
}

/** Log-likelihood (up to a constant) of the counted conversions when `share` of each day has arrived: negative binomial. */
function likelihood(days: readonly OpenDay[], share: (day: OpenDay) => number): number {
  return days.reduce((sum, day) => {
    const mean = Math.max(1e-9, share(day) * day.expected);
    return sum + day.counted * Math.log(mean) - (day.counted + day.certainty) * Math.log(day.certainty + mean);
  }, 0);
}

/** How likely the likeliest real loss is that began on one of the open days and left the same share on each day since. */
function likeliestLoss(days: readonly OpenDay[]): number {
  return Math.max(
    ...days.map((first) => {
      const since = days.filter((day) => day.age <= first.age);
      const expected = since.reduce((sum, day) => sum + day.expected, 0);
      const counted = since.reduce((sum, day) => sum + day.counted, 0);
      const left = expected > 0 ? Math.min(1, counted / expected) : 1;
      const fit = likelihood(days, (day) => (day.age <= first.age ? left : 1));
      return left < breakRemainder ? fit : fit - partialLossIsRarer;
    }),
  );
}

/**
 * Conversion lag: the newest days lack conversions the more the newer they are, as they would if conversions arrived
 * with an exponential delay after the click (cf. Chapelle, "Modeling Delayed Feedback in Display Advertising", 2014).
 * A delay is named when it explains the last week 20 times better than "as ever", and is likelier than a real loss.
 * `days` are full days, oldest first. Null when there is none, or when there are too few conversions to tell.
 */
export function findConversionLag(days: readonly DayFigures[]): ConversionLag | null {
  const newest = days.at(-1);
  if (newest === undefined) return null;
  const now = Date.parse(newest.dt) + dayLength;
  const isOpen = (day: DayFigures) => now - Date.parse(day.dt) <= openDays * dayLength;
  const settled = days.filter((day) => !isOpen(day));
  if (settled.length < openDays || rate(settled) === 0) return null;
  const open = openDaysOf(days.filter(isOpen), settled, now);
  const arrived = (delay: number, newestAge: number) => (day: Pick<OpenDay, 'age'>) =>
    1 - Math.exp(-(day.age - 1 + newestAge) / delay);
  const tried = delays
    .flatMap((delay) => ages.map((age) => arrived(delay, age)))
    .map((share) => ({ share, fit: likelihood(open, share) }));
  const best = tried.reduce((left, right) => (right.fit > left.fit ? right : left));
  const asEver = likelihood(open, () => 1);
  const margin = best.fit - likeliestLoss(open);
  if (best.fit - asEver < evidence || margin <= leastMargin) return null;
  if (best.share({ age: 1 }) > material.newest || best.share({ age: 2 }) > material.second) return null;
  const [older, steady, fresh] = [days.slice(0, -8), days.slice(-8, -3), days.slice(-3)];
  const usual = rate([...older, ...steady]);
  return {
    margin: significant(margin, 4),
    completeness: fresh.map((day) => significant(rate([day]) / usual, 3)).reverse(),
    settled_change_pct: significant((rate(steady) / rate(older) - 1) * 100, 3),
  };
}
