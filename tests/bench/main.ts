import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { runProgram } from '../../start/run-program.ts';

// One run, everything interleaved: `npm run bench`; a part of it: `npm run bench -- --only twins` (again for more parts);
// some shapes of it: `BENCH_TWIN_PAIRS=31 npm run bench -- --only twins -t 'loop|approval'`.
// What is compared is measured in pairs, because machines are noisy.
const known = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''));
const words = process.argv.slice(2);
const only = words.flatMap((word, at) => (word === '--only' ? [words[at + 1] ?? ''] : []));
const rest = words.filter((word, at) => word !== '--only' && words[at - 1] !== '--only');
const unknown = only.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there is: ${known.join(', ')}.`);
  process.exit(2);
}
console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}, seed 20261121`);
const begun = performance.now();
process.exitCode = await runProgram('vitest/vitest.mjs', [
  'run',
  '--config',
  'tests/bench/vitest.config.ts',
  '--reporter=dot',
  ...only.map((name) => `tests/bench/${name}.bench.ts`),
  ...rest,
]);
console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s in all, load now ${loadavg()[0]?.toFixed(2)}`);
