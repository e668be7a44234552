import { describe, expect, it } from 'vitest';
import { unitsOf } from './units.ts';

const texts = (text: string, most = 600) => unitsOf(text, most).map(({ start, end }) => text.slice(start, end));

describe('the units of a document', () => {
  it('are its sentences, items and rows, without the headings', () => {
    expect(texts('# Rules\n\nBe kind. Be short.\n- one\n- two')).toEqual(['Be kind.', 'Be short.', '- one', '- two']);
  });

  it('name all headings above them, and forget those of a section that is over', () => {
    const units = unitsOf('# A\none\n### B ##\ntwo\n## C\nthree\n# D\nfour', 600);
    expect(units.map(({ section }) => section)).toEqual(['A', 'A › B', 'A › C', 'D']);
  });

  it('take a line within a fence for text, also when it looks like a heading', () => {
    const units = unitsOf('# A\n```\n# not a heading\n```\nafter', 600);
    expect(units.every(({ section }) => section === 'A')).toBe(true);
    expect(texts('# A\n```\n# not a heading\n```\nafter')).toContain('# not a heading');
  });

  it('that are too long are cut at a space, or where they must be', () => {
    expect(texts('aaaa bbbb cccc', 9)).toEqual(['aaaa bbbb', 'cccc']);
    expect(texts('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('never part the two halves of one character', () => {
    const pieces = texts('abc😀def', 4);
    expect(pieces.join('')).toBe('abc😀def');
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('of nothing are none', () => {
    expect(unitsOf('\n \n', 600)).toEqual([]);
  });
});
