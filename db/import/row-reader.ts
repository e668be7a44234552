import type { FileFormat } from './file-format.ts';
import type { ImportProblem } from './import-report.ts';
import type { FileRow } from './read-file.ts';
import { type DecimalMark, readNumber } from './read-number.ts';

/** Reads typed cells of one row and notes every problem with its place; a problem gives null. */
export type RowReader = {
  /** The text of a part; '' when the column is not in the file. */
  text(part: string): string;
  /** A number of at least 0; null when absent, empty or "--", or after noting a problem. */
  number(part: string, what: { readonly whole: boolean; readonly required: boolean }): number | null;
  problem(part: string, expected: string, fix: string): void;
  readonly problems: readonly ImportProblem[];
};

const emptyCells = new Set(['', '-', '--', '—', 'n/a', 'null']);

/** Makes the reader of one row. */
export function createRowReader(row: FileRow, format: FileFormat, mark: DecimalMark): RowReader {
  const problems: ImportProblem[] = [];
  const text = (part: string) => {
    const index = format.columns[part];
    return index === undefined ? '' : (row.cells[index] ?? '').trim();
  };
  const problem = (part: string, expected: string, fix: string) => {
    const index = format.columns[part];
    const column = index === undefined ? part : (format.names[index] ?? part);
    problems.push({ line: row.line, column, value: text(part).slice(0, 100), expected, fix });
  };
  return {
    text,
    problem,
    problems,
    number: (part, { whole, required }) => {
      const cell = text(part);
      if (emptyCells.has(cell.toLowerCase())) {
        if (required) problem(part, 'a number', 'Fill the cell in, or leave the row out.');
        return null;
      }
      const value = readNumber(cell, whole && mark === '.' && /^\d{1,3}(\.\d{3})+$/.test(cell) ? ',' : mark);
      const wholeWanted = whole ? 'a whole number' : 'a number';
      if (value === null) {
        problem(
          part,
          `${wholeWanted} such as ${mark === '.' ? '1,234.56' : '1.234,56'}`,
          'Write the number without words.',
        );
        return null;
      }
      if (value < 0) {
        problem(part, 'a number of at least 0', 'Remove the minus sign or the row.');
        return null;
      }
      if (whole && !Number.isInteger(value)) {
        problem(part, 'a whole number', 'Counts have no fraction; check which column was exported.');
        return null;
      }
      return value;
    },
  };
}
