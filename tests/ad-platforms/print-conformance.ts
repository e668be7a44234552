import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../start/run-program.ts';
import { conformanceReportSchema, conformanceTable } from './conformance/table.ts';

// `npm run conformance`: every promise of the port against every platform’s sandbox, as a table platform × case.
const folder = mkdtempSync(join(tmpdir(), 'mbi-conformance-'));
const file = join(folder, 'report.json');
const code = await runProgram('vitest/vitest.mjs', [
  ...['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
  ...['conformance.test.ts', ...process.argv.slice(2)],
]);
const { text, broken } = conformanceTable(conformanceReportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
rmSync(folder, { recursive: true, force: true });
console.log(`\n${text}\n\n✓ kept, – not offered by the platform, ✗ broken: ${broken}`);
process.exitCode = code === 0 && broken === 0 ? 0 : 1;
