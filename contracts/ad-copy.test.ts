import { describe, expect, it } from 'vitest';
import { type CopyRules, lengthOf, tooLong } from './ad-copy.ts';

const rules: CopyRules = {
  headline: { most_characters: 30, shown_characters: null },
  body: { most_characters: 90, shown_characters: null },
  ...{ held_by: 'creative', wide_characters_count_twice: true, emoji: false, pages: [] },
  exclamation_marks: { headline: 0, body: 1 },
};

describe('the length of a text by a platform’s own count', () => {
  it.each([
    ['plain letters', 'Dry feet', 8],
    ['letters with signs above them', 'Été à Zürich', 12],
    ['Japanese, of which each sign counts twice', '登山靴', 6],
    ['Korean and Latin together', '등산 shoes', 10],
    ['full-width forms', 'ＡＢ', 4],
    ['a picture, which is one sign', '🥾', 1],
  ])('of %s', (_, text, length) => {
    expect(lengthOf(rules, text)).toBe(length);
    if (length > [...text].length)
      expect(lengthOf({ ...rules, wide_characters_count_twice: false }, text)).toBeLessThan(length);
  });

  it('is too much beyond the limit and not at it', () => {
    expect(tooLong(rules, { headline: 'x'.repeat(30), body: 'x'.repeat(90) })).toEqual([]);
    expect(tooLong(rules, { headline: '靴'.repeat(16), body: 'x'.repeat(91) })).toEqual([
      { field: 'headline', characters: 32, most: 30 },
      { field: 'body', characters: 91, most: 90 },
    ]);
  });

  it('of a headline counts nothing where an ad has none', () => {
    expect(tooLong({ ...rules, headline: null }, { headline: 'x'.repeat(500), body: 'x' })).toEqual([]);
  });
});
