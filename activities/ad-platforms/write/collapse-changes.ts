import type { Change } from '../../../contracts/change-set.ts';

/** Several changes of one field become one: from the newest value back to the oldest. Comes newest first, and stays so. */
export function collapseChanges(newestFirst: readonly Change[]): readonly Change[] {
  const fields = Map.groupBy(newestFirst, (change) => `${change.account_id}/${change.entity_id}/${change.field}`);
  return [...fields.values()].flatMap((changes) => {
    const newest = changes[0];
    const oldest = changes.at(-1);
    return newest && oldest ? [{ ...newest, before: oldest.before }] : [];
  });
}
