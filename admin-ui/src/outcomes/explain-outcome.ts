import { fieldName } from '../changes/describe-change.ts';
import type { Tone } from '../executions/describe-execution.ts';
import { formatChange } from '../money/percent.ts';
import { formatMoment } from '../time/describe-time.ts';
import { metricName, verdictNames } from './describe-outcome.ts';
import type { OtherChangeView, OutcomeRecord } from './outcome-view.ts';

type Told = { readonly word: string; readonly tone: Tone };

/** What came of a change, in a word. */
export function verdictWords({ status, verdict }: Pick<OutcomeRecord, 'status' | 'verdict'>): Told {
  if (status !== 'measured') return { word: 'Not measured yet', tone: 'waiting' };
  const word = verdictNames[verdict ?? 'inconclusive'] ?? 'Nobody can tell';
  return { word, tone: verdict === 'positive' ? 'good' : verdict === 'negative' ? 'bad' : 'neutral' };
}

/** The same in a sentence for somebody who does not know what an interval is. */
export function plainWords(outcome: OutcomeRecord): string {
  const name = metricName(outcome.metric);
  const { effect_pct, low_pct, high_pct, interval_level, status } = outcome;
  if (status !== 'measured')
    return `${name} is compared once the days after the change are over and the platform has counted everything.`;
  if (effect_pct === null || low_pct === null || high_pct === null)
    return `${name} could not be measured: ${outcome.method ?? 'there was too little to learn from'}.`;
  const lower = effect_pct < 0;
  const size = formatChange(Math.abs(effect_pct)).replace('+', '');
  const head =
    effect_pct === 0
      ? `${name} is as it would have been without the change`
      : `${name} is ${size} ${lower ? 'lower' : 'higher'} than it would have been without the change`;
  const level = Math.round(interval_level * 100);
  const range = `In ${level} of 100 such cases the truth lies between ${formatChange(low_pct)} and ${formatChange(high_pct)}`;
  const none = low_pct <= 0 && high_pct >= 0 ? '; so it may as well have had no effect' : '';
  return `${head}. ${range}${none}.`;
}

const methods: ReadonlyMap<string, string> = new Map([
  [
    'own_history',
    'What would have happened without the change is taken from the campaign’s own past: its level, its weekdays, and how both used to move.',
  ],
  [
    'recurring_history',
    'What would have happened without the change is taken from the same days four weeks earlier, and from what the campaign itself did besides.',
  ],
  [
    'synthetic_control',
    'What would have happened without the change is taken from similar campaigns that nobody touched, mixed so that they follow this one before the change.',
  ],
]);

/** How the effect was found, in plain words; null where there was nothing to measure. */
export function methodWords({ evidence }: Pick<OutcomeRecord, 'evidence'>): string | null {
  const estimate = evidence?.estimate ?? null;
  if (estimate === null) return null;
  const method = methods.get(estimate.chosen) ?? `It was found by ${estimate.chosen.replaceAll('_', ' ')}.`;
  const learned = `It was learned from ${estimate.days_before} days before and judged on ${estimate.days_after} days after the change.`;
  const error = estimate.placebo_error_pct[estimate.chosen] ?? null;
  const tried =
    estimate.placebos === 0 || error === null
      ? ''
      : ` Tried on ${estimate.placebos} earlier days when nothing had happened, it was usually wrong by ${error} %.`;
  return `${method} ${learned}${tried}`;
}

/** Somebody else’s change in the same days, which nobody can tell apart from this one. */
export function otherWords(other: OtherChangeView): string {
  return `${fieldName(other.field)}, by ${other.ours ? 'the playbook ' : ''}${other.by}, ${formatMoment(other.at)}`;
}

/** Whether the playbook kept its promise, in a word; null when it made none or nobody can tell. */
export function promiseWord({ promise_kept }: Pick<OutcomeRecord, 'promise_kept'>): Told | null {
  if (promise_kept === null) return null;
  return promise_kept ? { word: 'Promise kept', tone: 'good' } : { word: 'Promise not kept', tone: 'bad' };
}
