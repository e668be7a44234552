import type { OutcomeView } from './outcome-view.ts';

const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cpa: 'Cost per conversion',
    cpc: 'Cost per click',
    cpm: 'Cost per thousand impressions',
    ctr: 'Click-through rate',
    conversion_rate: 'Conversion rate',
    conversions: 'Conversions',
    spend: 'Spend',
    roas: 'Return on ad spend',
  }),
);

/** A metric as people say it. */
export function metricName(metric: string): string {
  return names.get(metric) ?? metric;
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${value} %`;

/** The effect in a line: `Cost per click: -12.3 % (90 % sure: between -18 % and -6 %)`. */
export function effectLine(outcome: OutcomeView): string {
  const name = metricName(outcome.metric);
  const { effect_pct, low_pct, high_pct, interval_level } = outcome;
  if (outcome.status !== 'measured') return `${name}: not measured yet`;
  if (effect_pct === null) return `${name}: could not be measured`;
  if (low_pct === null || high_pct === null) return `${name}: ${signed(effect_pct)}`;
  const level = Math.round(interval_level * 100);
  return `${name}: ${signed(effect_pct)} (${level} % sure: between ${signed(low_pct)} and ${signed(high_pct)})`;
}

/** What a measured verdict means. */
export const verdictNames: Readonly<Record<string, string>> = {
  positive: 'It helped',
  negative: 'It did harm',
  inconclusive: 'Nobody can tell',
};

/** The verdict as people say it; why it is inconclusive belongs to it. */
export function verdictLine({ verdict, evidence }: OutcomeView): string | null {
  if (verdict === null) return null;
  const reason = evidence?.reason ?? null;
  const word = verdictNames[verdict] ?? verdict;
  return reason === null ? word : `${word}: ${reason}`;
}

/** Whether the playbook kept its promise; null when there was none or nobody can tell. */
export function promiseLine({ promise_kept }: OutcomeView): string | null {
  if (promise_kept === null) return null;
  return promise_kept ? 'The promise of the playbook was kept.' : 'The promise of the playbook was not kept.';
}
