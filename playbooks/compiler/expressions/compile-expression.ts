import type { Expression } from '../../../contracts/plan/index.ts';
import { checkExpression, nameOf, type ValueType } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { reportType } from '../fields.ts';
import { warnRatios } from '../ratio.ts';
import { type Place, placeInside, type SourceNode, type SourceScalar } from '../source-node.ts';
import { type ExpressionSource, reportFault } from './report-fault.ts';

/** A checked expression with its type and what is known to be there where it is true. */
export type CompiledExpression = {
  readonly expression: Expression;
  readonly type: ValueType;
  readonly guards: ReadonlySet<string>;
};

/** Checks an expression and reports everything that is wrong with it. The answer can be used even then. */
export function compileExpression(source: ExpressionSource, scope: Scope, context: CompileContext): CompiledExpression {
  const { type, faults, guards } = checkExpression(source.text, scope);
  for (const fault of faults) reportFault(fault, source, scope, context);
  const unread = faults.some(({ kind }) => kind !== 'maybe_absent');
  const placeOf = (part: Place): Place => placeInside(source.node, source.offset + part.start, part.end - part.start);
  warnRatios(source.text, placeOf, context.report);
  const lead = source.text.length - source.text.trimStart().length;
  const place = placeInside(source.node, source.offset + lead, source.text.trim().length);
  return {
    expression: { source: source.text.trim(), line: context.report.lineAt(place.start) },
    type,
    guards: unread ? mentioned(source.text) : guards,
  };
}

/** Every path that a text mentions: a guard that cannot be read was meant to be one, so what it names is not reported, too. */
function mentioned(text: string): ReadonlySet<string> {
  const paths = text.match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g) ?? [];
  return new Set(paths.flatMap((path) => path.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'))));
}

/**
 * Reads a value that is a whole expression: `condition`, `when`, `items`, guardrails. `{{ }}` around all of it is allowed and dropped.
 * Null, and reported, when the value is not a text.
 */
export function readExpression(
  node: SourceNode,
  what: string,
  scope: Scope,
  context: CompileContext,
): CompiledExpression | null {
  if (node.kind === 'broken') return null;
  if (node.kind !== 'scalar' || node.value === null) {
    reportType(node, what, 'an expression such as context.cpa > 50', context.report);
    return null;
  }
  return compileExpression(unwrapped(node), scope, context);
}

/** As readExpression, and the result must be true or false. */
export function readCondition(
  node: SourceNode,
  what: string,
  scope: Scope,
  context: CompileContext,
): CompiledExpression | null {
  const compiled = readExpression(node, what, scope, context);
  if (compiled === null || compiled.type.kind === 'boolean' || compiled.type.kind === 'any') return compiled;
  context.report.add({
    code: 'PLAYBOOK_EXPRESSION_TYPE',
    place: node.place,
    message: `${what} gives ${nameOf(compiled.type)}.`,
    expected: 'true or false',
    suggestion: 'Compare it with something, for example with == or >.',
  });
  return { ...compiled, guards: mentioned(compiled.expression.source) };
}

function unwrapped(node: SourceScalar): ExpressionSource {
  const text = String(node.value);
  const wrapped = /^(\s*\{\{)([\s\S]*)\}\}\s*$/.exec(text);
  if (wrapped?.[2] === undefined || wrapped[2].includes('{{')) return { node, text, offset: 0 };
  return { node, text: wrapped[2], offset: wrapped[1]?.length ?? 0 };
}
