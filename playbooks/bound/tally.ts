import type { Reason } from './bound.ts';

/** A child execution that a plan starts, and how often. */
export type ChildCall = {
  readonly playbook_id: string;
  readonly line: number;
  readonly step_id: string;
  readonly times: number;
};

/**
 * What some steps can do to money at most, whatever path they take. Counts may be infinite.
 * `writes` counts all that can move money; of these `budgets` are changes of budgets, `wholes` pauses and resumes, `exchanges` moves between parts of a campaign, of which both sides count, `unknowns` those of
 * which nothing is known. `percent` adds up what they move of the daily budget, each at most by its own limit; `literal_minor` adds up what changes of budgets to a fixed amount can move (infinite when one has no fixed amount).
 * `width` is how many writes can be under way at once.
 */
export type Tally = {
  readonly writes: number;
  readonly budgets: number;
  readonly wholes: number;
  readonly exchanges: number;
  readonly unknowns: number;
  readonly percent: number;
  readonly literal_minor: number;
  readonly width: number;
  readonly children: readonly ChildCall[];
  /** What moves money, and what multiplies it. */
  readonly reasons: readonly Reason[];
  /** What makes a count infinite. */
  readonly endless: readonly Reason[];
};

/** Steps that move nothing. */
export const nothing: Tally = {
  writes: 0,
  budgets: 0,
  wholes: 0,
  exchanges: 0,
  unknowns: 0,
  percent: 0,
  literal_minor: 0,
  width: 0,
  children: [],
  reasons: [],
  endless: [],
};

/** True when money may move at all. */
export function moves(tally: Tally): boolean {
  return tally.writes > 0 || tally.children.some((child) => child.times > 0);
}

function joined(one: Tally, other: Tally) {
  return {
    children: [...one.children, ...other.children],
    reasons: [...one.reasons, ...other.reasons],
    endless: [...one.endless, ...other.endless],
  };
}

/** Both happen: one after the other, or at once. */
export function both(one: Tally, other: Tally, how: 'in_turn' | 'at_once'): Tally {
  const width = how === 'at_once' ? one.width + other.width : Math.max(one.width, other.width);
  return { ...joined(one, other), ...counted((name) => one[name] + other[name]), width };
}

/** One of the two happens. Children of both count, which is more than can be, but never less. */
export function either(one: Tally, other: Tally): Tally {
  const width = Math.max(one.width, other.width);
  return { ...joined(one, other), ...counted((name) => Math.max(one[name], other[name])), width };
}

/** The same again and again, `at_once` rounds at the same time. `because` is kept when money is in it. */
export function repeated(tally: Tally, rounds: number, at_once: number, because: Reason): Tally {
  if (!moves(tally)) return tally;
  return {
    ...counted((name) => times(tally[name], rounds)),
    width: tally.width * Math.min(at_once, rounds),
    children: tally.children.map((child) => ({ ...child, times: times(child.times, rounds) })),
    reasons: [...tally.reasons, because],
    endless: Number.isFinite(rounds) ? tally.endless : [...tally.endless, because],
  };
}

type Count = 'writes' | 'budgets' | 'wholes' | 'exchanges' | 'unknowns' | 'percent' | 'literal_minor';

function counted(count: (name: Count) => number): Record<Count, number> {
  return {
    writes: count('writes'),
    budgets: count('budgets'),
    wholes: count('wholes'),
    exchanges: count('exchanges'),
    unknowns: count('unknowns'),
    percent: count('percent'),
    literal_minor: count('literal_minor'),
  };
}

/** A product in which nothing, however often, stays nothing. */
export function times(amount: number, factor: number): number {
  return amount === 0 || factor === 0 ? 0 : amount * factor;
}
