import { formatUsd } from '../money/format-usd.ts';
import type { MonthlyView } from './analytics-view.ts';
import { formatMeasure } from './measures.ts';

/** What is made of a pattern of reasoning, in words. */
export const verdictWords = {
  reliable: 'Reliable',
  unreliable: 'Unreliable',
  open: 'Too few to tell',
} as const;

/** The last so many months as `2026-03`, the running one first (UTC). */
export function lastMonths(now: Date, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - index, 1)).toISOString().slice(0, 7),
  );
}

type Counts = Pick<
  MonthlyView['figures'],
  'recommendations' | 'decided' | 'measured' | 'acceptance_rate' | 'positive_impact_rate'
>;

/** What was recommended, decided and measured, as a sentence; a rate of nothing is left out rather than shown as a dash. */
export function countsSentence(figures: Counts, before: Partial<Counts> = {}, so_far = ''): string {
  const { recommendations, decided, measured } = figures;
  const rate = (name: 'acceptance_rate' | 'positive_impact_rate', word: string) => {
    if (figures[name] === null) return '';
    const earlier = before[name] == null ? '' : `; ${formatMeasure(before[name], 'rate')} the period before`;
    return ` (${formatMeasure(figures[name], 'rate')} ${word}${earlier})`;
  };
  const made = `${recommendations} ${recommendations === 1 ? 'recommendation' : 'recommendations'}${so_far}`;
  return `${made}, ${decided === 0 ? 'none decided' : `${decided} decided`}${rate('acceptance_rate', 'accepted')}, ${measured === 0 ? 'none measured yet' : `${measured} measured`}${rate('positive_impact_rate', 'helped')}.`;
}

/** A month in one sentence, beside the month before. */
export function monthSentence({ figures, before, complete }: MonthlyView): string {
  const { llm_cost_usd, hours_saved } = figures;
  const saved = hours_saved === null ? '' : `, ${hours_saved.toFixed(1)} hours were saved`;
  return `${countsSentence(figures, before, complete ? '' : ' so far')} Language models cost ${formatUsd(llm_cost_usd)}${saved}.`;
}
