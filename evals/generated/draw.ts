import type { Random } from '../../sandbox/market/random.ts';

/** Draws of one case: every name is its own stream, so that a new draw moves none of the others. */
export type Draw = {
  readonly between: (name: string, low: number, high: number) => number;
  /** Evenly spread in the logarithm: as many from 2 to 8 as from 8 to 32. */
  readonly logBetween: (name: string, low: number, high: number) => number;
  readonly whole: (name: string, low: number, high: number) => number;
  readonly chance: (name: string, probability: number) => boolean;
  readonly normal: (name: string, mean: number, deviation: number) => number;
  readonly pick: <const T extends readonly [unknown, ...unknown[]]>(name: string, from: T) => T[number];
  readonly count: (name: string, mean: number) => number;
};

/** Makes the draws from a source of randomness. */
export function createDraw(random: Random): Draw {
  const between = (name: string, low: number, high: number) => low + (high - low) * random.uniform(name, 0);
  const whole = (name: string, low: number, high: number) => Math.floor(between(name, low, high + 1));
  return {
    between,
    whole,
    logBetween: (name, low, high) => Math.exp(between(name, Math.log(low), Math.log(high))),
    chance: (name, probability) => random.uniform(name, 0) < probability,
    normal: (name, mean, deviation) => mean + deviation * random.normal(name, 0),
    pick: (name, from) => from[whole(name, 0, from.length - 1)] ?? from[0],
    count: (name, mean) => {
      let left = random.uniform(name, 0);
      let probability = Math.exp(-mean);
      let count = 0;
      while (left > probability && count < 10_000) {
        left -= probability;
        count += 1;
        probability *= mean / count;
      }
      return mean > 500 ? Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal(`${name}/many`, 0))) : count;
    },
  };
}
