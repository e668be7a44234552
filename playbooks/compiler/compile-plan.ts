import { noGuardrails, type Plan, scopeSchema } from '../../contracts/plan/index.ts';
import type { ValueType } from '../expressions/checking.ts';
import type { ActionCatalog } from './action-catalog.ts';
import { checkCalls } from './check-calls.ts';
import { checkPlatforms } from './check-platforms.ts';
import { checkStarts } from './check-starts.ts';
import { checkWrites } from './check-writes.ts';
import type { CompileContext } from './compile-context.ts';
import { checkEventCircles } from './event-circles/check-circles.ts';
import { eventFactsOf } from './event-circles/event-facts.ts';
import { readFields, reportMissing, reportType } from './fields.ts';
import { withMaybe, withName } from './flow.ts';
import { type LanguageKey, languageMaps } from './keys/index.ts';
import type { KnownPlaybook } from './known-playbooks.ts';
import { defaultApproval, readApproval } from './policies/approval.ts';
import { defaultConcurrency, readConcurrency } from './policies/concurrency.ts';
import { readEventTriggers } from './policies/event-triggers.ts';
import { guardrailScope, readGuardrails } from './policies/guardrails.ts';
import { readInputs } from './policies/inputs.ts';
import { readOutcome } from './policies/outcome.ts';
import { readPlatforms } from './policies/platforms.ts';
import { readSchedule } from './policies/schedule.ts';
import { readWhen } from './policies/when.ts';
import type { Report } from './report.ts';
import { namesSetIn, outputsOfSteps, rootScope } from './root-scope.ts';
import { readChoice, readDuration, readIdentifier, readText } from './scalars.ts';
import { checkSelfTrigger } from './self-trigger.ts';
import { entryOf, type SourceNode } from './source-node.ts';
import { compileSteps } from './steps/compile-steps.ts';
import { errorType } from './steps/try.ts';

const { keys } = languageMaps.playbook;
const thirtyDays = 30 * 86_400;

type Options = {
  readonly file: string;
  readonly catalog: ActionCatalog;
  readonly known: Readonly<Record<string, ValueType>>;
  readonly playbooks: readonly KnownPlaybook[] | null;
  readonly incomplete: boolean;
  readonly groups: ReadonlyMap<string, number> | null;
};

/** What is known of a playbook even when no plan can be made of it: who it is, what it takes and whom it calls. */
export type PlaybookFacts = Omit<KnownPlaybook, 'slug'>;

/** A plan, when there is enough to make one of, and the facts, when the playbook has a name. The report says what is wrong. */
export type PlanResult = { readonly plan: Plan | null; readonly facts: PlaybookFacts | null };

/** Compiles the top level of a playbook. */
export function compilePlan(root: SourceNode, options: Options, report: Report): PlanResult {
  const fields = readFields(root, languageMaps.playbook, report);
  if (fields === null) return { plan: null, facts: null };
  for (const [key, { required }] of Object.entries<LanguageKey>(keys)) {
    if (required === true && fields.entry(key) === undefined)
      reportMissing({ start: 0, end: 0 }, 'The playbook', key, 'id, name and steps', report);
  }
  const id = readIdentifier(fields.node('id'), '`id`', report);
  const name = readText(fields.node('name'), '`name`', report);
  const scopeKind = readChoice(fields.node('scope'), '`scope`', scopeSchema.options, report) ?? 'campaign';
  const { inputs, type } = readInputs(fields.node('inputs'), report);
  const base = rootScope(scopeKind, type, options.known);
  const guardrailsNode = fields.node('guardrails');
  const approvalNode = fields.node('approval');
  const failureNode = fields.node('on_failure');
  const context: CompileContext = {
    ...options,
    playbookId: id,
    report,
    scopeKind,
    setLater: namesSetIn(failureNode, namesSetIn(fields.node('steps'))),
    outputsOfSteps: outputsOfSteps(failureNode, outputsOfSteps(fields.node('steps'))),
    stepIds: new Map(),
    approval: defaultApproval,
    timeoutOutcomeSaid: approvalNode !== undefined && entryOf(approvalNode, 'on_timeout') !== undefined,
    writes: [],
    calls: [],
    asks: [],
    questions: [],
    lookingAhead: false,
    seenAhead: new Map(),
  };
  const whenNode = fields.node('when');
  const when = whenNode === undefined ? null : readWhen(whenNode, base, context);
  const scheduleNode = fields.node('schedule');
  const schedule = scheduleNode === undefined ? null : readSchedule(scheduleNode, report);
  const onNode = fields.node('on');
  const on = onNode === undefined ? [] : readEventTriggers(onNode, context);
  // The steps inherit from the playbook’s approval, whose title and evidence may name what the steps set: so the steps’ names come first.
  const policyOnly = approvalNode === undefined ? defaultApproval : readPolicy(approvalNode, base, context);
  const withPolicy = { ...context, approval: policyOnly };
  const { steps, after } = compileSteps(fields.node('steps'), '`steps`', base, withPolicy);
  // Whatever the steps had named when one of them failed.
  const failed = withName(withMaybe(base, after.scope), 'error', errorType);
  const onFailure =
    failureNode === undefined ? [] : compileSteps(failureNode, '`on_failure`', failed, withPolicy).steps;
  const rules = guardrailScope(
    base,
    context.writes.map((write) => write.scope),
  );
  const approval =
    approvalNode === undefined
      ? defaultApproval
      : readApproval(approvalNode, { scope: rules, params: editableIn(context), gate: false }, context);
  const guardrails = guardrailsNode === undefined ? noGuardrails : readGuardrails(guardrailsNode, rules, context);
  if (schedule !== null) checkStarts(inputs, fields.node('inputs'), scopeKind, report);
  checkWrites(fields, guardrails, context);
  const platformsNode = fields.node('platforms');
  const platforms = platformsNode === undefined ? null : readPlatforms(platformsNode, report);
  checkPlatforms(platforms, steps, context);
  if (id !== null) {
    checkCalls(id, context);
    const rests = after.scope.rested === true;
    checkSelfTrigger(id, on, { asksAtOnce: context.questions.find(({ rested }) => !rested) ?? null, rests }, report);
  }
  const facts = id === null ? null : { playbook_id: id, inputs, calls: context.calls.map((call) => call.name) };
  const concurrencyNode = fields.node('concurrency');
  const concurrency =
    concurrencyNode === undefined ? defaultConcurrency : readConcurrency(concurrencyNode, base, context);
  const outcomeNode = fields.node('outcome');
  const outcome = outcomeNode === undefined ? null : readOutcome(outcomeNode, scopeKind, report);
  const timeout = readDuration(fields.node('timeout'), '`timeout`', keys.timeout.value, report);
  const labels = readLabels(fields.node('labels'), report);
  const description = readText(fields.node('description'), '`description`', report);
  const owner = readText(fields.node('owner'), '`owner`', report);
  if (id === null || name === null) return { plan: null, facts };
  const plan: Plan = {
    plan_version: 1,
    playbook_id: id,
    name,
    description,
    owner,
    labels,
    scope: scopeKind,
    ...(platforms === null ? {} : { platforms: [...platforms] }),
    inputs,
    when,
    schedule,
    ...(onNode === undefined ? {} : { on: on.map(({ trigger }) => trigger) }),
    steps: [...steps],
    guardrails,
    approval,
    concurrency,
    outcome,
    ...(failureNode === undefined ? {} : { on_failure: [...onFailure] }),
    timeout_seconds: timeout === null ? thirtyDays : Math.ceil(timeout),
  };
  const events = eventFactsOf(plan, options.file, options.catalog.emittedBy);
  checkEventCircles({ playbook_id: id, events }, on, context);
  return { plan, facts: { playbook_id: id, inputs, calls: context.calls.map((call) => call.name), events } };
}

/** What an approver of any of the writes could be allowed to change; null where nothing is written. */
function editableIn({ writes }: CompileContext): readonly string[] | null {
  return writes.length === 0 ? null : [...new Set(writes.flatMap(({ params }) => params))];
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

function readLabels(node: SourceNode | undefined, report: Report): Record<string, string> {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return {};
  if (node.kind !== 'map') {
    reportType(node, '`labels`', 'a map of texts', report);
    return {};
  }
  const labels: Record<string, string> = {};
  for (const { key, value } of node.entries) labels[key] = readText(value, `The label ${key}`, report) ?? '';
  return labels;
}
