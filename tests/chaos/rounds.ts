import { appendFileSync } from 'node:fs';
import type { Told, Violation } from './checkers/facts.ts';

/** What came of one round. `seconds` is from the moment the fault ended until the change was settled. */
export type Round = {
  readonly scenario: string;
  readonly platform: string;
  readonly told: Told;
  readonly seconds: number | null;
};

/** Rounds of a scenario file and what its checkers found. */
export type Findings = { readonly rounds: readonly Round[]; readonly violations: readonly Violation[] };

/** Hands the findings to whoever prints the report, if somebody does (CHAOS_REPORT names the file). */
export function handIn(findings: Findings): void {
  const file = process.env.CHAOS_REPORT;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(findings)}\n`);
}

/** Works a list off, so many at a time; the first error ends it. */
export async function inParallel<Item>(
  items: readonly Item[],
  slots: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const slot = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: slots }, slot));
}

/** Numbers from a seed (mulberry32), so that a schedule can be played again. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A list in an order that the random numbers give. */
export function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
