import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { z } from 'zod';

/** An append-only file of JSON lines. What `append` has returned from is on the disk, whatever happens to the process. */
export type JsonLines<T> = {
  readonly entries: () => readonly T[];
  readonly append: (entries: readonly T[]) => void;
  /** Empties the file; for tests that start afresh. */
  readonly clear: () => void;
  readonly close: () => void;
};

/**
 * Opens or creates such a file. A last line without its newline was cut off by a crash before `append` returned:
 * nobody was promised it, so it is dropped. Any other line that does not fit the schema throws.
 */
export function openJsonLines<T>(path: string, schema: z.ZodType<T>): JsonLines<T> {
  const file = openSync(path, 'a+');
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) ftruncateSync(file, Buffer.byteLength(whole));
  const kept = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
  return {
    entries: () => kept,
    append: (entries) => {
      writeSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      fsyncSync(file);
      kept.push(...entries);
    },
    clear: () => {
      ftruncateSync(file, 0);
      fsyncSync(file);
      kept.length = 0;
    },
    close: () => closeSync(file),
  };
}
