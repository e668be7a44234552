import type { ChangeMeaning } from '../../../contracts/change-state.ts';

const words: Readonly<Record<ChangeMeaning, string>> = {
  done: 'verified',
  under_way: 'under way',
  not_done: 'not applied',
  needs_person: 'waiting for a person',
  taken_back: 'taken back',
};
const order = [
  'done',
  'under_way',
  'not_done',
  'needs_person',
  'taken_back',
] as const satisfies readonly ChangeMeaning[];

/** What became of the changes of a set, in a sentence: `3 of 5 verified, 1 not applied, 1 waiting for a person.` */
export function resultWords(meanings: readonly ChangeMeaning[]): string {
  const counts = order.flatMap((meaning) => {
    const count = meanings.filter((each) => each === meaning).length;
    return count === 0 ? [] : [{ meaning, count }];
  });
  const [first, ...others] = counts;
  if (first === undefined) return 'Nothing has been sent yet.';
  const head = `${first.count} of ${meanings.length} ${words[first.meaning]}`;
  return `${[head, ...others.map(({ meaning, count }) => `${count} ${words[meaning]}`)].join(', ')}.`;
}
