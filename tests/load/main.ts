import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runProgram } from '../../start/run-program.ts';
import { brokenPromises, describePhase } from './figures.ts';

// `npm run load`: 100 campaigns (`-- --campaigns 1000` for more) through the whole product: handed in together, while one
// caller waits for ten others; then by callers who each wait for theirs (`-- --at-once 10`). Exit code 1 when p95 of those
// who wait is 30 s or more, or one analysis failed.
const count = { type: 'string' } as const;
const { values } = parseArgs({
  options: { campaigns: { ...count, default: '100' }, 'at-once': { ...count, default: '10' } },
});
const { campaigns, 'at-once': at_once } = values;
if (![campaigns, at_once].every((value) => /^[1-9]\d{0,3}$/.test(value))) {
  console.error('Usage: npm run load -- [--campaigns n] [--at-once n]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mbi-load-'));
process.env.LOAD_REPORT = join(folder, 'phases.jsonl');
process.env.LOAD_CAMPAIGNS = campaigns;
process.env.LOAD_AT_ONCE = at_once;
const load = () => `load ${loadavg()[0]?.toFixed(2)}`;
console.log(`${campaigns} campaigns, ${cpus().length} cores, ${load()}, Node ${process.version}`);
const code = await runProgram('vitest/vitest.mjs', [
  'run',
  '--config',
  'tests/load/vitest.config.ts',
  '--reporter=dot',
]);
const phaseSchema = z.object({
  ...{ name: z.string(), seconds: z.number() },
  analyses: z.array(z.object({ campaign_id: z.string(), seconds: z.number(), failure: z.string().nullable() })),
  samples: z.array(z.object({ second: z.number(), open: z.number(), connections: z.number() })),
});
const lines = readFileSync(process.env.LOAD_REPORT, { encoding: 'utf8', flag: 'a+' }).split('\n');
const phases = lines.filter((line) => line !== '').map((line) => phaseSchema.parse(JSON.parse(line)));
rmSync(folder, { recursive: true, force: true });
const broken = brokenPromises(phases, ['beside the batch', 'callers']);
console.log(`\n${phases.map(describePhase).join('\n')}\n${load()} now`);
console.log(broken.length > 0 ? broken.join('\n') : 'Every analysis was made, and in time.');
process.exitCode = code === 0 && broken.length === 0 ? 0 : 1;
