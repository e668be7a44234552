import { describe, expect, it } from 'vitest';
import { lineDifference } from './line-difference.ts';

const told = (before: string, after: string) =>
  lineDifference(before, after).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`);

describe('the difference of two texts', () => {
  it('keeps what is in both, and shows what went and what came', () => {
    expect(told('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d']);
    expect(told('same', 'same')).toEqual([' same']);
    expect(told('', 'a')).toEqual(['-', '+a']);
  });

  it('gives either text back, whatever changed', () => {
    const [before, after] = ['a\nb\n\nc\nb', 'b\n\nq\na\nb\nb'];
    const lines = lineDifference(before, after);
    const without = (kind: string) =>
      lines
        .filter((line) => line.kind !== kind)
        .map(({ text }) => text)
        .join('\n');
    expect(without('new')).toBe(before);
    expect(without('gone')).toBe(after);
  });
});
