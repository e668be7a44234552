import { expect, it } from 'vitest';
import { movedSentence, movedWords } from './moved.ts';

it.each([
  [30, 'CPM rose by 30 %'],
  [-10.256, 'CPM fell by 10.26 %'],
  [0, 'CPM did not change'],
  [0.0049, 'CPM did not change'],
  [-0.01, 'CPM fell by 0.01 %'],
  [null, 'how CPM changed is not known'],
])('a change of %j percent is said as "%s"', (change_pct, words) => {
  expect(movedWords('CPM', change_pct)).toBe(words);
});

it('begins a sentence with a capital letter, and adds nothing to what is not known', () => {
  expect(movedSentence('the click-through rate', -25, ' against the week before')).toBe(
    'The click-through rate fell by 25 % against the week before.',
  );
  expect(movedSentence('the click-through rate', null, ' against the week before')).toBe(
    'How the click-through rate changed is not known.',
  );
});
