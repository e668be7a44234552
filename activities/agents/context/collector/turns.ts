import { bulkhead } from 'cockatiel';

/** Does a piece of work as soon as it is its turn, and gives what it gave. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets at most so many pieces of work be under way, the others in the order in which they came. Collections wait like this
 * before their deadline begins: when many analyses start together, a deadline must measure the source, and not how many
 * others share the processor.
 */
export function createTurns(most: number): Turns {
  const door = bulkhead(most, Number.POSITIVE_INFINITY);
  return (work) => door.execute(work);
}
