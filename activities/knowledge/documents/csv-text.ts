import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';

const rowsSchema = z.array(z.array(z.string()));

/**
 * A table as a list: each row a line that names its columns, so that a passage cut from the middle can still be understood.
 * The first row is the header. Throws KNOWLEDGE_DOCUMENT_MALFORMED.
 */
export function csvText(csv: string): string {
  const [header = [], ...rows] = readRows(csv);
  return rows
    .map((row) => {
      const cells = row.map(
        (cell, column) => [header[column]?.trim() ?? '', cell.trim().replace(/\s+/g, ' ')] as const,
      );
      return `- ${cells
        .filter(([, cell]) => cell !== '')
        .map(([name, cell]) => (name === '' ? cell : `${name}: ${cell}`))
        .join('; ')}`;
    })
    .filter((line) => line !== '- ')
    .join('\n');
}

function readRows(csv: string): string[][] {
  try {
    const first = csv.slice(0, Math.max(0, csv.indexOf('\n')) || csv.length);
    const [delimiter = ','] = [',', ';', '\t'].toSorted(
      (one, other) => first.split(other).length - first.split(one).length,
    );
    return rowsSchema.parse(parse(csv, { bom: true, delimiter, skip_empty_lines: true, max_record_size: 100_000 }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? error.lines : null;
    throw new CodedError('KNOWLEDGE_DOCUMENT_MALFORMED', 'This CSV cannot be read.', { reason: error.code, line });
  }
}
