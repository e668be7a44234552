/** How sure the agent was, 0–1, and whether it was right. */
export type Judged = { readonly confidence: number; readonly right: boolean };

/** One tenth of the scale: half-open, but the last one includes 1. Empty bins are left out. */
export type CalibrationBin = {
  readonly label: string;
  /** The middle of the bin. */
  readonly expected: number;
  readonly mean_confidence: number;
  /** The share that was right. */
  readonly actual: number;
  readonly count: number;
  /** How far `actual` lies from `expected`. */
  readonly calibration_error: number;
};

const bins = 10;
const exact = (value: number) => Math.round(value * 1e9) / 1e9;
/** 0.3 and 0.7 times ten fall short of whole numbers by rounding; so much is forgiven. */
const binOf = (confidence: number) => Math.min(bins - 1, Math.floor(confidence * bins + 1e-9));

/** The reliability of confidences by tenths. */
export function calibrationBins(cases: readonly Judged[]): readonly CalibrationBin[] {
  return Array.from({ length: bins }, (_, index) => index).flatMap((index) => {
    const inside = cases.filter(({ confidence }) => binOf(confidence) === index);
    if (inside.length === 0) return [];
    const actual = inside.filter(({ right }) => right).length / inside.length;
    const expected = (index + 0.5) / bins;
    return [
      {
        label: `${index * 10}-${(index + 1) * 10}%`,
        ...{ expected, actual, count: inside.length },
        mean_confidence: exact(inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length),
        calibration_error: exact(Math.abs(actual - expected)),
      },
    ];
  });
}

/**
 * The expected calibration error: how far the mean confidence of each tenth lies from the share that was right, weighted
 * by cases (Guo et al., "On Calibration of Modern Neural Networks", 2017). Null without cases.
 */
export function expectedCalibrationError(cases: readonly Judged[]): number | null {
  if (cases.length === 0) return null;
  const off = calibrationBins(cases).map(
    ({ mean_confidence, actual, count }) => Math.abs(mean_confidence - actual) * count,
  );
  return exact(off.reduce((sum, each) => sum + each, 0) / cases.length);
}
