import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openJsonLines } from './json-lines.ts';

const schema = z.object({ n: z.int() });
const freshPath = () => join(mkdtempSync(join(tmpdir(), 'json-lines-')), 'lines.jsonl');

describe('an append-only file', () => {
  it('gives back in the next life what was appended in this one', () => {
    const path = freshPath();
    const first = openJsonLines(path, schema);
    first.append([{ n: 1 }, { n: 2 }]);
    first.append([{ n: 3 }]);
    first.close();
    expect(openJsonLines(path, schema).entries()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('drops a last line that a crash cut off, and writes on after the whole ones', () => {
    const path = freshPath();
    openJsonLines(path, schema).append([{ n: 1 }]);
    appendFileSync(path, '{"n":2');
    const second = openJsonLines(path, schema);
    expect(second.entries()).toEqual([{ n: 1 }]);
    second.append([{ n: 5 }]);
    expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n{"n":5}\n');
  });

  it('refuses a whole line that is not an entry', () => {
    const path = freshPath();
    appendFileSync(path, '{"n":"one"}\n');
    expect(() => openJsonLines(path, schema)).toThrow();
  });

  it('can be emptied', () => {
    const path = freshPath();
    const lines = openJsonLines(path, schema);
    lines.append([{ n: 1 }]);
    lines.clear();
    expect(lines.entries()).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe('');
  });
});
