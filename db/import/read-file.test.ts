import { describe, expect, it } from 'vitest';
import { importLimits } from './import-report.ts';
import { openFile } from './read-file.ts';

async function* pieces(text: string | Buffer, size: number) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string | Buffer, { size = 4096, named = {}, limits = importLimits } = {}) {
  const file = await openFile(pieces(text, size), named, limits);
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const row of file.rows) rows.push(row);
  return { ...file, rows, cells: rows.map((row) => row.cells.join('|')) };
}

const plain = 'timestamp,value\n2026-01-01,1\n2026-01-02,2\n';
const titled = `Käufe – März 🛒\nfrom January\n\nDay;Amount spent (EUR);Impressions\n2026-01-01;1,5;10\n"2026-01-02";"2;5";20\n`;

describe('a file that is opened', () => {
  it.each([1, 2, 3, 7, 1000])('reads the same in pieces of %i bytes', async (size) => {
    const { format, mark, cells } = await read(titled, { size });
    expect(format.format).toBe('meta_ads_manager');
    expect(mark).toBe(',');
    expect(cells).toEqual(['2026-01-01|1,5|10', '2026-01-02|2;5|20']);
  });

  it.each([1, 2, 5, 1000])('reads the same in UTF-16, in pieces of %i bytes', async (size) => {
    const { cells } = await read(Buffer.from(`\uFEFF${titled}`, 'utf16le'), { size });
    expect(cells).toEqual(['2026-01-01|1,5|10', '2026-01-02|2;5|20']);
  });

  it.each(['\n', '\r\n', '\r'])('ends its lines with %j', async (end) => {
    expect((await read(plain.replaceAll('\n', end))).cells).toEqual(['2026-01-01|1', '2026-01-02|2']);
  });

  it('may begin with empty pieces, and may come as texts', async () => {
    async function* texts() {
      yield '';
      yield plain.slice(0, 9);
      yield plain.slice(9);
    }
    const { rows } = await openFile(texts(), {});
    let count = 0;
    for await (const _row of rows) count += 1;
    expect(count).toBe(2);
  });

  it('says in which line of the file each row stands, below titles and empty lines', async () => {
    const { rows } = await read('Report\n\ntimestamp,value\n2026-01-01,1\n\n\n2026-01-02,2\n');
    expect(rows.map((row) => row.line)).toEqual([4, 7]);
  });

  it('needs no line end at its end', async () => {
    expect((await read(plain.trimEnd())).cells).toHaveLength(2);
  });

  it('keeps rows that are too short or too long: what is missing shows when it is read', async () => {
    expect((await read('timestamp,value\n2026-01-01\n2026-01-02,2,3\n')).cells).toEqual([
      '2026-01-01',
      '2026-01-02|2|3',
    ]);
  });

  it('finds its header in the first 20 lines and not below', async () => {
    const below = (lines: number) => read(`${'title\n'.repeat(lines)}${plain}`);
    expect((await below(19)).cells).toHaveLength(2);
    await expect(below(20)).rejects.toMatchObject({ code: 'IMPORT_FORMAT_UNKNOWN' });
  });

  it.each(['', '\n \n', '\uFEFF'])('is empty: %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'IMPORT_EMPTY' });
  });

  it('says what it found instead of a header, and what would do', async () => {
    await expect(read('name,age\nA,3\n')).rejects.toMatchObject({
      code: 'IMPORT_FORMAT_UNKNOWN',
      details: { header: 'name,age', expected: expect.arrayContaining([expect.stringContaining('timestamp')]) },
    });
  });

  it('may be as large as the limits and no larger', async () => {
    const bytes = Buffer.byteLength(plain);
    expect((await read(plain, { limits: { ...importLimits, bytes, rows: 2 } })).cells).toHaveLength(2);
    const over = { code: 'IMPORT_TOO_LARGE' };
    await expect(read(plain, { limits: { ...importLimits, bytes: bytes - 1 } })).rejects.toMatchObject(over);
    await expect(read(plain, { limits: { ...importLimits, rows: 1 } })).rejects.toMatchObject(over);
  });

  it('fails with the reason when its source breaks in the middle', async () => {
    async function* broken() {
      yield `timestamp,value\n${'2026-01-01,1\n'.repeat(20_000)}`;
      throw new Error('the upload broke off');
    }
    const { rows } = await openFile(broken(), {});
    const readAll = async () => {
      for await (const _row of rows);
    };
    await expect(readAll()).rejects.toThrow('the upload broke off');
  });

  it('can be left in the middle', async () => {
    const { rows } = await openFile(pieces(`timestamp,value\n${'2026-01-01,1\n'.repeat(50_000)}`, 4096), {});
    for await (const row of rows) {
      expect(row.line).toBe(2);
      break;
    }
  });
});
