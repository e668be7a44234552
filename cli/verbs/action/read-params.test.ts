import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../exit.ts';
import { readParams } from './read-params.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-params-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const piped = (text: string) => ({ readStdin: async () => new TextEncoder().encode(text) });
const nobody = {
  readStdin: async () => {
    throw new Error('The pipe was read although nobody asked for it.');
  },
};

describe('the parameters of an action', () => {
  it('are the same as they stand, from a file and from the pipe', async () => {
    const text = '{"campaign_id": "1", "deep": {"list": [1, null]}, "word": "ä"}';
    const file = join(folder, 'params.json');
    writeFileSync(file, text);
    const expected = { campaign_id: '1', deep: { list: [1, null] }, word: 'ä' };
    expect(await readParams(text, nobody)).toEqual(expected);
    expect(await readParams(`@${file}`, nobody)).toEqual(expected);
    expect(await readParams('@-', piped(text))).toEqual(expected);
  });

  it.each([[''], ['campaign_id=1'], ['[1]'], ['"text"'], ['1'], ['null'], ['{"a":'], ['{"a":1} {"b":2}']])(
    'are one JSON object and nothing else: %j is refused as a mistake of usage',
    async (text) => {
      const refusal = { exitCode: exitCodes.usage, message: expect.stringContaining('--params needs a JSON object') };
      await expect(readParams(text, nobody)).rejects.toMatchObject(refusal);
      await expect(readParams('@-', piped(text))).rejects.toMatchObject(refusal);
    },
  );

  it('in a file that is not there are refused by its name', async () => {
    const gone = join(folder, 'gone.json');
    await expect(readParams(`@${gone}`, nobody)).rejects.toThrow(`${gone} cannot be read.`);
  });
});
