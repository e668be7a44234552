import { formatMetric } from '../money/metric-value.ts';
import { formatRange, metricLabel } from '../money/percent.ts';
import type { RecommendationView } from './recommendation-view.ts';

type Foretold = Pick<RecommendationView, 'expected_effect' | 'expected_impact' | 'evidence'>;

/**
 * What a recommendation should bring, short enough for a row: from what it is now to what it should be, when the evidence
 * holds the value of now, and as a relative range.
 */
export function effectInShort({ expected_effect: effect, expected_impact, evidence }: Foretold, currency: string) {
  if (effect === null) return expected_impact ?? 'Not stated';
  const { metric, low_pct, high_pct, within_days } = effect;
  const now = evidence.find((each) => each.metric === metric)?.value ?? null;
  const within = ` in\u00a0${within_days}\u00a0d`;
  const range = formatRange(low_pct, high_pct);
  if (now === null) return `${metricLabel(metric)} ${range}${within}`;
  const [low, high] = [low_pct, high_pct].map((pct) => formatMetric(metric, now * (1 + pct / 100), currency));
  const aim = low === high ? low : `${low}–${high}`;
  return `${metricLabel(metric)} ${formatMetric(metric, now, currency)} → ${aim} (${range})${within}`;
}
