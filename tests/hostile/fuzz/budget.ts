import fc from 'fast-check';

/**
 * How long and from where a fuzzer searches: FUZZ_SECONDS each (30 in continuous integration, 3 elsewhere) and FUZZ_SEED,
 * else the clock. The seed is printed, so that a find can be had again: `FUZZ_SEED=… npm test tests/hostile/fuzz`.
 */
export function fuzzBudget(name: string): { readonly seed: number; readonly seconds: number } {
  const seconds = Number(process.env.FUZZ_SECONDS ?? (process.env.CI === undefined ? 3 : 30));
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(seed) || !(seconds > 0)) throw new TypeError('FUZZ_SEED and FUZZ_SECONDS must be numbers.');
  console.log(`${name}: ${seconds} s, FUZZ_SEED=${seed}`);
  return { seed, seconds };
}

/** Draws values and checks each until the time is over; a value that fails is made smaller before it is shown. */
export function fuzz<T>(name: string, values: fc.Arbitrary<T>, check: (value: T) => void): number {
  const { seed, seconds } = fuzzBudget(name);
  let tried = 0;
  const property = fc.property(values, (value) => {
    tried += 1;
    check(value);
  });
  fc.assert(property, {
    ...{ seed, numRuns: 10_000_000 },
    ...{ interruptAfterTimeLimit: seconds * 1_000, markInterruptAsFailure: false, endOnFailure: false },
  });
  console.log(`${name}: ${tried} tried`);
  return tried;
}
