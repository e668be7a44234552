import type { ReviewedOutcome } from '../../../db/queries/outcome-review.ts';
import { metricLabel } from '../../reasoning/index.ts';

/** `-12.3 %`, or that it is not known. */
function percent(value: number | null): string {
  return value === null ? 'unknown' : `${value > 0 ? '+' : ''}${Math.round(value * 10) / 10} %`;
}

const verdictWords: Readonly<Record<ReviewedOutcome['verdict'], string>> = {
  positive: 'better',
  negative: 'worse',
  inconclusive: 'no clear effect',
};

/** One outcome beside its prediction, in a sentence. */
export function outcomeWords(outcome: ReviewedOutcome): string {
  const { campaign_name, metric, verdict, effect_pct, predicted_low_pct, predicted_high_pct } = outcome;
  const predicted =
    predicted_low_pct === null || predicted_high_pct === null
      ? 'nothing was predicted'
      : `between ${percent(predicted_low_pct)} and ${percent(predicted_high_pct)} was predicted`;
  return `${campaign_name}: ${metricLabel(metric)} ${percent(effect_pct)} because of the change (${verdictWords[verdict]}); ${predicted}.`;
}

/** The question whether a change should be taken back. */
export function rollbackTitle({ campaign_name, metric, effect_pct }: ReviewedOutcome): string {
  return `${campaign_name}: take the change back? ${metricLabel(metric)} went ${percent(effect_pct)} because of it`;
}
