import {
  type CalibrationPoint,
  type CalibrationPoints,
  calibrate,
  calibrationError,
  type JudgedCase,
} from './calibrate.ts';

/** A fitted curve with what it does to the calibration error on the cases it was fitted on. */
export type FittedCalibration = {
  readonly points: CalibrationPoints;
  readonly cases: number;
  readonly ece_before: number;
  readonly ece_after: number;
};

type Block = { readonly lowest: number; readonly highest: number; readonly right: number; readonly of: number };

/** Every block counts as if it had held one case more, half right: no curve says never or always after a few cases. */
const doubt = 1;
const round = (value: number) => Math.round(value * 10_000) / 10_000;

function share({ right, of }: Block): number {
  return (right + doubt / 2) / (of + doubt);
}

/**
 * Fits a rising curve from raw confidence to the share that was right: isotonic regression by pooling adjacent violators
 * (Ayer et al. 1955; for probabilities Zadrozny and Elkan 2002), with a little doubt in every block. No cases, no points.
 */
export function fitCalibration(cases: readonly JudgedCase[]): FittedCalibration {
  const blocks = [...Map.groupBy(cases, ({ raw }) => round(raw))]
    .sort(([left], [right]) => left - right)
    .map(
      ([raw, group]): Block => ({
        ...{ lowest: raw, highest: raw },
        right: group.filter((each) => each.right).length,
        of: group.length,
      }),
    );
  const pooled: Block[] = [];
  for (const block of blocks) {
    let merged = block;
    for (let last = pooled.at(-1); last !== undefined && share(last) >= share(merged); last = pooled.at(-1)) {
      pooled.pop();
      merged = { ...merged, lowest: last.lowest, right: last.right + merged.right, of: last.of + merged.of };
    }
    pooled.push(merged);
  }
  // A block is level from its first case to its last: a point in its middle would pull down whoever stands at its edge.
  const points = pooled.flatMap((block): CalibrationPoint[] => {
    const calibrated = round(share(block));
    const first = { raw: block.lowest, calibrated };
    return block.highest > block.lowest ? [first, { raw: block.highest, calibrated }] : [first];
  });
  const after = cases.map(({ raw, right }) => ({ raw: calibrate(raw, points), right }));
  return {
    points,
    cases: cases.length,
    ece_before: round(calibrationError(cases)),
    ece_after: round(calibrationError(after)),
  };
}
