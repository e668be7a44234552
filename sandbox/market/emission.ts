import type { Random } from './random.ts';

/** Turns expected amounts into whole numbers that sum up right: what is left over is carried to the next call. */
export type Emission = (stream: string, expected: number) => number;

/** Makes an emission that starts with a random remainder per stream, so that not all streams round alike. */
export function createEmission(random: Random): Emission {
  const remainders = new Map<string, number>();
  return (stream, expected) => {
    const total = (remainders.get(stream) ?? random.uniform(`remainder/${stream}`, 0)) + expected;
    const whole = Math.floor(total);
    remainders.set(stream, total - whole);
    return whole;
  };
}

/** Above this the normal distribution is as good as Poisson’s and costs less. */
const MANY = 40;

/** Makes an emission by chance: counts of a Poisson process with the expected amount as its mean. */
export function createChance(random: Random): Emission {
  const drawn = new Map<string, number>();
  return (stream, expected) => {
    const index = drawn.get(stream) ?? 0;
    drawn.set(stream, index + 1);
    if (expected > MANY) {
      return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal(`chance/${stream}`, index)));
    }
    let left = random.uniform(`chance/${stream}`, index);
    let probability = Math.exp(-expected);
    let count = 0;
    while (left > probability && count < 10 * MANY) {
      left -= probability;
      count += 1;
      probability *= expected / count;
    }
    return count;
  };
}
