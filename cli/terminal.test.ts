import { describe, expect, it } from 'vitest';
import { cell, createTerminal, renderTable } from './terminal.ts';

describe('what a command writes', () => {
  it('data goes to stdout, as text or as JSON, and everything beside it to stderr', () => {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const terminal = createTerminal(
      { write: (text: string) => stdout.push(text) },
      { write: (text: string) => stderr.push(text) },
    );
    terminal.result({ a: 1 }, 'a is 1', false);
    terminal.note('by the way');
    terminal.result({ a: 1 }, 'a is 1', true);
    expect(stdout).toEqual(['a is 1\n', '{\n  "a": 1\n}\n']);
    expect(stderr).toEqual(['by the way\n']);
  });

  it('columns are as wide as their widest cell, and no line ends in spaces', () => {
    expect(renderTable(['ID', 'STATUS'], [['1', 'waiting'], ['long-id', ''], ['2']])).toBe(
      'ID       STATUS\n1        waiting\nlong-id\n2',
    );
    expect(renderTable(['ID'], [])).toBe('Nothing found.');
  });

  it.each([
    [null, '–'],
    [undefined, '–'],
    ['', ''],
    ['a', 'a'],
    [0, '0'],
    [false, 'false'],
    [[1, 'a'], '[1,"a"]'],
    [{ a: null }, '{"a":null}'],
  ])('%j in one cell is %s', (value, text) => {
    expect(cell(value)).toBe(text);
  });
});
