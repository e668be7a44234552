import { assert, jsonValue, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStorable, jsonValueSchema, levelsOf } from './json.ts';

describe('JSON that can be stored', () => {
  it.each([
    ['a NUL', '\u0000', false],
    ['the first half of a character', 'a\ud83d', false],
    ['the second half', '\ude00b', false],
    ['a whole character beyond the first plane', '\ud83d\ude00', true],
    ['the words of an escape, which are no escape', '\\u0000', true],
    ['a backslash before them', '\\\\ud800', true],
    ['a line break', '\n', true],
  ])('%s', (_name, text, storable) => {
    expect(isStorable(JSON.stringify(text))).toBe(storable);
    expect(isStorable(JSON.stringify({ [text]: [text] }))).toBe(storable);
  });

  it('is every text that is well formed and has no NUL, and no other', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(isStorable(JSON.stringify(text))).toBe(text.isWellFormed() && !text.includes('\u0000'));
      }),
    );
  });
});

describe('the levels of JSON', () => {
  it.each([
    ['1', 0],
    ['"[[{{"', 0],
    ['"\\"[["', 0],
    ['[]', 1],
    ['{"a[[": [1, {"b": []}]}', 4],
    ['[[], [[]], []]', 3],
  ])('of %s are %d', (json, levels) => {
    expect(levelsOf(JSON.stringify(JSON.parse(json)))).toBe(levels);
  });

  it('are those that one counts by walking through', () => {
    const walked = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.values(value).map((each) => walked(each)))
        : 0;
    assert(
      property(jsonValue(), (value) => {
        expect(levelsOf(JSON.stringify(value))).toBe(walked(value));
        expect(jsonValueSchema.safeParse(value).success).toBe(true);
      }),
    );
  });

  it('of a hundred thousand lists are counted without running out of stack', () => {
    expect(levelsOf('['.repeat(100_000) + ']'.repeat(100_000))).toBe(100_000);
  });
});
