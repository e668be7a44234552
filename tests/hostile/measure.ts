import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hostileTexts } from './yaml/corpus.ts';

/**
 * Run as `node tests/hostile/measure.ts`: compiles each hostile text in a fresh process, after a good one to load the
 * compiler, and prints the slowest with the time of the processor that the compiling thread took and by how much memory grew.
 * Fails when one is over its aim.
 */
const aims = { ms: 50, megabytes: 20 };

type Measured = { readonly ms: number; readonly megabytes: number; readonly refused: boolean };

const child = fileURLToPath(new URL('./measure-one.ts', import.meta.url));
function measured(source: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const one = fork(child, [], { execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'] });
    one.once('message', (answer: Measured) => {
      resolve(answer);
      one.kill();
    });
    one.once('error', reject);
    one.once('exit', (code) => reject(new Error(`The compiler ended with ${code}.`)));
    one.send(source);
  });
}

const every = Number(process.env.HOSTILE_EVERY ?? 1);
const rows: (Measured & { readonly name: string })[] = [];
for (const [at, { name, source }] of hostileTexts.entries()) {
  if (at % every === 0) rows.push({ name, ...(await measured(source)) });
}
rows.sort((one, other) => other.ms - one.ms);
console.log(`${rows.length} hostile texts; processor time (aim ≤ ${aims.ms} ms), memory (aim ≤ ${aims.megabytes} MB)`);
for (const { name, ms, megabytes, refused } of rows.slice(0, 25)) {
  console.log(
    `${name.padEnd(56)} ${ms.toFixed(1).padStart(8)} ms ${megabytes.toFixed(1).padStart(8)} MB ${refused ? '' : 'TAKEN'}`,
  );
}
const most = Math.max(...rows.map(({ megabytes }) => megabytes));
const over = rows.filter(({ ms, megabytes, refused }) => ms > aims.ms || megabytes > aims.megabytes || !refused);
console.log(`slowest ${rows[0]?.ms.toFixed(1)} ms, most memory ${most.toFixed(1)} MB, over an aim: ${over.length}`);
process.exitCode = over.length === 0 ? 0 : 1;
