import { describe, expect, it } from 'vitest';
import { type CopyRules, lengthOf, refusedTexts } from './ad-copy.ts';

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
});

describe('what a platform does not take, whoever wrote it', () => {
  const refused = (headline: string, body: string, more: Partial<CopyRules> = {}) =>
    refusedTexts({ ...rules, ...more }, { headline, body }).map((each) => [each.field, each.check, each.found]);

  it('is a text beyond the limit, and not one at it', () => {
    expect(refused('x'.repeat(30), 'x'.repeat(90))).toEqual([]);
    expect(refused('靴'.repeat(16), 'x'.repeat(91))).toEqual([
      ['headline', 'too_long', '32'],
      ['body', 'too_long', '91'],
    ]);
  });

  it('is nothing at all, and an address among the words', () => {
    expect(refused(' ', 'Walk to shop.example/boots or www.shop.example')).toEqual([
      ['headline', 'empty', ''],
      ['body', 'link', 'shop.example/boots'],
      ['body', 'link', 'www.shop.example'],
    ]);
    expect(refused('End. Of the road', 'It is 3.5 km. Go.')).toEqual([]);
  });

  it('is no headline where an ad has none', () => {
    for (const headline of ['', 'x'.repeat(500)]) expect(refused(headline, 'x', { headline: null })).toEqual([]);
  });
});
