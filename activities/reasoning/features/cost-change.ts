import { changePct, significant } from '../series/robust-statistics.ts';
import { establishedDays, significantPct } from '../thresholds.ts';
import { oneInTwenty } from './chance.ts';
import type { DayFigures } from './days.ts';
import type { HealthFacts } from './health-facts.ts';
import type { Measure, MeasuredMetric } from './measure.ts';

const week = 7;
type Changes = Pick<HealthFacts, 'metrics' | 'onset'>;

/** How a metric changed, week against week and, where the days show when the change set in, since then. */
export function changesOf({ metrics, onset }: Changes, metric: MeasuredMetric): readonly Measure[] {
  return onset === null ? [metrics[metric]] : [metrics[metric], onset.metrics[metric]];
}

const changeOf = ({ change_pct }: Measure) => change_pct;
const isKnown = (value: number | null): value is number => value !== null;
/** One-sided one in a hundred: the day of an onset was chosen among ten. */
const oneInHundred = 2.33;

/**
 * The rise of CPA in percent that the counts behind it show by chance one time in twenty: the logarithm of a ratio of
 * counts has the variance 1/n + 1/m (Poisson, delta method). Null when nothing is known of counts.
 */
export function chancePct({ metrics }: Pick<HealthFacts, 'metrics'>): number | null {
  const { deviation } = metrics.cpa;
  return deviation === null ? null : significant((Math.exp(oneInTwenty * deviation) - 1) * 100, 4);
}

/** True when CPA rose significantly and by more than chance explains; null when it is not known. */
export function cpaRose(facts: Changes): boolean | null {
  const change = facts.metrics.cpa.change_pct;
  if (change === null) return null;
  if (change > Math.max(significantPct, chancePct(facts) ?? 0)) return true;
  const since = facts.onset?.metrics.cpa;
  const rise = since?.change_pct ?? 0;
  return rise > significantPct && since?.deviation != null && Math.log1p(rise / 100) > oneInHundred * since.deviation;
}

/** True when impressions or clicks became significantly dearer; null when neither price is known. */
export function pricesRose(facts: Changes): boolean | null {
  const known = [...changesOf(facts, 'cpm'), ...changesOf(facts, 'cpc')].map(changeOf).filter(isKnown);
  return known.length === 0 ? null : known.some((change) => change > significantPct);
}

/** True when any cost rose significantly and by more than chance explains; null when none is known. */
export function anyCostRose(facts: Changes): boolean | null {
  const [cpa, prices] = [cpaRose(facts), pricesRose(facts)];
  return cpa === null && prices === null ? null : cpa === true || prices === true;
}

/** True when the click-through rate fell significantly. */
export function clicksFell(facts: Changes): boolean {
  return changesOf(facts, 'ctr').some(({ change_pct }) => (change_pct ?? 0) < -significantPct);
}

/** True for a change that has been seen on fewer days than make a trend; what is not known is not brief. */
export function isBrief({ trend_days, onset }: Pick<HealthFacts, 'trend_days' | 'onset'>): boolean {
  return onset === null && trend_days !== null && trend_days < establishedDays;
}

/** True when something got worse by more than 10 % and chance, on three days or more. */
export function changeIsEstablished(facts: Changes & Pick<HealthFacts, 'trend_days'>): boolean {
  return !isBrief(facts) && (anyCostRose(facts) === true || clicksFell(facts));
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
