import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runProgram } from '../../start/run-program.ts';
import { readFindings, summary, tableOf } from './report.ts';

// Everything that may go wrong around a money write, played on purpose: `npm run chaos`. The same seed plays the same faults:
// `-- --seed 7`; so many kills and half as many again lost answers: `-- --rounds 324`; a part of it: `-- --only kills` (again for more parts).
const known = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.chaos.ts'))
  .map((name) => name.replace('.chaos.ts', ''));
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261121' },
    rounds: { type: 'string', default: '216' },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const unknown = values.only.filter((name) => !known.includes(name));
if (unknown.length > 0 || !/^\d+$/.test(values.seed) || !/^[1-9]\d*$/.test(values.rounds)) {
  console.error(`Usage: npm run chaos -- [--seed n] [--rounds n] [--only ${known.join('|')}]`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mbi-chaos-report-'));
process.env.CHAOS_REPORT = join(folder, 'findings.jsonl');
process.env.CHAOS_SEED = values.seed;
process.env.CHAOS_ROUNDS = values.rounds;
console.log(
  `seed ${values.seed}, ${values.rounds} kills, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}`,
);
const begun = performance.now();
const code = await runProgram('vitest/vitest.mjs', [
  'run',
  '--config',
  'tests/chaos/vitest.config.ts',
  '--reporter=dot',
  ...values.only.map((name) => `tests/chaos/${name}.chaos.ts`),
]);
const findings = readFindings(readFileSync(process.env.CHAOS_REPORT, { encoding: 'utf8', flag: 'a+' }));
rmSync(folder, { recursive: true, force: true });
console.log(`\n${tableOf(findings)}\n`);
console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s in all, load now ${loadavg()[0]?.toFixed(2)}`);
console.log(summary(findings, code));
process.exitCode = code === 0 && findings.violations.length === 0 ? 0 : 1;
