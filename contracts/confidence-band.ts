/** The edges of the bands that confidences are counted in; the same as those of the histogram `confidence_score`. */
export const confidenceEdges = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 1] as const;

/** The bands between the edges, as the label `confidence_band` names them. */
export const confidenceBands = ['0-0.3', '0.3-0.5', '0.5-0.7', '0.7-0.8', '0.8-0.9', '0.9-1.0'] as const;
/** A band of confidence. */
export type ConfidenceBand = (typeof confidenceBands)[number];

/** The band of a confidence 0–1: each one holds its lower edge and not its upper, but the last one holds 1 too. */
export function confidenceBandOf(confidence: number): ConfidenceBand {
  const above = confidenceEdges.slice(1, -1).filter((edge) => confidence >= edge).length;
  return confidenceBands[above] ?? '0.9-1.0';
}
