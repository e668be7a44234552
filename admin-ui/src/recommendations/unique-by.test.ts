import { expect, it } from 'vitest';
import { uniqueBy } from './unique-by.ts';

it('keeps the first of those that say the same, in their order', () => {
  const said = [
    { text: 'CPM rose', at: 1 },
    { text: 'CTR fell', at: 2 },
    { text: 'CPM rose', at: 3 },
  ];
  expect(uniqueBy(said, ({ text }) => text).map(({ at }) => at)).toEqual([1, 2]);
  expect(uniqueBy([], String)).toEqual([]);
});
