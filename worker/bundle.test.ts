import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obtainBundle } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-bundle-'));
let path: string;
let code: string;
beforeAll(async () => {
  path = await obtainBundle({ cache_folder: folder });
  // The source map at the end names files of the type imports too; only the code before it runs.
  code = readFileSync(path, 'utf8').split('//# sourceMappingURL')[0] ?? '';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what goes into the isolate of every execution', () => {
  it('is the interpreter, without zod and without anything of Node', () => {
    expect(code).toContain('./workflows/run-playbook.ts');
    expect(code).not.toMatch(/node_modules\/zod/);
    expect(code).not.toMatch(/node_modules\/(drizzle-orm|postgres|pino|express)\//);
    expect(code).not.toMatch(/\.\/(db|api|activities|worker)\//);
  });

  it('stays small enough to be loaded quickly', () => {
    expect(code.length).toBeLessThan(2_500_000);
  });

  it('is made once for the same sources', async () => {
    const made = statSync(path).mtimeMs;
    expect(await obtainBundle({ cache_folder: folder })).toBe(path);
    expect(statSync(path).mtimeMs).toBe(made);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
