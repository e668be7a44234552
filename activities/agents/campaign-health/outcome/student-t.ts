import { gammaln } from 'simple-statistics';

/** One part of a mixture: a Student t with its place, spread and degrees of freedom; weights sum to 1. */
export type StudentPart = {
  readonly weight: number;
  readonly mean: number;
  readonly scale: number;
  readonly degrees: number;
};

const steps = 200;
const tiny = 1e-300;

/** The regularised incomplete beta function I_x(a, b) by Lentz's continued fraction (Press et al., Numerical Recipes, §6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  const clear = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / clear(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= steps; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / clear(1 + even * d);
    c = clear(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / clear(1 + odd * d);
    c = clear(1 + odd / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-12) break;
  }
  return front * fraction;
}

/** The probability that a Student t variable with these degrees of freedom is at most `t`. */
export function studentCumulative(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The probability that a draw from a mixture of Student t parts is at most `value`. */
export function mixtureCumulative(parts: readonly StudentPart[], value: number): number {
  return parts.reduce(
    (sum, { weight, mean, scale, degrees }) => sum + weight * studentCumulative((value - mean) / scale, degrees),
    0,
  );
}

/** The value below which a draw from the mixture lies with probability `share`, by bisection. */
export function mixtureQuantile(parts: readonly StudentPart[], share: number): number {
  const widest = Math.max(...parts.map((part) => part.scale));
  let low = Math.min(...parts.map((part) => part.mean)) - widest;
  let high = Math.max(...parts.map((part) => part.mean)) + widest;
  for (let reach = widest; mixtureCumulative(parts, low) > share; reach *= 2) low -= reach;
  for (let reach = widest; mixtureCumulative(parts, high) < share; reach *= 2) high += reach;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (mixtureCumulative(parts, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
