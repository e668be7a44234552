import { createRandom } from './rounds.ts';

/** What `npm run chaos` was asked for: the seed of every schedule, and how many kills. */
export const runSettings = {
  seed: Number(process.env.CHAOS_SEED ?? 20_261_121),
  rounds: Number(process.env.CHAOS_ROUNDS ?? 24),
} as const;

/** Random numbers of one scenario file, so that running it alone plays the same faults. */
export function randomOf(scenario: string): () => number {
  const salt = [...scenario].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return createRandom(runSettings.seed ^ salt);
}

/** Prints the fault schedule of a scenario, counted: what was played belongs to what was found. */
export function printSchedule(scenario: string, faults: readonly string[]): void {
  const counted = Map.groupBy(faults, (fault) => fault);
  const text = [...counted.entries()].map(([fault, times]) => `${fault} ×${times.length}`).join(', ');
  console.log(`\nschedule of ${scenario}: ${text}`);
}
