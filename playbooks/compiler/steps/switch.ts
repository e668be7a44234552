import type { Expression, Step } from '../../../contracts/plan/index.ts';
import type { CompileContext } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { constantOf, warnConstant } from '../expressions/constant.ts';
import { readFields, reportEmpty, reportMissing, reportType } from '../fields.ts';
import { type Flow, mergeBranches, withGuards } from '../flow.ts';
import { languageMaps, stepMaps } from '../keys/index.ts';
import type { Place, SourceNode } from '../source-node.ts';
import { stepAsSteps } from './step-as-steps.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';

type Case = { readonly when: Expression; readonly line: number; readonly steps: readonly Step[] };

/** `switch`: the first case whose `when` holds; `else` when none does. */
export const switchKind: StepKindRow = {
  ...stepMaps.switch,
  compile: (source) => {
    const { base, fields, context, inside } = source;
    const node = fields.node('switch');
    if (node !== undefined && node.kind !== 'list') reportType(node, '`switch`', 'a list of cases', context.report);
    reportEmpty(node, '`switch`', 'at least one case', context.report);
    const cases: Case[] = [];
    const flows: Flow[] = [];
    let otherwise: readonly Step[] | null = null;
    let taken: string | null = null;
    for (const item of node?.kind === 'list' ? node.items : []) {
      if (taken !== null) reportNeverTried(item, taken, context);
      const compiled = compileCase(item, source);
      if (compiled === null) continue;
      const always = compiled.when === null ? true : constantOf(compiled.when.source);
      // A case that is never chosen, and one after a case that always is, leaves nothing behind.
      if (taken === null && always !== false) flows.push(compiled.after);
      if (always === true) taken ??= compiled.when === null ? '`else`' : 'a case that always holds';
      if (compiled.when === null) otherwise = compiled.steps;
      else cases.push({ when: compiled.when, line: context.report.lineAt(item.place.start), steps: compiled.steps });
    }
    // Without `else` it may be that no case runs.
    if (taken === null) flows.push({ scope: inside, ended: false });
    return {
      step: { ...base, kind: 'switch', cases, otherwise: otherwise ?? [] },
      after: mergeBranches(inside, flows),
    };
  },
};

function reportNeverTried(item: SourceNode, after: string, { report }: CompileContext): void {
  report.add({
    code: 'PLAYBOOK_STEP_UNREACHABLE',
    place: { start: item.place.start, end: item.place.start + 1 },
    message: `This case comes after ${after} and is never tried.`,
    expected: `${after} as the last case`,
    suggestion: 'Move it up, or remove it.',
  });
}

function compileCase(item: SourceNode, { context, inside, compileSteps }: StepSource) {
  const fields = readFields(stepAsSteps(item, 'A case', context), languageMaps.case, context.report);
  if (fields === null) return null;
  const otherwise = fields.entry('else');
  const when = fields.entry('when');
  if (otherwise !== undefined && when === undefined) {
    reportBesides(fields.entry('steps')?.keyPlace, 'steps', context);
    const { steps, after } = compileSteps(fields.node('else'), '`else`', inside);
    return { when: null, steps, after };
  }
  if (when === undefined) {
    reportMissing(fields.place, 'A case', 'when', '`when` with `steps`, or `else`', context.report);
    return null;
  }
  reportBesides(otherwise?.keyPlace, 'else', context);
  const condition = readCondition(when.value, '`when`', inside, context);
  if (constantOf(condition?.expression.source ?? '') === false)
    warnConstant(condition, when.value, '`when`', context.report);
  const scope = condition === null ? inside : withGuards(inside, condition.guards);
  if (fields.entry('steps') === undefined)
    reportMissing(fields.place, 'A case', 'steps', 'a list of steps', context.report);
  const { steps, after } = compileSteps(fields.node('steps'), '`steps`', scope);
  return condition === null ? null : { when: condition.expression, steps, after };
}

/** `else` is a case of its own: beside `when`, or with `steps` of its own, one of the two would never run. */
function reportBesides(place: Place | undefined, key: 'else' | 'steps', { report }: CompileContext): void {
  if (place === undefined) return;
  report.add({
    code: 'PLAYBOOK_KEY_UNKNOWN',
    place,
    message: key === 'else' ? 'A case with `when` has no `else`.' : 'A case with `else` has no `steps`.',
    expected: '`when` with `steps`, or `else` alone',
    suggestion: key === 'else' ? 'Write `- else:` as the last case.' : 'Put the steps under `else`.',
  });
}
