import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type CompilerProcess, createCompilerProcess } from './compiler-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-compiler-'));
afterAll(() => rmSync(folder, { recursive: true }));
let compiler: CompilerProcess;
afterEach(() => compiler.close());

const good = 'id: a_v1\nname: A\nscope: none\nsteps: [{ id: end, stop: completed }]\n';
/** A process that does the worst for the text "bad" and answers the rest. */
function hostile(worst: string): URL {
  const file = join(folder, `${worst.length}.mjs`);
  const code = `process.on('message', ({ source }) => {
    if (source === 'bad') { ${worst} }
    process.send({ plan: null, digest: source, diagnostics: [] });
  });
  process.send('ready');`;
  writeFileSync(file, code);
  return pathToFileURL(file);
}

describe('compiling apart', () => {
  it('gives what the compiler gives', async () => {
    compiler = createCompilerProcess();
    expect(await compiler.compile({ source: good })).toMatchObject({ plan: { playbook_id: 'a_v1' }, diagnostics: [] });
    const { plan, diagnostics } = await compiler.compile({ source: 'id: 1' });
    expect(plan).toBe(null);
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  it.each([
    ['never ends', 'for (;;) {}'],
    ['eats all memory', 'const all = []; for (;;) all.push(new Array(1000).fill(all.length));'],
    ['throws', 'throw new Error("no");'],
    ['ends its process', 'process.exit(1);'],
    ['kills its process', 'process.kill(process.pid, "SIGKILL");'],
  ])('a text that %s is refused alone, and the next one is compiled', async (_, worst) => {
    compiler = createCompilerProcess({ compile_ms: 1_500, start_ms: 20_000, heap_mb: 32 }, hostile(worst));
    const answers = await Promise.allSettled(['first', 'bad', 'next'].map((source) => compiler.compile({ source })));
    expect(answers.map((each) => (each.status === 'fulfilled' ? each.value.digest : each.reason.code))).toEqual([
      'first',
      'PLAYBOOK_TOO_COSTLY',
      'next',
    ]);
  });
});
