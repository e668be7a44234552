import { readFileSync } from 'node:fs';

/** A small table of numbers beside this file: the values of each column by its name. Quotes go; the first column may be text. */
export function readTable(file: string, separator: RegExp | string = ','): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8');
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('"', '').trim().split(separator));
  return new Map(head.map((name, column) => [name, rows.map((row) => row[column] ?? '')]));
}
