import { noGuardrails, type Plan, scopeSchema } from '../../contracts/plan/index.ts';
import type { ValueType } from '../expressions/checking.ts';
import type { ActionCatalog } from './action-catalog.ts';
import type { CompileContext } from './compile-context.ts';
import { type Fields, readFields, reportMissing, reportType } from './fields.ts';
import { defaultApproval, readApproval } from './policies/approval.ts';
import { defaultConcurrency, readConcurrency } from './policies/concurrency.ts';
import { guardrailScope, readGuardrails } from './policies/guardrails.ts';
import { readInputs } from './policies/inputs.ts';
import { readOutcome } from './policies/outcome.ts';
import { readSchedule } from './policies/schedule.ts';
import { readWhen } from './policies/when.ts';
import type { Report } from './report.ts';
import { namesSetIn, rootScope } from './root-scope.ts';
import { readChoice, readDuration, readIdentifier, readText } from './scalars.ts';
import { entryOf, type SourceNode } from './source-node.ts';
import { compileSteps } from './steps/compile-steps.ts';

const allowed = [
  'id',
  'name',
  'description',
  'owner',
  'labels',
  'scope',
  'inputs',
  'when',
  'schedule',
  'steps',
  'guardrails',
  'approval',
  'concurrency',
  'outcome',
  'timeout',
];
const notYet = {
  on: 'Use `schedule` with `when`, or start the playbook by the API.',
  on_failure: 'Use `on_error: continue` and a step with a condition.',
};
const thirtyDays = 30 * 86_400;

type Options = {
  readonly file: string;
  readonly catalog: ActionCatalog;
  readonly known: Readonly<Record<string, ValueType>>;
};

/** Compiles the top level of a playbook. Null when there is too little to make a plan of; the report says why. */
export function compilePlan(root: SourceNode, options: Options, report: Report): Plan | null {
  const fields = readFields(root, { what: 'A playbook', allowed, notYet }, report);
  if (fields === null) return null;
  for (const key of ['id', 'name', 'steps']) {
    if (fields.entry(key) === undefined)
      reportMissing({ start: 0, end: 0 }, 'The playbook', key, 'id, name and steps', report);
  }
  const id = readIdentifier(fields.node('id'), '`id`', report);
  const name = readText(fields.node('name'), '`name`', report);
  const scopeKind = readChoice(fields.node('scope'), '`scope`', scopeSchema.options, report) ?? 'campaign';
  const { inputs, type } = readInputs(fields.node('inputs'), report);
  const base = rootScope(scopeKind, type, options.known);
  const guardrailsNode = fields.node('guardrails');
  const approvalNode = fields.node('approval');
  const context: CompileContext = {
    file: options.file,
    report,
    catalog: options.catalog,
    scopeKind,
    setLater: namesSetIn(fields.node('steps')),
    stepIds: new Map(),
    approval: defaultApproval,
    timeoutOutcomeSaid: approvalNode !== undefined && entryOf(approvalNode, 'on_timeout') !== undefined,
    writes: [],
  };
  const whenNode = fields.node('when');
  const when = whenNode === undefined ? null : readWhen(whenNode, base, context);
  const scheduleNode = fields.node('schedule');
  const schedule = scheduleNode === undefined ? null : readSchedule(scheduleNode, report);
  // The steps inherit from the playbook’s approval, whose title and evidence may name what the steps set: so the steps’ names come first.
  const policyOnly = approvalNode === undefined ? defaultApproval : readPolicy(approvalNode, base, context);
  const { steps } = compileSteps(fields.node('steps'), '`steps`', base, { ...context, approval: policyOnly });
  const rules = guardrailScope(
    base,
    context.writes.map((write) => write.scope),
  );
  const approval =
    approvalNode === undefined
      ? defaultApproval
      : readApproval(approvalNode, { scope: rules, params: null, gate: false }, context);
  const guardrails = guardrailsNode === undefined ? noGuardrails : readGuardrails(guardrailsNode, rules, context);
  checkWrites(fields, context);
  const concurrencyNode = fields.node('concurrency');
  const concurrency =
    concurrencyNode === undefined ? defaultConcurrency : readConcurrency(concurrencyNode, base, context);
  const outcomeNode = fields.node('outcome');
  const outcome = outcomeNode === undefined ? null : readOutcome(outcomeNode, scopeKind, report);
  const timeout = readDuration(fields.node('timeout'), '`timeout`', { from: 1, to: 365 * 86_400 }, report);
  const labels = readLabels(fields.node('labels'), report);
  const description = readText(fields.node('description'), '`description`', report);
  const owner = readText(fields.node('owner'), '`owner`', report);
  if (id === null || name === null) return null;
  return {
    plan_version: 1,
    playbook_id: id,
    name,
    description,
    owner,
    labels,
    scope: scopeKind,
    inputs,
    when,
    schedule,
    steps: [...steps],
    guardrails,
    approval,
    concurrency,
    outcome,
    timeout_seconds: timeout === null ? thirtyDays : Math.ceil(timeout),
  };
}

/** The playbook’s policy as its steps inherit it: who, how many, how long. Title and evidence belong to write steps without a block of their own. */
function readPolicy(
  node: SourceNode,
  base: CompileContext['writes'][number]['scope'],
  context: CompileContext,
): Plan['approval'] {
  const withoutTexts: SourceNode =
    node.kind === 'map'
      ? { ...node, entries: node.entries.filter(({ key }) => key !== 'title' && key !== 'evidence') }
      : node;
  return readApproval(withoutTexts, { scope: base, params: null, gate: false }, context);
}

/** A change of money that nothing limits and nobody is asked about is not allowed. */
function checkWrites(fields: Fields, { report, writes }: CompileContext): void {
  const guardrails = fields.entry('guardrails')?.value;
  const limited =
    guardrails !== undefined && !(guardrails.kind === 'map' && guardrails.entries.length === 0) && !isEmpty(guardrails);
  if (limited || fields.entry('approval') !== undefined) return;
  for (const write of writes) {
    if (write.asks) continue;
    report.add({
      code: 'PLAYBOOK_WRITE_UNGUARDED',
      place: write.place,
      message: `The step ${write.stepId} changes an ad platform, but the playbook has neither \`guardrails\` nor an \`approval\`.`,
      expected: '`guardrails` on the playbook, or `approval` on the playbook or the step',
      suggestion: 'guardrails: { max_budget_change_pct: 25 }',
    });
  }
}

function isEmpty(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function readLabels(node: SourceNode | undefined, report: Report): Record<string, string> {
  if (node === undefined || isEmpty(node)) return {};
  if (node.kind !== 'map') {
    reportType(node, '`labels`', 'a map of texts', report);
    return {};
  }
  const labels: Record<string, string> = {};
  for (const { key, value } of node.entries) labels[key] = readText(value, `The label ${key}`, report) ?? '';
  return labels;
}
