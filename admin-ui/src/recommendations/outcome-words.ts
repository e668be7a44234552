import { formatChange, formatNumber, formatRange, metricLabel } from '../money/percent.ts';
import type { RecommendationRow } from './recommendation-row.ts';
import type { RecommendationView } from './recommendation-view.ts';

/** What was promised: “CPA −24.5 % to −19.7 % within 3 days”; null where no figure was. */
export function predictionLine(effect: RecommendationView['expected_effect']): string | null {
  if (effect === null) return null;
  return `${metricLabel(effect.metric)} ${formatRange(effect.low_pct, effect.high_pct)} within ${effect.within_days} days`;
}

/** What was measured afterwards: “CPA 58.5 → 46.2 (−21 %)”, and the effect against doing nothing where it is known; null before. */
export function measuredLine(outcome: RecommendationRow['outcome_metrics']): string | null {
  if (outcome == null) return null;
  const { cpa_before, cpa_after, cpa_change_pct, effect_pct, low_pct, high_pct } = outcome;
  const raw =
    cpa_before === null || cpa_after === null
      ? null
      : `CPA ${formatNumber(cpa_before)} → ${formatNumber(cpa_after)}${cpa_change_pct === null ? '' : ` (${formatChange(cpa_change_pct)})`}`;
  const interval = low_pct === null || high_pct === null ? '' : `, between ${formatRange(low_pct, high_pct)}`;
  const against = effect_pct === null ? null : `against doing nothing ${formatChange(effect_pct)}${interval}`;
  const parts = [raw, against].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; ');
}

/** Whether it did what was promised, as a word and a tone; null while nothing was measured. */
export function successWord(
  outcome: RecommendationRow['outcome_metrics'],
): { word: string; tone: 'good' | 'bad' } | null {
  if (outcome?.success == null) return null;
  return outcome.success ? { word: 'Did what it promised', tone: 'good' } : { word: 'Did not', tone: 'bad' };
}
