/** The normal distribution function, by the approximation of Abramowitz and Stegun (1964) 7.1.26: off by at most 2e-7. */
export function normalShare(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const inside = 1 - tail * Math.exp((-z * z) / 2);
  return z < 0 ? (1 - inside) / 2 : (1 + inside) / 2;
}

/**
 * How far a change lies beyond a limit, 0–1: strictly beyond is 1 and everything else 0 where nothing is known of chance;
 * with a deviation (of the logarithm) it is the probability that the change behind the counts is beyond the limit.
 * Changes and limits in percent; a limit below zero asks for a fall. Null stays null.
 */
export function beyond(change_pct: number | null, limit_pct: number, deviation: number | null): number | null {
  if (change_pct === null) return null;
  const falls = limit_pct < 0;
  const strict = falls ? change_pct < limit_pct : change_pct > limit_pct;
  if (deviation === null || deviation <= 0 || change_pct <= -100) return strict ? 1 : 0;
  const distance = Math.log1p(change_pct / 100) - Math.log1p(limit_pct / 100);
  return normalShare((falls ? -distance : distance) / deviation);
}

/** One-sided 95 % of the normal distribution. */
export const oneInTwenty = 1.645;

/**
 * How many days more, at this many events a day, until a change of this size is told from chance (one time in twenty):
 * both periods grow, so n days each give the logarithm of their ratio a variance of 2 / (n × events).
 */
export function daysToTell(change_pct: number, events_per_day: number, days_so_far: number): number {
  const size = Math.abs(Math.log1p(Math.max(-99, change_pct) / 100));
  if (!(size > 0) || !(events_per_day > 0)) return longestWait;
  const needed = Math.ceil((2 * (oneInTwenty / size) ** 2) / events_per_day);
  return Math.min(longestWait, Math.max(1, needed - days_so_far));
}

/** Nobody waits longer than four weeks for a number: by then the campaign is another one. */
export const longestWait = 28;
