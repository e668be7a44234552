import type { StudentPart } from './student-t.ts';

/** A series and what goes with it, day by day; `null` where a day is missing or is to be foretold. */
export type StructuralInput = {
  readonly values: readonly (number | null)[];
  /** What is known of each day before it is seen: weekday contrasts, controls, steps. All rows have the same length. */
  readonly rows: readonly (readonly number[])[];
  /** How much each coefficient may differ from 0 before the data speak, as a variance relative to that of one day's noise. */
  readonly prior_variance: readonly number[];
  /** The days, after the last value, whose mean is wanted. */
  readonly wanted: readonly number[];
  /**
   * How far the level is expected to move in a day (a standard deviation, in the units of the values) and how many days of
   * experience that is worth: an inverse gamma prior of the step's variance, as in Brodersen et al., §2.2.
   */
  readonly level_step: { readonly deviation: number; readonly worth_days: number };
};

/** Ratios of the variance of the level's daily step to that of a day's own noise that are averaged over. */
export const levelRatios = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3] as const;
const diffuse = 1e6;

/** What the filter knows after the last value, for one ratio. */
type Filtered = {
  readonly state: Float64Array;
  readonly spread: Float64Array;
  readonly squares: number;
  readonly log_determinant: number;
  readonly seen: number;
};

/**
 * The Kalman filter of y_t = μ_t + x_t'β + ε_t, μ_{t+1} = μ_t + η_t, Var η = q Var ε, in units of Var ε (Durbin and Koopman,
 * Time Series Analysis by State Space Methods, 2nd ed., 2012, §4.3 and §6.2; the level starts diffuse, §5.1).
 */
function filter(input: StructuralInput, q: number, last: number): Filtered {
  const size = 1 + input.prior_variance.length;
  const state = new Float64Array(size);
  const spread = new Float64Array(size * size);
  spread[0] = diffuse;
  input.prior_variance.forEach((variance, index) => {
    spread[(index + 1) * (size + 1)] = variance;
  });
  const loading = new Float64Array(size);
  const gain = new Float64Array(size);
  let [squares, log_determinant, seen] = [0, 0, 0];
  for (let day = 0; day <= last; day += 1) {
    if (day > 0) spread[0] = (spread[0] ?? 0) + q;
    const value = input.values[day] ?? null;
    if (value === null) continue;
    loading[0] = 1;
    input.rows[day]?.forEach((each, index) => {
      loading[index + 1] = each;
    });
    let [expected, variance] = [0, 1];
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column < size; column += 1)
        sum += (spread[row * size + column] ?? 0) * (loading[column] ?? 0);
      gain[row] = sum;
      expected += (loading[row] ?? 0) * (state[row] ?? 0);
      variance += (loading[row] ?? 0) * sum;
    }
    const error = value - expected;
    for (let row = 0; row < size; row += 1) {
      state[row] = (state[row] ?? 0) + ((gain[row] ?? 0) * error) / variance;
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column;
        spread[at] = (spread[at] ?? 0) - ((gain[row] ?? 0) * (gain[column] ?? 0)) / variance;
      }
    }
    squares += (error * error) / variance;
    log_determinant += Math.log(variance);
    seen += 1;
  }
  return { state, spread, squares, log_determinant, seen };
}

/** The mean of the wanted days as the filter foretells it, and its variance in units of Var ε: state, level steps and noise. */
function foretell(input: StructuralInput, filtered: Filtered, q: number, last: number) {
  const { state, spread } = filtered;
  const size = state.length;
  const count = input.wanted.length;
  const loading = new Float64Array(size);
  for (const day of input.wanted) {
    loading[0] = (loading[0] ?? 0) + 1 / count;
    input.rows[day]?.forEach((each, index) => {
      loading[index + 1] = (loading[index + 1] ?? 0) + each / count;
    });
  }
  let [mean, variance] = [0, 1 / count];
  for (let row = 0; row < size; row += 1) {
    mean += (loading[row] ?? 0) * (state[row] ?? 0);
    for (let column = 0; column < size; column += 1)
      variance += (loading[row] ?? 0) * (spread[row * size + column] ?? 0) * (loading[column] ?? 0);
  }
  const ends = Math.max(...input.wanted);
  for (let step = last + 1; step <= ends; step += 1) {
    const share = input.wanted.filter((day) => day >= step).length / count;
    variance += q * share * share;
  }
  return { mean, variance };
}

/**
 * What the mean of the wanted days would be, as a mixture over `levelRatios` weighted by how well each foretold the days
 * before, one day ahead; the variance of a day is integrated out (Brodersen et al., Inferring causal impact using Bayesian
 * structural time-series models, 2015, with sums over a grid where they sample). Null without enough values.
 */
export function foretellMean(input: StructuralInput): readonly StudentPart[] | null {
  const last = input.values.findLastIndex((value) => value !== null);
  const free = 1 + input.prior_variance.filter((variance) => variance >= diffuse).length;
  const seen = input.values.filter((value) => value !== null).length;
  if (input.wanted.length === 0 || seen < free + 5) return null;
  const degrees = seen - free;
  const runs = levelRatios.map((q) => {
    const filtered = filter(input, q, last);
    const squares = Math.max(filtered.squares, 1e-12);
    const evidence =
      priorOf(input.level_step, (q * squares) / degrees) - (filtered.log_determinant + degrees * Math.log(squares)) / 2;
    const { mean, variance } = foretell(input, filtered, q, last);
    return { evidence, mean, scale: Math.sqrt((squares / degrees) * variance) };
  });
  const best = Math.max(...runs.map((run) => run.evidence));
  const total = runs.reduce((sum, run) => sum + Math.exp(run.evidence - best), 0);
  return runs.map(({ evidence, mean, scale }) => ({
    ...{ weight: Math.exp(evidence - best) / total, mean, scale, degrees },
  }));
}

/** The logarithm of the prior density of the step's variance, by its logarithm, as the grid is spaced. */
function priorOf({ deviation, worth_days }: StructuralInput['level_step'], variance: number): number {
  const half = worth_days / 2;
  const least = 1e-3 * deviation ** 2;
  const counted = Math.max(variance, least);
  return -half * (Math.log(counted) + deviation ** 2 / counted);
}

/** The prior variance of a coefficient about which nothing is known beforehand. */
export const unknownVariance = diffuse;
