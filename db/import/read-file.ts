import { TextDecoder } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import { CodedError } from '../../contracts/errors/index.ts';
import { type FileFormat, type NamedColumns, recogniseHeader } from './file-format.ts';
import { importLimits } from './import-report.ts';
import { type DecimalMark, guessDecimalMark } from './read-number.ts';

/** Where a file comes from: pieces of bytes, as an upload or a file stream gives them. */
export type FileSource = AsyncIterable<Uint8Array | string>;

/** One row of data with its line in the file. */
export type FileRow = { readonly line: number; readonly cells: readonly string[] };

/** A file whose header has been understood; the rows are read as they are asked for. */
export type OpenFile = {
  readonly format: FileFormat;
  readonly mark: DecimalMark;
  readonly rows: AsyncIterable<FileRow>;
};

const sampleCharacters = 64 * 1024;
const headerWithin = 20;
const delimiters = [',', ';', '\t'] as const;

/**
 * Opens a file: encoding (UTF-8, or UTF-16 by its mark), delimiter, decimal mark and header come from its first 64 KB.
 * Title lines above the header are skipped. Throws IMPORT_EMPTY, IMPORT_FORMAT_UNKNOWN, and, while rows are read,
 * IMPORT_TOO_LARGE. Never holds more than the sample and one piece.
 */
export async function openFile(source: FileSource, named: NamedColumns, limits = importLimits): Promise<OpenFile> {
  const texts = decoded(source, limits.bytes)[Symbol.asyncIterator]();
  let sample = '';
  let ended = false;
  while (sample.length < sampleCharacters && !ended) {
    const next = await texts.next();
    if (next.done) ended = true;
    else sample += next.value;
  }
  if (sample.trim() === '') throw new CodedError('IMPORT_EMPTY', 'The file is empty.');
  const found = recogniseSample(sample, named);
  if (found === null) {
    const first = sample.split(/\r?\n/, 1)[0] ?? '';
    throw new CodedError('IMPORT_FORMAT_UNKNOWN', `The columns are not known: ${first.slice(0, 200)}`, {
      header: first.slice(0, 500),
      expected: [
        'Meta Ads Manager: Day (or Reporting starts), Amount spent, Impressions',
        'Google Ads: Day, Cost, Impr.',
        'plain series: timestamp, value',
      ],
    });
  }
  async function* whole() {
    yield sample;
    for (;;) {
      const next = await texts.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return {
    format: found.format,
    mark: found.mark,
    rows: rowsBelow(whole(), found.delimiter, found.header_line, limits.rows),
  };
}

function recogniseSample(sample: string, named: NamedColumns) {
  const lines = sample.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.slice(0, headerWithin).entries()) {
    for (const delimiter of delimiters) {
      const format = recogniseHeader(cellsOf(line, delimiter), named);
      if (format === null) continue;
      const below = lines.slice(index + 1, -1);
      const cells = (below.length > 0 ? below : lines.slice(index + 1)).flatMap((each) => cellsOf(each, delimiter));
      return { format, delimiter, header_line: index + 1, mark: guessDecimalMark(cells, delimiter) };
    }
  }
  return null;
}

/** Good enough for headers and samples: splits outside of quotes. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells = line.match(new RegExp(`(?:^|${delimiter})(?:"(?:[^"]|"")*"|[^${delimiter}]*)`, 'g')) ?? [];
  return cells.map((cell, index) =>
    (index > 0 || cell.startsWith(delimiter) ? cell.replace(new RegExp(`^${delimiter}`), '') : cell)
      .trim()
      .replace(/^"|"$/g, '')
      .replaceAll('""', '"'),
  );
}

async function* decoded(source: FileSource, bytes: number): AsyncGenerator<string> {
  let read = 0;
  let decoder: TextDecoder | null = null;
  let head = Buffer.alloc(0);
  for await (const piece of source) {
    let chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    read += chunk.byteLength;
    if (read > bytes) {
      throw new CodedError('IMPORT_TOO_LARGE', `The file is over the limit of ${bytes} bytes.`, { limit_bytes: bytes });
    }
    if (decoder === null) {
      // The mark of UTF-16 is two bytes long, and the first piece may be shorter.
      head = Buffer.concat([head, chunk]);
      if (head.length < 2) continue;
      decoder = new TextDecoder(head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8');
      chunk = head;
    }
    yield decoder.decode(chunk, { stream: true });
  }
  const rest = decoder?.decode() ?? head.toString();
  if (rest !== '') yield rest;
}

/** No honest row of metrics is longer. */
const largestRowBytes = 1_000_000;

async function* rowsBelow(
  texts: AsyncIterable<string>,
  delimiter: string,
  header_line: number,
  largest: number,
): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter,
    from_line: header_line + 1,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
    max_record_size: largestRowBytes,
  });
  const feeding = feed(texts, parser);
  let count = 0;
  try {
    for await (const { record, info } of parser) {
      count += 1;
      if (count > largest) {
        throw new CodedError('IMPORT_TOO_LARGE', `The file has more than ${largest} rows.`, { limit_rows: largest });
      }
      yield { line: info.lines, cells: record };
    }
    await feeding;
  } catch (error) {
    // A quote that nobody closes makes the rest of the file one row.
    if (!(error instanceof CsvError) || error.code !== 'CSV_MAX_RECORD_SIZE') throw error;
    const message = `A row after line ${header_line + count} is over ${largestRowBytes} characters; is a quote left open?`;
    throw new CodedError('IMPORT_TOO_LARGE', message, {
      after_line: header_line + count,
      limit_characters: largestRowBytes,
    });
  } finally {
    parser.destroy();
    await feeding.catch(() => undefined);
  }
}

async function feed(texts: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const text of texts) {
      if (parser.destroyed) return;
      if (!parser.write(text)) await drained(parser);
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error('reading failed'));
    throw error;
  }
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done);
      parser.off('close', done);
      resolve();
    };
    parser.on('drain', done);
    parser.on('close', done);
  });
}
