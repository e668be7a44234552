import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { configGroups } from '../contracts/config/index.ts';
import { openEnvironment } from '../contracts/config/secret-files.ts';
import { CodedError } from '../contracts/errors/index.ts';
import {
  evaluateAll,
  pullRequestComment,
  readSelection,
  reportText,
  resultFile,
  ruleEngine,
  rulesName,
} from './index.ts';
import { withInstallation } from './installation.ts';
import { openModels } from './open-models.ts';
import { recordRuns } from './record-runs.ts';
import { reportsOfSuite } from './regression/reports-of-suite.ts';
import { suiteCommand } from './regression/suite-command.ts';
import { compareWith } from './run/compare-with.ts';

/** What goes wrong is told in a line: whoever reads it wants to mend a setting, not our code. */
process.on('uncaughtException', (error) => {
  console.error(error instanceof CodedError ? `${error.code}: ${error.message}` : error.message);
  process.exit(3);
});

// `--suite` alone is all of it.
const words = process.argv.slice(2).flatMap((word, at, all) => {
  const bare = word === '--suite' && (all[at + 1] ?? '--').startsWith('--');
  return bare ? ['--suite='] : [word];
});
const { values } = parseArgs({
  args: words,
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    only: { type: 'string', multiple: true },
    gate: { type: 'boolean' },
    json: { type: 'boolean' },
    record: { type: 'boolean' },
    comment: { type: 'boolean' },
    compare: { type: 'string' },
    suite: { type: 'string' },
    'prompt-version': { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
  },
});

const environment = withInstallation(openEnvironment(process.env, configGroups, { readFileSync, statSync }));

if (values.suite !== undefined) {
  const wish = { filter: values.suite, prompt_versions: values['prompt-version'] ?? [], models: values.model ?? [] };
  const opened = wish.models.length === 0 ? null : await openModels(environment);
  if (wish.models.length > 0 && opened === null)
    throw new CodedError('EVALUATION_NEEDS_MODEL', `${wish.models.join(', ')} cannot be asked: no vendor has a key.`);
  // A run of its own, with the budget of one.
  const owner = { execution_id: randomUUID(), campaign_id: null, signal: new AbortController().signal };
  const asking = opened && { council: opened.council, owner: { ...owner, tenant_id: opened.tenant_id } };
  const outcome = await suiteCommand(wish, asking, (line) => console.error(line));
  await opened?.close();
  console.log(values.json === true ? JSON.stringify(outcome) : outcome.text);
  if (values.record === true)
    for (const line of await recordRuns(reportsOfSuite(outcome.results, wish.filter), environment)) console.error(line);
  process.exit(outcome.passed ? 0 : 1);
}
const parts = await evaluateAll(readSelection(values), {
  ...{ engine: ruleEngine, answered_by: rulesName, monotonicMs: () => performance.now() },
});
const golden = parts.find(({ part }) => part === 'golden')?.report;
const generated = parts.filter(({ part }) => part !== 'golden').map(({ report }) => report);
if (golden !== undefined)
  writeFileSync('eval_results.json', `${JSON.stringify(resultFile(golden, generated), null, 2)}\n`);
const compared =
  values.compare === undefined || golden === undefined ? null : compareWith(values.compare, golden, generated);
if (values.comment === true && golden !== undefined)
  console.log(pullRequestComment(golden, generated, compared?.golden ?? null, compared?.alerts));
else if (values.json === true) console.log(JSON.stringify(parts));
else for (const { part, report } of parts) console.log(reportText(part, report));
if (values.record === true) for (const line of await recordRuns(parts, environment)) console.error(line);
for (const alert of compared?.alerts ?? []) console.error(`ALERT  ${alert}`);
for (const id of compared?.golden.newly_failed ?? []) console.error(`ALERT  ${id} passed before and fails now`);

const failed = parts.flatMap(({ report }) => report.metrics.gates).filter((gate) => !gate.passed);
// A part of the cases, or another seed, is for looking; only the whole is held to its gates unless that is asked for.
const whole = values.only === undefined && values.seed === undefined && values.count === undefined;
const held = failed.length > 0 && (whole || values.gate === true);
process.exitCode = held || compared?.worse === true ? 1 : 0;
