import { expect, it } from 'vitest';
import { resultWords } from './results.ts';

it('says what became of each change of a set, the good ones first and none left out', () => {
  expect(resultWords([])).toBe('Nothing has been sent yet.');
  expect(resultWords(['done', 'done'])).toBe('2 of 2 verified.');
  expect(resultWords(['needs_person', 'done', 'not_done', 'done', 'done'])).toBe(
    '3 of 5 verified, 1 not applied, 1 waiting for a person.',
  );
  expect(resultWords(['not_done', 'taken_back', 'under_way'])).toBe('1 of 3 under way, 1 not applied, 1 taken back.');
});
