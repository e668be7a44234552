import { mean, robustDeviation } from '../../../reasoning/index.ts';

const mostBreaks = 2;
const besides = 14;
const fewest = 4;
const certain = 7;

/**
 * Days at which the level of a series moved at once and stayed, by the difference of the means of the days before and after,
 * in units of what the noise of single days allows (the t test of an auxiliary residual, Durbin and Koopman, 2012, §7.5,
 * with the noise from differences of neighbours, which a step moves once only). Only what is beyond doubt counts: a model
 * with a moving level copes with the rest. `values` are without their weekday pattern. The day is the first of the new level.
 */
export function levelBreaks(values: readonly (number | null)[]): readonly number[] {
  const found: number[] = [];
  const differences = values.flatMap((value, index) => {
    const before = values[index - 1] ?? null;
    return value === null || before === null ? [] : [value - before];
  });
  const noise = robustDeviation(differences) / Math.SQRT2;
  if (!(noise > 0)) return [];
  const known = (from: number, to: number) =>
    values.slice(Math.max(0, from), Math.max(0, to)).flatMap((value) => (value === null ? [] : [value]));
  while (found.length < mostBreaks) {
    const edges = [0, ...found, values.length].sort((one, other) => one - other);
    const tests = values.flatMap((_, day) => {
      const left = edges.findLast((edge) => edge <= day) ?? 0;
      const right = edges.find((edge) => edge > day) ?? values.length;
      const before = known(Math.max(left, day - besides), day);
      const after = known(day, Math.min(right, day + besides));
      if (before.length < fewest || after.length < fewest) return [];
      const spread = noise * Math.sqrt(1 / before.length + 1 / after.length);
      return [{ day, certainty: Math.abs(mean(after) - mean(before)) / spread }];
    });
    const [best] = tests.sort((one, other) => other.certainty - one.certainty);
    if (best === undefined || best.certainty < certain) break;
    found.push(best.day);
  }
  return found.sort((one, other) => one - other);
}
