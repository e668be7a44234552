import { cpus, loadavg } from 'node:os';
import { runProgram } from '../../start/run-program.ts';

// One run, everything interleaved: `npm run bench`. What is compared is measured in pairs, because machines are noisy.
console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}, seed 20261121`);
process.exitCode = await runProgram('vitest/vitest.mjs', [
  'run',
  '--config',
  'tests/bench/vitest.config.ts',
  '--reporter=dot',
  ...process.argv.slice(2),
]);
