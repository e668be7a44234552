import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  evaluateAll,
  pullRequestComment,
  readSelection,
  reportText,
  resultFile,
  ruleEngine,
  rulesName,
} from './index.ts';
import { recordRuns } from './record-runs.ts';
import { rulesProvider } from './regression/providers.ts';
import { runSuite } from './regression/run-suite.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    only: { type: 'string', multiple: true },
    gate: { type: 'boolean' },
    json: { type: 'boolean' },
    record: { type: 'boolean' },
    comment: { type: 'boolean' },
    suite: { type: 'string' },
  },
});

if (values.suite !== undefined) {
  const help = { similarity: async () => null, rubric: null };
  const results = await runSuite({
    ...{ providers: [rulesProvider], prompt_versions: ['1.0'], help, filter: values.suite },
  });
  for (const { provider, name, passed, assertions } of results) {
    console.log(`${passed ? 'pass' : 'FAIL'}  ${provider}: ${name}`);
    for (const { type, score, reason } of assertions) console.log(`      ${type}: ${score ?? 'not run'} (${reason})`);
  }
  process.exit(results.every((each) => each.passed) ? 0 : 1);
}
const parts = await evaluateAll(readSelection(values), {
  ...{ engine: ruleEngine, answered_by: rulesName, monotonicMs: () => performance.now() },
});
const golden = parts.find(({ part }) => part === 'golden')?.report;
const generated = parts.filter(({ part }) => part !== 'golden').map(({ report }) => report);
if (golden !== undefined)
  writeFileSync('eval_results.json', `${JSON.stringify(resultFile(golden, generated), null, 2)}\n`);
if (values.comment === true && golden !== undefined) console.log(pullRequestComment(golden, generated, null));
else if (values.json === true) console.log(JSON.stringify(parts));
else for (const { part, report } of parts) console.log(reportText(part, report));
if (values.record === true) for (const line of await recordRuns(parts, process.env)) console.error(line);
const failed = parts.flatMap(({ report }) => report.metrics.gates).filter((gate) => !gate.passed);
// A part of the cases, or another seed, is for looking; only the whole is held to its gates unless that is asked for.
const whole = values.only === undefined && values.seed === undefined && values.count === undefined;
process.exitCode = failed.length > 0 && (whole || values.gate === true) ? 1 : 0;
