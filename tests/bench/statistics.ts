import { quantileSorted } from 'simple-statistics';

/** A quantile (0–1) of unsorted numbers. */
export function quantile(values: readonly number[], share: number): number {
  return quantileSorted(
    [...values].sort((left, right) => left - right),
    share,
  );
}

/** A small generator of uniform numbers from a seed (mulberry32), so that a run can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The median of paired ratios with a 95 % interval by bootstrap over the pairs (2,000 draws, percentile method; Efron 1979). */
export function medianRatio(pairs: readonly { readonly ours: number; readonly theirs: number }[], seed: number) {
  const logs = pairs.map(({ ours, theirs }) => Math.log(ours / theirs));
  const random = seeded(seed);
  const draws = Array.from({ length: 2000 }, () =>
    quantile(
      logs.map(() => logs[Math.floor(random() * logs.length)] ?? 0),
      0.5,
    ),
  );
  return {
    median: Math.exp(quantile(logs, 0.5)),
    low: Math.exp(quantile(draws, 0.025)),
    high: Math.exp(quantile(draws, 0.975)),
    pairs: pairs.length,
  };
}
