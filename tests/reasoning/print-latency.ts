import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runProgram } from '../../start/run-program.ts';
import { brokenPromises, tableOf } from './latency/figures.ts';

// `npm run latency`: how long POST /api/v1/recommendations/analyze takes on the whole product: without a model, with models as
// slow as models are, and with every fault of a model. More of each: `-- --analyses 50`. Exit code 1 when one is too slow.
// Besides, `--stages` analyses from the context to the wording alone, ten at a time; `--only-stages` measures nothing else.
const { values } = parseArgs({
  options: {
    analyses: { type: 'string', default: '20' },
    stages: { type: 'string', default: '60' },
    'only-stages': { type: 'boolean', default: false },
  },
});
if (![values.analyses, values.stages].every((count) => /^[1-9]\d*$/.test(count))) {
  console.error('Usage: npm run latency -- [--analyses n] [--stages n] [--only-stages]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mbi-latency-'));
process.env.LATENCY_ANALYSES = values.analyses;
process.env.LATENCY_STAGES = values.stages;
process.env.LATENCY_REPORT = join(folder, 'analyses.jsonl');
const load = () => `load ${loadavg()[0]?.toFixed(2)}`;
console.log(`${values.analyses} analyses, ${cpus().length} cores, ${load()}, Node ${process.version}`);
const begun = performance.now();
const code = await runProgram('vitest/vitest.mjs', [
  ...['run', '--config', 'tests/reasoning/latency/vitest.config.ts', '--reporter=dot'],
  ...(values['only-stages'] ? ['side-by-side'] : []),
]);
const timedSchema = z.object({
  ...{ mode: z.string(), seconds: z.number(), status: z.int(), degraded: z.boolean().nullable() },
  verdict: z.enum(['agreed', 'disagreed', 'not_verified']).nullish().default(null),
  heard: z.boolean().nullish().default(null),
});
const lines = readFileSync(process.env.LATENCY_REPORT, { encoding: 'utf8', flag: 'a+' }).split('\n');
const all = lines.filter((line) => line !== '').map((line) => timedSchema.parse(JSON.parse(line)));
rmSync(folder, { recursive: true, force: true });
const broken = brokenPromises(all, { whole: !values['only-stages'] });
console.log(`\n${tableOf(all)}\n\n${((performance.now() - begun) / 1000).toFixed(0)} s in all, ${load()} now`);
console.log(broken.length > 0 ? broken.join('\n') : 'Every analysis was in time.');
process.exitCode = code === 0 && broken.length === 0 ? 0 : 1;
