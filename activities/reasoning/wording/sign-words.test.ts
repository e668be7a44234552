import { expect, it } from 'vitest';
import { signNames } from '../hypotheses/likelihoods.ts';
import { signsWords, signWords } from './sign-words.ts';

it.each([
  [0, 0, 'No signs of x'],
  [0, 1, 'None of the 1 signs of x is there'],
  [0, 2, 'Neither of the 2 signs of x is there'],
  [0, 3, 'None of the 3 signs of x is there'],
  [1, 3, '1 of the 3 signs of x is there'],
  [2, 3, '2 of the 3 signs of x are there'],
  [2, 2, 'Both signs of x are there'],
  [4, 4, 'All 4 signs of x are there'],
])('%i of %i signs are said as "%s"', (present, of, words) => {
  expect(signsWords(present, of, 'signs of x')).toBe(words);
});

it('every sign has words that are no name of the machine', () => {
  const words = signNames.map((name) => signWords[name]);
  expect(words.filter((each) => each === '' || each.includes('_'))).toEqual([]);
  expect(new Set(words).size).toBe(signNames.length);
});
