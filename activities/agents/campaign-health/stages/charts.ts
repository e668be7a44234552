import type { Recommendation } from '../../../../contracts/recommendation.ts';

const largestNumberOfCharts = 2;

/** What a chart is chosen by. */
type Finding = {
  readonly metric: string;
  readonly raised: boolean;
  readonly strongest: { readonly score: number } | null;
  readonly chart: Recommendation['series'][number];
};

/** The charts worth showing: raised ones first, the strongest on top, then CPA and CPC. */
export function chartsOf(findings: readonly Finding[]): Recommendation['series'] {
  const weight = (metric: string) => (metric === 'cpa' ? 2 : metric === 'cpc' ? 1 : 0);
  return [...findings]
    .sort(
      (left, right) =>
        Number(right.raised) - Number(left.raised) ||
        Math.abs(right.strongest?.score ?? 0) - Math.abs(left.strongest?.score ?? 0) ||
        weight(right.metric) - weight(left.metric),
    )
    .slice(0, largestNumberOfCharts)
    .map((finding) => finding.chart);
}
