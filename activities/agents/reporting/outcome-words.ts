import type { ReviewedOutcome } from '../../../db/queries/outcome-review.ts';

/** `-12.3 %`, or that it is not known. */
function percent(value: number | null): string {
  return value === null ? 'unknown' : `${value > 0 ? '+' : ''}${Math.round(value * 10) / 10} %`;
}

/** One outcome beside its prediction, in a sentence. */
export function outcomeWords(outcome: ReviewedOutcome): string {
  const { campaign_name, metric, verdict, effect_pct, predicted_low_pct, predicted_high_pct } = outcome;
  const predicted =
    predicted_low_pct === null || predicted_high_pct === null
      ? 'nothing was predicted'
      : `predicted ${percent(predicted_low_pct)} to ${percent(predicted_high_pct)}`;
  return `${campaign_name}: ${metric} ${percent(effect_pct)} (${verdict}); ${predicted}.`;
}

/** The question whether a change should be taken back. */
export function rollbackTitle({ campaign_name, metric, effect_pct }: ReviewedOutcome): string {
  return `${campaign_name}: take the change back? ${metric} went ${percent(effect_pct)} because of it`;
}
