import type { Expression, Step } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { type Fields, readFields, reportMissing, reportType } from '../fields.ts';
import { type Flow, mergeBranches, withGuards } from '../flow.ts';
import { nearest } from '../nearest.ts';
import { readIdentifier, readText } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { kindsNotYet, stepKinds } from './index.ts';
import type { CompiledStep, CompiledSteps, StepKindRow } from './step-kind.ts';

const common = ['id', 'name', 'condition'];

/** Compiles a list of steps in order; each sees what the ones before it named. */
export function compileSteps(
  node: SourceNode | undefined,
  what: string,
  scope: Scope,
  context: CompileContext,
): CompiledSteps {
  const none: CompiledSteps = { steps: [], after: { scope, ended: false } };
  if (node === undefined || node.kind === 'broken') return none;
  if (node.kind !== 'list') {
    reportType(node, what, 'a list of steps, each starting with `- id:`', context.report);
    return none;
  }
  if (node.items.length === 0) {
    context.report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: node.place,
      message: `${what} has no steps.`,
      expected: 'at least one step',
    });
  }
  const steps: Step[] = [];
  let flow: Flow = { scope, ended: false };
  let told = false;
  for (const item of node.items) {
    if (flow.ended && !told) {
      told = true;
      context.report.add({
        code: 'PLAYBOOK_STEP_UNREACHABLE',
        place: { start: item.place.start, end: item.place.start + 1 },
        message: 'This step can never run: the execution has ended before it.',
        expected: 'nothing after an unconditional stop',
        suggestion: 'Give the stop a condition, or remove the steps after it.',
      });
    }
    const compiled = compileStep(item, flow.scope, context);
    if (compiled === null) continue;
    if (compiled.step !== null) steps.push(compiled.step);
    flow = { scope: compiled.after.scope, ended: flow.ended || compiled.after.ended };
  }
  return { steps, after: flow };
}

function compileStep(item: SourceNode, scope: Scope, context: CompileContext): CompiledStep | null {
  const kind = kindOf(item, context);
  if (kind === null) return null;
  const allowed = [...new Set([...common, ...kind.keys, ...kind.alsoTakes])];
  const fields = readFields(item, { what: 'The step', allowed, notYet: kindsNotYet }, context.report);
  if (fields === null) return null;
  const id = readId(fields, context);
  const conditionNode = fields.node('condition');
  const condition = conditionNode === undefined ? null : readCondition(conditionNode, '`condition`', scope, context);
  const inside = condition === null ? scope : withGuards(scope, condition.guards);
  const expression: Expression | null = condition?.expression ?? null;
  const compiled = kind.compile({
    base: {
      id: id ?? `line_${context.report.lineAt(item.place.start)}`,
      line: context.report.lineAt(item.place.start),
      name: readText(fields.node('name'), '`name`', context.report),
      condition: expression,
    },
    fields,
    place: item.place,
    inside,
    context,
    compileSteps: (node, what, within) => compileSteps(node, what, within, context),
  });
  const ran: Flow = { ended: compiled.after.ended, scope: { ...compiled.after.scope, guarded: scope.guarded } };
  if (conditionNode === undefined) return { step: compiled.step, after: ran };
  // Skipped or not: what it names may be absent afterwards, and a stop may not have happened.
  return { step: compiled.step, after: mergeBranches(scope, [ran, { scope, ended: false }]) };
}

function kindOf(item: SourceNode, context: CompileContext): StepKindRow | null {
  const { report } = context;
  if (item.kind !== 'map') {
    reportType(item, 'A step', 'a map with `id` and what to do', report);
    return null;
  }
  const has = (key: string): boolean => item.entries.some((entry) => entry.key === key);
  const later = item.entries.find((entry) => Object.hasOwn(kindsNotYet, entry.key));
  const found = stepKinds.filter((kind) => kind.keys.some(has));
  const [kind, second] = found;
  const names = stepKinds.map((each) => each.keys[0] ?? '');
  if (kind !== undefined && later === undefined) {
    const own = kind.keys[0] === 'action' && second?.keys[0] === 'approval' && found.length === 2;
    const extra = own ? undefined : item.entries.find((entry) => second?.keys.includes(entry.key));
    if (extra === undefined) return kind;
    report.add({
      code: 'PLAYBOOK_STEP_KIND',
      place: extra.keyPlace,
      message: `A step does one thing, but this has both \`${kind.keys[0]}\` and \`${extra.key}\`.`,
      expected: 'two steps',
      suggestion: `Move \`${extra.key}\` into a step of its own.`,
    });
    return null;
  }
  if (later !== undefined) {
    report.add({
      code: 'PLAYBOOK_NOT_AVAILABLE',
      place: later.keyPlace,
      message: `\`${later.key}\` steps are part of the language, but not available in this version.`,
      expected: names.join(', '),
      suggestion: kindsNotYet[later.key],
    });
    return null;
  }
  const odd = item.entries.find((entry) => !common.includes(entry.key) && nearest(entry.key, names) !== null);
  report.add({
    code: odd === undefined ? 'PLAYBOOK_STEP_KIND' : 'PLAYBOOK_KEY_UNKNOWN',
    place: odd?.keyPlace ?? { start: item.place.start, end: item.place.start + 1 },
    message: odd === undefined ? 'The step does not say what to do.' : `The step has no key \`${odd.key}\`.`,
    expected: names.join(', '),
    suggestion: odd === undefined ? null : nearest(odd.key, names),
  });
  return null;
}

function readId(fields: Fields, context: CompileContext): string | null {
  const entry = fields.entry('id');
  if (entry === undefined) {
    reportMissing(fields.place, 'The step', 'id', 'a name for the step, unique in the playbook', context.report);
    return null;
  }
  const id = readIdentifier(fields.node('id'), '`id`', context.report);
  if (id === null) return null;
  const before = context.stepIds.get(id);
  if (before === undefined) {
    context.stepIds.set(id, entry.value.place);
    return id;
  }
  context.report.add({
    code: 'PLAYBOOK_STEP_DUPLICATE',
    place: entry.value.place,
    message: `The step id ${id} is already used on line ${context.report.lineAt(before.start)}.`,
    expected: 'an id that is used once',
    suggestion: `${id}_2`,
  });
  return id;
}
