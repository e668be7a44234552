import { errorTable } from '../../../contracts/errors/index.ts';
import type { Expression, Step } from '../../../contracts/plan/index.ts';
import { mapType, plain, textType, type ValueType } from '../../expressions/checking.ts';
import type { Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { constantOf } from '../expressions/constant.ts';
import { readFields, reportEmpty, reportMissing, reportType } from '../fields.ts';
import { carry, type Flow, mergeBranches, withGuards, withMaybe, withName } from '../flow.ts';
import { languageMaps, stepMaps } from '../keys/index.ts';
import type { SourceNode } from '../source-node.ts';
import { stepAsSteps } from './step-as-steps.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';

/** What a failure looks like where it is caught. The codes are those of the closed list, so a misspelt one is found. */
export const errorType: ValueType = mapType({
  code: textType(Object.keys(errorTable)),
  message: textType(),
  step_id: textType(),
  details: plain('any'),
});

type Catch = { readonly when: Expression | null; readonly line: number; readonly steps: readonly Step[] };

/**
 * `try`: steps whose failure is caught. A catch sees what the steps may have named before they failed, and may name it anew.
 * Afterwards a name is there when the steps and every catch that goes on have set it; `finally` always runs.
 */
export const tryKind: StepKindRow = {
  ...stepMaps.try,
  compile: (source) => {
    const { base, fields, context, inside } = source;
    if (fields.entry('try') === undefined)
      reportMissing(source.place, 'The step', 'try', 'the steps that may fail', context.report);
    const body = source.compileSteps(fields.node('try'), '`try`', inside);
    const catching = withName(carry(inside, body.after.scope.names), 'error', errorType);
    const { catches, flows } = compileCatches(fields.node('catch'), catching, source);
    if (fields.entry('catch') === undefined && fields.entry('finally') === undefined) {
      context.report.add({
        code: 'PLAYBOOK_KEY_MISSING',
        place: fields.entry('try')?.keyPlace ?? source.place,
        message: '`try` has neither `catch` nor `finally`, so it does nothing.',
        expected: '`catch` or `finally`',
        suggestion: 'catch: [{ steps: … }]',
      });
    }
    const handled = mergeBranches(inside, [body.after, ...flows.map(withoutError)]);
    const anything = [body.after, ...flows.map(withoutError)].reduce(
      (scope, flow) => withMaybe(scope, flow.scope),
      handled.scope,
    );
    const lastNode = fields.node('finally');
    if (lastNode === undefined) {
      return { step: { ...base, kind: 'try', steps: body.steps, catches, finally: [] }, after: handled };
    }
    // It also runs after a failure, so what the steps named may be absent in it.
    const before = withMaybe(inside, anything);
    const last = source.compileSteps(lastNode, '`finally`', before);
    const own = Object.entries(last.after.scope.names).filter(([name]) => !Object.hasOwn(before.names, name));
    const scope = { ...handled.scope, names: { ...handled.scope.names, ...Object.fromEntries(own) } };
    return {
      step: { ...base, kind: 'try', steps: body.steps, catches, finally: last.steps },
      after: { scope, ended: handled.ended || last.after.ended },
    };
  },
};

function compileCatches(node: SourceNode | undefined, scope: Scope, source: StepSource) {
  const { report } = source.context;
  const catches: Catch[] = [];
  const flows: Flow[] = [];
  if (node !== undefined && node.kind !== 'list')
    reportType(node, '`catch`', 'a list of clauses, each with `steps`', report);
  reportEmpty(node, '`catch`', 'at least one clause', report);
  let all = false;
  for (const item of node?.kind === 'list' ? node.items : []) {
    if (all) {
      report.add({
        code: 'PLAYBOOK_STEP_UNREACHABLE',
        place: { start: item.place.start, end: item.place.start + 1 },
        message: 'This clause is never tried: the one before it catches everything.',
        expected: 'the clause without `when` as the last one',
        suggestion: 'Move it before the clause without `when`.',
      });
    }
    const fields = readFields(stepAsSteps(item, 'A clause of `catch`', source.context), languageMaps.catch, report);
    if (fields === null) continue;
    const whenNode = fields.node('when');
    const when = whenNode === undefined ? null : readCondition(whenNode, '`when`', scope, source.context);
    if (fields.entry('steps') === undefined)
      reportMissing(fields.place, 'A clause of `catch`', 'steps', 'a list of steps', report);
    const within = when === null ? scope : withGuards(scope, when.guards);
    const { steps, after } = source.compileSteps(fields.node('steps'), '`steps`', within);
    all ||= fields.entry('when') === undefined || (when !== null && constantOf(when.expression.source) === true);
    flows.push(after);
    catches.push({ when: when?.expression ?? null, line: report.lineAt(item.place.start), steps });
  }
  return { catches, flows };
}

function withoutError(flow: Flow): Flow {
  const { error: _error, ...names } = flow.scope.names;
  return { ...flow, scope: { ...flow.scope, names } };
}
