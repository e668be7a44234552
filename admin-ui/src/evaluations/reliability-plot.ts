import type { CalibrationBin } from './evaluation-view.ts';

/** A dot of the plot: both places 0–100 from the lower left corner, its size by how many cases stand behind it. */
export type ReliabilityDot = {
  readonly label: string;
  readonly across: number;
  readonly up: number;
  readonly radius: number;
};

/** Where the dots of a reliability plot go: how sure along the bottom, how often right up the side; empty bins have none. */
export function reliabilityDots(bins: readonly CalibrationBin[]): ReliabilityDot[] {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return bins
    .filter(({ count }) => count > 0)
    .map(({ label, mean_confidence, actual, count }) => ({
      label,
      across: mean_confidence * 100,
      up: actual * 100,
      // The area, not the width, follows the number of cases.
      radius: 1.6 + 3.4 * Math.sqrt(count / most),
    }));
}

/** The plot in one sentence, for those who do not see it. */
export function reliabilityWords(bins: readonly CalibrationBin[], ece: number | null): string {
  const cases = bins.reduce((sum, { count }) => sum + count, 0);
  if (cases === 0) return 'No case says how sure the agent may be.';
  const sum = (of: (bin: CalibrationBin) => number) => bins.reduce((all, bin) => all + of(bin) * bin.count, 0) / cases;
  const [said, right] = [
    Math.round(sum((bin) => bin.mean_confidence) * 100),
    Math.round(sum((bin) => bin.actual) * 100),
  ];
  const error =
    ece === null
      ? ''
      : ` Its confidence is off by ${Math.round(ece * 1_000) / 10} percentage points on average (expected calibration error).`;
  return `On average it was ${said} % sure and right in ${right} % of ${cases} cases.${error}`;
}
