import type { Expression, Step } from '../../../contracts/plan/index.ts';
import { plain } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { warnConstant } from '../expressions/constant.ts';
import { type Fields, readFields, reportMissing, reportType, reportUnknownKey } from '../fields.ts';
import { type Flow, mergeBranches, stillGuarded, withGuards, withName } from '../flow.ts';
import { keyFromElsewhere } from '../keys/elsewhere.ts';
import { stepKeys } from '../keys/index.ts';
import { nearest } from '../nearest.ts';
import { namesSetIn } from '../root-scope.ts';
import { readIdentifier, readText } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { stepKinds } from './index.ts';
import type { CompiledStep, CompiledSteps, StepKindRow } from './step-kind.ts';

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
    if (compiled.step !== null) steps.push(compiled.step);
    flow = { scope: compiled.after.scope, ended: flow.ended || compiled.after.ended };
  }
  return { steps, after: flow };
}

function compileStep(item: SourceNode, scope: Scope, context: CompileContext): CompiledStep {
  const kind = kindOf(item, context);
  if (kind === null) return unknownStep(item, scope);
  const fields = readFields(item, { what: 'The step', keys: { ...stepKeys, ...kind.keys } }, context.report);
  if (fields === null) return unknownStep(item, scope);
  const id = readId(fields, context);
  const conditionNode = fields.node('condition');
  const condition = conditionNode === undefined ? null : readCondition(conditionNode, '`condition`', scope, context);
  if (conditionNode !== undefined) warnConstant(condition, conditionNode, '`condition`', context.report);
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
    compileSteps: (node, what, within, silently) =>
      compileSteps(node, what, within, silently === true ? silent(context) : context),
  });
  const { scope: left, ended, learned = [] } = compiled.after;
  const guarded = stillGuarded(scope, left.carried);
  const ran: Flow = { ended, scope: { ...left, guarded: new Set([...guarded, ...learned]) } };
  if (conditionNode === undefined) return { step: compiled.step, after: ran };
  // Skipped or not: what it names may be absent afterwards, and a stop may not have happened.
  return { step: compiled.step, after: mergeBranches(scope, [ran, { scope, ended: false }]) };
}

/** What a step of no kind names is there for the steps after it: they are right to use it. */
function unknownStep(item: SourceNode, scope: Scope): CompiledStep {
  const names = [...namesSetIn(item).keys()].filter((name) => !Object.hasOwn(scope.names, name));
  return {
    step: null,
    after: { scope: names.reduce((all, name) => withName(all, name, plain('any')), scope), ended: false },
  };
}

/** The same context for a look ahead: nothing that is found there is reported or counted. */
function silent(context: CompileContext): CompileContext {
  const report = { ...context.report, add: () => undefined };
  return { ...context, report, stepIds: new Map(), writes: [], calls: [], asks: [], questions: [], lookingAhead: true };
}

function kindOf(item: SourceNode, context: CompileContext): StepKindRow | null {
  const { report } = context;
  if (item.kind !== 'map') {
    reportType(item, 'A step', 'a map with `id` and what to do', report);
    return null;
  }
  const has = (key: string): boolean => item.entries.some((entry) => entry.key === key);
  const found = stepKinds.filter((kind) => kind.named_by.some(has));
  const [kind] = found;
  const names = stepKinds.map((each) => each.named_by[0] ?? '');
  if (kind !== undefined) {
    // An action has an `approval` of its own.
    const second = found.slice(1).find((each) => !each.named_by.every((key) => Object.hasOwn(kind.keys, key)));
    const extra = item.entries.find((entry) => second?.named_by.includes(entry.key));
    if (extra === undefined) return kind;
    report.add({
      code: 'PLAYBOOK_STEP_KIND',
      place: extra.keyPlace,
      message: `A step does one thing, but this has both \`${kind.named_by[0]}\` and \`${extra.key}\`.`,
      expected: 'two steps',
      suggestion: `Move \`${extra.key}\` into a step of its own.`,
    });
    return null;
  }
  const kinds = Object.assign({}, ...stepKinds.map(({ named_by, keys }) => ({ [named_by[0] ?? '']: keys })));
  const others = item.entries.filter(({ key }) => !Object.hasOwn(stepKeys, key));
  const odd = others.find(({ key }) => (nearest(key, names) ?? keyFromElsewhere(key, names)) !== null);
  if (odd !== undefined) {
    reportUnknownKey(odd, { what: 'The step', keys: kinds }, report);
    return null;
  }
  report.add({
    code: 'PLAYBOOK_STEP_KIND',
    place: { start: item.place.start, end: item.place.start + 1 },
    message: 'The step does not say what to do.',
    expected: names.join(', '),
    suggestion: 'Add one of these keys, such as `agent` with `action`.',
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
