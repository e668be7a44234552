import type { Change, ChangeSet } from './change-set.ts';

/** The relative change of a number in percent, kept to six decimals; null for texts and from zero. */
export function changePercent(before: Change['before'], after: Change['before']): number | null {
  if (typeof before !== 'number' || typeof after !== 'number' || before === 0) return null;
  return Math.round(((after - before) / before) * 1e8) / 1e6;
}

/** Adds up a set. Wishes that are already true are left out, unless all of them are: then the set shows that nothing changes. */
export function changeSetOf(changes: readonly Change[], currency: string): ChangeSet {
  const real = changes.filter((change) => change.before !== change.after);
  const kept = real.length > 0 ? real : changes;
  return {
    changes: [...kept],
    currency,
    total_change_minor: kept.reduce((sum, change) => sum + change.money_moved_minor, 0),
    max_change_pct: Math.max(0, ...kept.map((change) => Math.abs(change.change_pct ?? 0))),
    change_count: real.length,
  };
}

/** The change that takes another one back. */
export function inverseOf(change: Change): Change {
  return {
    ...change,
    before: change.after,
    after: change.before,
    change_pct: changePercent(change.after, change.before),
  };
}
