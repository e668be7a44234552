import type { DayFigures } from '../collect/collected-metrics.ts';
import { changePct, significant } from '../series/robust-statistics.ts';
import type { HealthFacts } from './health-facts.ts';
import { significantPct } from './thresholds.ts';

/** One-sided 95 % of the normal distribution. */
const oneInTwenty = 1.645;
const week = 7;

/**
 * The rise of CPA in percent that two counts of conversions show by chance one time in twenty: the logarithm of their
 * ratio has the variance 1/n + 1/m (Poisson, delta method). Null when one of the counts is zero, as there is no CPA then.
 */
export function chancePct(before: number, after: number): number | null {
  if (before <= 0 || after <= 0) return null;
  return significant((Math.exp(oneInTwenty * Math.sqrt(1 / before + 1 / after)) - 1) * 100, 4);
}

/** True when CPA rose significantly and by more than chance explains; null when it is not known. */
export function cpaRose(facts: HealthFacts): boolean | null {
  const { cpa_change_pct: change, cpa_chance_pct: chance } = facts;
  return change === null ? null : change > Math.max(significantPct, chance ?? 0);
}

/** True when impressions or clicks became significantly dearer; null when neither price is known. */
export function pricesRose(facts: HealthFacts): boolean | null {
  const known = [facts.cpm_change_pct, facts.cpc_change_pct].filter((change) => change !== null);
  return known.length === 0 ? null : known.some((change) => change > significantPct);
}

/** True when any cost rose significantly and by more than chance explains; null when none is known. */
export function anyCostRose(facts: HealthFacts): boolean | null {
  const [cpa, prices] = [cpaRose(facts), pricesRose(facts)];
  return cpa === null && prices === null ? null : cpa === true || prices === true;
}

/** Of the last 7 of these full days (oldest first), how many had a CPM or CPC more than 10 % above the 7 before. */
export function raisedPriceDays(days: readonly DayFigures[]): number {
  const [before, now] = [days.slice(-2 * week, -week), days.slice(-week)];
  const per = (some: readonly DayFigures[], count: 'impressions' | 'clicks') => {
    const whole = some.reduce((sum, day) => sum + day[count], 0);
    return whole === 0 ? null : some.reduce((sum, day) => sum + day.spend, 0) / whole;
  };
  const raised = (count: 'impressions' | 'clicks') =>
    now.filter((day) => (changePct(per(before, count), per([day], count)) ?? 0) > significantPct).length;
  return Math.max(raised('impressions'), raised('clicks'));
}
