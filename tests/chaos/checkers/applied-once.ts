import type { Change } from '../../../contracts/change-set.ts';
import type { ChaosFacts, Checker, GrantedSet, Violation } from './facts.ts';
import { describeChange, isSameChange } from './same-change.ts';

/**
 * I2: no granted change was applied never or twice, unless it sits before a person. What was refused, and said so, was not
 * applied at all; of a set of several changes each one's own state tells whether it was. What was never answered is lost.
 */
export const checkAppliedOnce: Checker = (facts) =>
  facts.sets.flatMap((set) =>
    set.change_set.changes
      .filter((change) => change.before !== change.after)
      .flatMap((change) => checkChange(facts, set, change)),
  );

function checkChange(facts: ChaosFacts, set: GrantedSet, change: Change): readonly Violation[] {
  const times = facts.ledger.filter((line) => isSameChange(line, change)).length;
  const text = `${describeChange(change)}: applied ${times} times`;
  if (times > 1) return [{ law: 'I2', what: 'double', text }];
  const told = facts.told.get(set.execution_id) ?? null;
  if (told === null) return [{ law: 'I2', what: 'lost', text: `${text}, and nobody was told what became of it` }];
  const intent = facts.intents.find(
    (each) => each.change_set_id === set.change_set_id && describeChange(each.change) === describeChange(change),
  );
  if (intent?.state === 'needs_human') return [];
  if (told.said === 'applied' && times === 0)
    return [{ law: 'I2', what: 'lost', text: `${text}, and it was said to be done` }];
  if (told.said === 'refused' && times === 1 && intent?.state !== 'verified')
    return [{ law: 'I2', what: 'double', text: `${text}, and it was said to be refused (${told.code})` }];
  return [];
}
