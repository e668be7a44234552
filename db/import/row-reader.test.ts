import { describe, expect, it } from 'vitest';
import type { FileFormat } from './file-format.ts';
import { createRowReader } from './row-reader.ts';

const format: FileFormat = {
  ...{ format: 'meta_ads_manager', columns: { spend: 0, clicks: 1, gone: 9 }, names: ['Amount spent', 'Clicks'] },
  ...{ metric: null, currency: null },
};
const reader = (cells: readonly string[], mark: '.' | ',' = '.') => createRowReader({ line: 8, cells }, format, mark);
const optional = { whole: false, required: false };
const count = { whole: true, required: false };

describe('the cells of one row', () => {
  it('are read without the spaces around them; a column that is not there is empty', () => {
    const row = reader(['  12 ', '3']);
    expect([row.text('spend'), row.text('gone'), row.text('never heard of')]).toEqual(['12', '', '']);
  });

  it.each(['', '-', '--', '—', 'N/A', 'null', '  '])(
    'with %j say nothing, which is fine unless it is needed',
    (cell) => {
      const row = reader([cell, '1']);
      expect(row.number('spend', optional)).toBeNull();
      expect(row.problems).toEqual([]);
      expect(row.number('spend', { whole: false, required: true })).toBeNull();
      expect(row.problems).toMatchObject([
        { line: 8, column: 'Amount spent', value: cell.trim(), expected: 'a number' },
      ]);
    },
  );

  it.each([
    ['1,234.5', '.', 1234.5],
    ['1.234,5', ',', 1234.5],
    ['0', '.', 0],
  ] as const)('%s with the mark %s is %d', (cell, mark, value) => {
    expect(reader([cell], mark).number('spend', optional)).toBe(value);
  });

  it.each([
    ['2.000', '.', 2_000],
    ['1.234.567', '.', 1_234_567],
    ['2,000', '.', 2_000],
    ['2.000', ',', 2_000],
  ] as const)('that count are whole: %s with the mark %s is %i', (cell, mark, value) => {
    expect(reader(['0', cell], mark).number('clicks', count)).toBe(value);
  });

  it.each([
    ['-1', 'at least 0'],
    ['1.5', 'whole number'],
    ['some', 'whole number such as 1,234.56'],
  ])('that count are not %s', (cell, expected) => {
    const row = reader(['0', cell]);
    expect(row.number('clicks', count)).toBeNull();
    expect(row.problems).toMatchObject([
      { column: 'Clicks', value: cell, expected: expect.stringContaining(expected) },
    ]);
    expect(row.problems[0]?.fix).toMatch(/\w/);
  });

  it('note every problem with its place, and no more of the value than a person needs', () => {
    const row = reader(['x'.repeat(500), 'y']);
    row.number('spend', optional);
    row.number('clicks', count);
    row.problem('gone', 'something', 'Do it.');
    expect(row.problems.map((problem) => problem.column)).toEqual(['Amount spent', 'Clicks', 'gone']);
    expect(row.problems[0]?.value).toHaveLength(100);
  });
});
