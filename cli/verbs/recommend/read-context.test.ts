import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';
import { readContext } from './read-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-context-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const piped = (value: unknown) => ({
  readStdin: async () => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
});
/** What a context from the pipe is refused with. */
const refusal = (value: unknown) =>
  readContext('-', piped(value)).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe('a context from a file', () => {
  it('is the same as from the pipe', async () => {
    const file = join(folder, 'context.json');
    writeFileSync(file, JSON.stringify(springSale()));
    expect(await readContext(file, piped(''))).toEqual(await readContext('-', piped(springSale())));
  });

  it('that is not there is refused by its name', async () => {
    await expect(readContext(join(folder, 'gone.json'), piped(''))).rejects.toThrow(/gone\.json cannot be read/);
  });
});

describe('a context that is none', () => {
  it.each([[''], ['campaign: 1'], ['{"campaign_id":']])('says that JSON was expected: %j', async (text) => {
    const told = await refusal(text);
    expect(told).toContain('CONTEXT_INVALID');
    expect(told).toContain('expected JSON');
  });

  it.each([[null], [[]], ['"text"']])('says so of the whole file: %j', async (value) => {
    expect(await refusal(value)).toContain('the whole file');
  });

  it('names each field, what was expected there and what stood there', async () => {
    const told = await refusal({ ...springSale(), campaign_id: 7, creative_metrics: 'none' });
    expect(told).toContain('campaign_id: expected string, found 7');
    expect(told).toContain('creative_metrics: expected array, found "none"');
  });

  it('does not print a book: long values are cut and faults counted', async () => {
    const wrong = [...Array(50).keys()].map(() => ({ creative_id: 1 }));
    const told = await refusal({ ...springSale(), campaign_id: ['x'.repeat(5000)], creative_metrics: wrong });
    expect(told).toMatch(/and \d+ more/);
    expect(told.length).toBeLessThan(5000);
  });
});
