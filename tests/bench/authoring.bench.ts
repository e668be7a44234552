import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runMbi } from '../harness/command-line.ts';
import { milliseconds, progress, report } from './report.ts';
import { quantile } from './statistics.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const shipped = readdirSync('playbooks')
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .map((name) => join('playbooks', name));

async function wallOf(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

/** `mbi` in a process of its own, as a person starts it. */
const asProcess = (...words: string[]) => promisify(execFile)(process.execPath, ['cli/main.ts', ...words]);
const inProcess = async (...words: string[]) => expect((await runMbi(words)).code).toBe(0);

describe('what an author waits for', () => {
  it(`validating each of the ${shipped.length} playbooks`, async () => {
    progress(`validating ${shipped.length} playbooks, ${rounds * 4} times each`);
    for (const file of shipped) await inProcess('validate', file);
    const times: number[] = [];
    for (let round = 0; round < rounds * 4; round += 1)
      for (const file of shipped) times.push(await wallOf(() => inProcess('validate', file)));
    report(
      'validate, one file, p50 / p95',
      `${milliseconds(quantile(times, 0.5))} / ${milliseconds(quantile(times, 0.95))} n=${times.length}`,
      '≤ 150 ms',
    );
    const alone = await wallOf(() => asProcess('validate', shipped[0] ?? ''));
    const all = await wallOf(() => asProcess('validate', ...shipped));
    report('mbi validate as a process, one file / all', `${milliseconds(alone)} / ${milliseconds(all)}`, '');
  });

  it('every test of every playbook', async () => {
    progress('all tests of the playbooks');
    await inProcess('test', 'playbooks');
    const walls: number[] = [];
    const processes: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      walls.push(await wallOf(() => inProcess('test', 'playbooks')));
      processes.push(await wallOf(() => asProcess('test', 'playbooks')));
    }
    const { stdout } = await asProcess('test', 'playbooks');
    report('all tests of the playbooks, in a process, p50', milliseconds(quantile(walls, 0.5)), '≤ 10 s');
    report('mbi test playbooks as a process, p50', milliseconds(quantile(processes, 0.5)), '≤ 10 s');
    report('mbi test playbooks says', stdout.trim().split('\n').at(-1) ?? '', '');
  });
});
