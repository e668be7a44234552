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
