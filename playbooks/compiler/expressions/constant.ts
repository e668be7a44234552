import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { type Node, parseExpression, partsOf, pathOf } from '../../expressions/checking.ts';
import { evaluateExpression } from '../../expressions/index.ts';
import type { Report } from '../report.ts';
import type { SourceNode } from '../source-node.ts';
import type { CompiledExpression } from './compile-expression.ts';

/** What an expression gives whatever is in scope; undefined when that depends on something, or it cannot be read. */
export function constantOf(source: string): JsonValue | undefined {
  try {
    return fold(parseExpression(source), source);
  } catch {
    return undefined;
  }
}

function fold(node: Node, source: string): JsonValue | undefined {
  switch (node.kind) {
    case 'value':
      return node.value;
    case 'not': {
      const operand = fold(node.operand, source);
      return typeof operand === 'boolean' ? !operand : undefined;
    }
    case 'logical': {
      // One side may decide alone: `… && false`, `… || true`.
      const decides = node.operator === '||';
      const left = fold(node.left, source);
      const right = fold(node.right, source);
      if (left === decides || right === decides) return decides;
      return left === !decides ? right : right === !decides ? left : undefined;
    }
    case 'choice': {
      const condition = fold(node.condition, source);
      const yes = fold(node.yes, source);
      const no = fold(node.no, source);
      if (typeof condition === 'boolean') return condition ? yes : no;
      return yes !== undefined && yes === no ? yes : undefined;
    }
    case 'binary': {
      const path = pathOf(node.left);
      if (path !== null && path === pathOf(node.right)) return againstItself(node.operator);
      return evaluated(node, source);
    }
    default:
      return evaluated(node, source);
  }
}

function againstItself(operator: string): boolean | undefined {
  if (operator === '==' || operator === '<=' || operator === '>=') return true;
  return operator === '!=' || operator === '<' || operator === '>' ? false : undefined;
}

function evaluated(node: Node, source: string): JsonValue | undefined {
  if (mentionsNames(node)) return undefined;
  return evaluateExpression(source.slice(node.start, node.end), {});
}

function mentionsNames(node: Node): boolean {
  return node.kind === 'name' || partsOf(node).some(mentionsNames);
}

/** Points out a condition that gives the same whatever happens. It may be meant, to switch a step off, so it is no error. */
export function warnConstant(
  compiled: CompiledExpression | null,
  node: SourceNode,
  what: string,
  report: Report,
): void {
  const always = compiled === null ? undefined : constantOf(compiled.expression.source);
  if (typeof always !== 'boolean') return;
  report.add({
    code: 'PLAYBOOK_CONDITION_CONSTANT',
    severity: 'warning',
    place: node.place,
    message: `${what} is always ${always}.`,
    expected: 'a condition that depends on something',
    suggestion: always ? 'Leave it out.' : 'Remove what it stands before, if it is not only switched off for a while.',
  });
}
