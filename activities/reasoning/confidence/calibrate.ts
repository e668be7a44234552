/** One point of a calibration curve: raw confidence, and the share that was right there. Both 0–1. */
export type CalibrationPoint = { readonly raw: number; readonly calibrated: number };
/** A rising calibration curve. */
export type CalibrationPoints = readonly CalibrationPoint[];

/** A judged answer: how sure it was, and whether it was right. */
export type JudgedCase = { readonly raw: number; readonly right: boolean };

/**
 * Reads a raw confidence off a calibration curve: straight lines between the points, down to nothing below the
 * first of them, level above the last. Monotone: whoever
 * is surer before is not less sure afterwards. Without points the raw confidence stands.
 */
export function calibrate(raw: number, points: CalibrationPoints | null): number {
  const sorted = [...(points ?? [])].sort((left, right) => left.raw - right.raw);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return raw;
  if (raw <= first.raw) return first.raw === 0 ? first.calibrated : (first.calibrated * raw) / first.raw;
  if (raw >= last.raw) return last.calibrated;
  const after = sorted.findIndex((point) => point.raw >= raw);
  const [left, right] = [sorted[after - 1] ?? first, sorted[after] ?? last];
  const part = right.raw === left.raw ? 1 : (raw - left.raw) / (right.raw - left.raw);
  return left.calibrated + part * (right.calibrated - left.calibrated);
}

/** The bins in which confidence and truth are compared. */
const bins = 10;

/** Expected calibration error over ten equal bins, the last one closed (Naeini, Cooper and Hauskrecht 2015). 0 for no cases. */
export function calibrationError(cases: readonly JudgedCase[]): number {
  if (cases.length === 0) return 0;
  const grouped = Map.groupBy(cases, ({ raw }) => Math.min(bins - 1, Math.floor(raw * bins + 1e-9)));
  return [...grouped.values()].reduce((sum, group) => {
    const sure = group.reduce((total, each) => total + each.raw, 0);
    const right = group.filter((each) => each.right).length;
    return sum + Math.abs(sure - right) / cases.length;
  }, 0);
}
