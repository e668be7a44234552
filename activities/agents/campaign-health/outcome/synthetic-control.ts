const rounds = 2000;
const negligible = 1e-12;

/** What the weights must add up to: 1, as Abadie has it, or at most 1, where the rest is the campaign's own mean. */
export type WeightSum = 'one' | 'at_most_one';

/** The nearest point with no negative part that adds up as wanted (Duchi et al., 2008, fig. 1). */
function project(weights: readonly number[], sum: WeightSum): number[] {
  const floored = weights.map((weight) => Math.max(0, weight));
  const total = floored.reduce((all, weight) => all + weight, 0);
  if (sum === 'at_most_one' && total <= 1) return floored;
  const sorted = [...weights].sort((one, other) => other - one);
  let [cumulated, threshold] = [0, 0];
  sorted.forEach((weight, index) => {
    cumulated += weight;
    const candidate = (cumulated - 1) / (index + 1);
    if (weight - candidate > 0) threshold = candidate;
  });
  return weights.map((weight) => Math.max(0, weight - threshold));
}

/**
 * Weights, none negative, with which the controls together come nearest to the treated series in the least-squares sense
 * (the synthetic control of Abadie, Diamond and Hainmueller, 2010, with the days before as the predictors), by accelerated
 * projected gradients (Beck and Teboulle, 2009). Hand in series around their own means: a difference of levels is no
 * difference in course (Doudchenko and Imbens, 2016). All series have the same length.
 */
export function syntheticWeights(
  treated: readonly number[],
  controls: readonly (readonly number[])[],
  sum: WeightSum = 'at_most_one',
): readonly number[] {
  const count = controls.length;
  if (count === 0 || treated.length === 0) return controls.map(() => 0);
  const dot = (one: readonly number[], other: readonly number[]) =>
    one.reduce((total, value, index) => total + value * (other[index] ?? 0), 0);
  const products = controls.map((one) => controls.map((other) => dot(one, other)));
  const wanted = controls.map((control) => dot(control, treated));
  // The trace bounds the largest eigenvalue, so that each step is short enough.
  const steepest = products.reduce((total, row, index) => total + (row[index] ?? 0), 0);
  // Controls that hardly move beside the treated series cannot follow it with weights of at most 1.
  if (!(steepest > negligible * dot(treated, treated))) return controls.map(() => 0);
  let weights = controls.map(() => 1 / count);
  let ahead = weights;
  let momentum = 1;
  for (let round = 0; round < rounds; round += 1) {
    const slope = ahead.map((_, index) => dot(products[index] ?? [], ahead) - (wanted[index] ?? 0));
    const next = project(
      ahead.map((weight, index) => weight - (slope[index] ?? 0) / steepest),
      sum,
    );
    const faster = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = (momentum - 1) / faster;
    const moved = Math.max(...next.map((weight, index) => Math.abs(weight - (weights[index] ?? 0))));
    ahead = next.map((weight, index) => weight + push * (weight - (weights[index] ?? 0)));
    weights = next;
    momentum = faster;
    if (moved < 1e-9) break;
  }
  return weights;
}
