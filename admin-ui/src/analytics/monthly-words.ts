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

/** A month in one sentence, beside the month before. */
export function monthSentence({ figures, before, complete }: MonthlyView): string {
  const { recommendations, decided, measured, llm_cost_usd, hours_saved } = figures;
  const so_far = complete ? '' : ' so far';
  const saved = hours_saved === null ? '' : `, ${hours_saved.toFixed(1)} hours saved`;
  const rate = (name: 'acceptance_rate' | 'positive_impact_rate') =>
    `${formatMeasure(figures[name], 'rate')} (before: ${formatMeasure(before[name], 'rate')})`;
  return [
    `${recommendations} recommendations${so_far}, ${decided} decided, ${rate('acceptance_rate')} accepted;`,
    `${measured} measured, ${rate('positive_impact_rate')} of these helped;`,
    `language models cost $${llm_cost_usd.toFixed(2)}${saved}.`,
  ].join(' ');
}
