import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ErrorEntry } from '../../contracts/errors/define.ts';
import { errorTable } from '../../contracts/errors/index.ts';
import { readSourceFiles } from './source-files.ts';

const product = readSourceFiles().filter((file) => !file.isTest && !file.path.startsWith('contracts/errors/'));
const said = product.map(({ text }) => text).join('\n');
const entries = Object.entries<ErrorEntry>(errorTable);

describe('the closed list of errors and the code', () => {
  it('every code is one that something can answer with: none is left from what is gone', () => {
    expect(entries.map(([code]) => code).filter((code) => !new RegExp(`['\`]${code}\\b`).test(said))).toEqual([]);
  });

  it('what may be tried again says so by its status, and the other way round', () => {
    const passing = new Set([429, 503]);
    const wrong = entries.filter(([, { status, retryable }]) => passing.has(status) && !retryable);
    expect(wrong.map(([code]) => code)).toEqual([]);
    // A mistake of the caller stays one, however often it is sent.
    const mistakes = entries.filter(
      ([, { status, retryable }]) => [400, 401, 403, 405, 413, 415].includes(status) && retryable,
    );
    expect(mistakes.map(([code]) => code)).toEqual([]);
  });

  it('every runbook that a code leads to is there, and names the code', () => {
    for (const [code, { runbook }] of entries) {
      if (runbook === undefined) continue;
      expect([code, existsSync(runbook)]).toEqual([code, true]);
      expect([code, readFileSync(runbook, 'utf8').includes(code)]).toEqual([code, true]);
    }
  });

  it('no two codes mean the same', () => {
    const meanings = entries.map(([, { meaning }]) => meaning);
    expect(meanings.filter((text, at) => meanings.indexOf(text) !== at)).toEqual([]);
  });
});
