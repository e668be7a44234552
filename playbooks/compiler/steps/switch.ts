import type { Expression, Step } from '../../../contracts/plan/index.ts';
import type { CompileContext } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { readFields, reportMissing, reportType } from '../fields.ts';
import { type Flow, mergeBranches, withGuards } from '../flow.ts';
import type { Place, SourceNode } from '../source-node.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';

type Case = { readonly when: Expression; readonly line: number; readonly steps: readonly Step[] };

/** `switch`: the first case whose `when` holds; `else` when none does. */
export const switchKind: StepKindRow = {
  keys: ['switch'],
  alsoTakes: [],
  compile: (source) => {
    const { base, fields, context, inside } = source;
    const node = fields.node('switch');
    if (node !== undefined && node.kind !== 'list') reportType(node, '`switch`', 'a list of cases', context.report);
    const cases: Case[] = [];
    const flows: Flow[] = [];
    let otherwise: readonly Step[] | null = null;
    for (const item of node?.kind === 'list' ? node.items : []) {
      if (otherwise !== null) {
        context.report.add({
          code: 'PLAYBOOK_STEP_UNREACHABLE',
          place: item.place,
          message: 'This case comes after `else` and is never tried.',
          expected: '`else` as the last case',
        });
      }
      const compiled = compileCase(item, source);
      if (compiled === null) continue;
      flows.push(compiled.after);
      if (compiled.when === null) otherwise = compiled.steps;
      else cases.push({ when: compiled.when, line: context.report.lineAt(item.place.start), steps: compiled.steps });
    }
    // Without `else` it may be that no case runs.
    if (otherwise === null) flows.push({ scope: inside, ended: false });
    return {
      step: { ...base, kind: 'switch', cases, otherwise: otherwise ?? [] },
      after: mergeBranches(inside, flows),
    };
  },
};

function compileCase(item: SourceNode, { context, inside, compileSteps }: StepSource) {
  const fields = readFields(item, { what: 'a case', allowed: ['when', 'steps', 'else'] }, context.report);
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
