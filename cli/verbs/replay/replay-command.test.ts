import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, describe, expect, it } from 'vitest';
import { runMbi } from '../../../tests/harness/command-line.ts';

// The history that parts makes the library complain, as it should.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
const folder = mkdtempSync(join(tmpdir(), 'mbi-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));
const histories = join(import.meta.dirname, '../../../tests/replay/histories');
const recorded = join(histories, 'approval-approved.history.json');

const mbi = (...words: readonly string[]) => runMbi(words);

describe('replaying a history', () => {
  it('of code that does the same is all well', async () => {
    expect(await mbi('replay', '--file', recorded)).toEqual({ code: 0, out: `same  ${recorded}\n`, err: '' });
  });

  it('of code that does something else is a finding, and says where they part', async () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, readFileSync(recorded, 'utf8').replaceAll('journal.open_approval', 'journal.something_else'));
    const { code, out } = await mbi('replay', '--file', recorded, '--file', other, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).executions).toMatchObject([{ error: null }, { error: expect.stringContaining('journal') }]);
  });

  it('of nothing, or of a file that is no history, is a wrong call', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, 'not json');
    expect(await mbi('replay')).toMatchObject({ code: 2 });
    expect(await mbi('replay', '--file', broken)).toMatchObject({ code: 2, err: `${broken} is no history in JSON.\n` });
  });
});
