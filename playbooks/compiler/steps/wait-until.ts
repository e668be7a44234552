import type { Expression } from '../../../contracts/plan/index.ts';
import { parseDuration, parseTimestamp } from '../../expressions/checking.ts';
import { readExpression } from '../expressions/compile-expression.ts';
import type { SourceNode } from '../source-node.ts';
import type { StepSource } from './step-kind.ts';

/** `until` of a wait: a timestamp, or an expression that gives one or its text. */
export function readUntil(node: SourceNode, { inside: scope, context }: StepSource): Expression | null {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    const text = node.value.trim();
    if (parseTimestamp(text) !== null) {
      return { source: `timestamp("${text}")`, line: context.report.lineAt(node.place.start) };
    }
    if (parseDuration(text) !== null) {
      context.report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: node.place,
        message: '`until` takes a point in time, not a duration.',
        expected: 'a timestamp',
        suggestion: `for: ${text}`,
      });
      return null;
    }
  }
  const compiled = readExpression(node, '`until`', scope, context);
  if (compiled === null) return null;
  const { kind } = compiled.type;
  if (kind !== 'timestamp' && kind !== 'string' && kind !== 'any') {
    context.report.add({
      code: 'PLAYBOOK_EXPRESSION_TYPE',
      place: node.place,
      message: '`until` does not give a point in time.',
      expected: 'a timestamp or its ISO 8601 text',
      suggestion: "timestamp(now) + duration('3d')",
    });
  } else if (compiled.type.nullable) {
    context.report.add({
      code: 'PLAYBOOK_VALUE_MAY_BE_ABSENT',
      place: node.place,
      message: 'The time may be null or absent here.',
      expected: 'a timestamp',
      suggestion: 'Guard it in the condition of the step: has(…)',
    });
  }
  return compiled.expression;
}
