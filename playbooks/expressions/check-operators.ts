import { type CheckFrame, maybeAbsent } from './check-calls.ts';
import { ExpressionFault } from './fault.ts';
import type { Node } from './node.ts';
import { either, isNumber, kindName, nameOf, plain, textType, type ValueType } from './value-type.ts';

type Binary = Extract<Node, { kind: 'binary' }>;

/** Checks a binary operator and gives the type of its result. */
export function checkBinary(node: Binary, frame: CheckFrame): ValueType {
  const bare = bareWord(node, frame);
  const left = bare === node.left ? plain('any') : frame.check(node.left, frame);
  const right = bare === node.right ? plain('any') : frame.check(node.right, frame);
  if (node.operator === '==' || node.operator === '!=') {
    checkEquality(node, left, right, frame);
    return plain('boolean');
  }
  if (isAbsent(left, node.left, frame) || isAbsent(right, node.right, frame)) return resultWhenUnknown(node);
  if (node.operator === 'in') {
    if (right.kind !== 'list' && right.kind !== 'map' && right.kind !== 'any') {
      frame.faults.push(
        new ExpressionFault('type', `\`in\` needs a list or a map, not ${nameOf(right)}`, 'Write [a, b].', node.right),
      );
    }
    return plain('boolean');
  }
  if (node.operator === '<' || node.operator === '<=' || node.operator === '>' || node.operator === '>=') {
    const ordered = isNumber(left) && isNumber(right);
    const same = left.kind === right.kind && ['string', 'timestamp', 'duration'].includes(left.kind);
    if (!ordered && !same && left.kind !== 'any' && right.kind !== 'any') reportPair(node, left, right, frame);
    return plain('boolean');
  }
  return arithmetic(node, left, right, frame);
}

/** A name nobody knows beside a comparison is most often a text without quotes. */
function bareWord(node: Binary, frame: CheckFrame): Node | null {
  if (node.operator !== '==' && node.operator !== '!=') return null;
  for (const [side, other] of [
    [node.right, node.left],
    [node.left, node.right],
  ] as const) {
    if (side.kind !== 'name' || Object.hasOwn(frame.names, side.name) || other.kind === 'value') continue;
    if (other.kind === 'name' && !Object.hasOwn(frame.names, other.name)) continue;
    frame.faults.push(
      new ExpressionFault(
        'unknown_name',
        `${side.name} is not known here`,
        `Did you mean '${side.name}' in quotes?`,
        side,
        Object.keys(frame.names),
      ),
    );
    return side;
  }
  return null;
}

function checkEquality(node: Binary, left: ValueType, right: ValueType, frame: CheckFrame): void {
  if (left.kind === 'null' || right.kind === 'null' || left.kind === 'any' || right.kind === 'any') return;
  if (left.kind !== right.kind && !(isNumber(left) && isNumber(right))) {
    reportPair(node, left, right, frame);
    return;
  }
  if (left.kind !== 'string' || right.kind !== 'string' || left.values === null || right.values === null) return;
  if (left.values.some((value) => right.values?.includes(value))) return;
  // Whether there is a text at all may always be asked.
  if (left.values[0] === '' || right.values[0] === '') return;
  const literal = node.right.kind === 'value' ? node.right : node.left;
  const choices = (literal === node.right ? left.values : right.values) ?? [];
  frame.faults.push(
    new ExpressionFault(
      'type',
      'this can never be equal',
      `It is one of ${choices.slice(0, 12).join(', ')}${choices.length > 12 ? ', …' : ''}.`,
      literal,
      choices,
    ),
  );
}

function isAbsent(type: ValueType, node: Node, frame: CheckFrame): boolean {
  if (!type.nullable && type.kind !== 'null') return false;
  frame.faults.push(maybeAbsent(node));
  return true;
}

function resultWhenUnknown(node: Binary): ValueType {
  return ['in', '<', '<=', '>', '>='].includes(node.operator) ? plain('boolean') : plain('any');
}

function arithmetic(node: Binary, left: ValueType, right: ValueType, frame: CheckFrame): ValueType {
  if (left.kind === 'any' || right.kind === 'any') return plain('any');
  if (isNumber(left) && isNumber(right)) {
    const whole = left.kind === 'integer' && right.kind === 'integer' && node.operator !== '/';
    return plain(whole ? 'integer' : 'number');
  }
  if (node.operator === '+' && left.kind === 'string' && right.kind === 'string') return textType();
  if (node.operator === '+' && left.kind === 'list' && right.kind === 'list') return either(left, right);
  const time = timeResult(node.operator, left.kind, right.kind);
  if (time !== null) return plain(time);
  reportPair(node, left, right, frame);
  return plain('any');
}

function timeResult(operator: string, left: string, right: string): 'timestamp' | 'duration' | null {
  if (operator !== '+' && operator !== '-') return null;
  if (left === 'duration' && right === 'duration') return 'duration';
  if (left === 'timestamp' && right === 'duration') return 'timestamp';
  if (operator === '+' && left === 'duration' && right === 'timestamp') return 'timestamp';
  return operator === '-' && left === 'timestamp' && right === 'timestamp' ? 'duration' : null;
}

const ordering: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==']);

function reportPair(node: Binary, left: ValueType, right: ValueType, frame: CheckFrame): void {
  const fix =
    node.left.kind === 'binary' && ordering.has(node.left.operator) && ordering.has(node.operator)
      ? `Write two comparisons: a ${node.left.operator} b && b ${node.operator} c.`
      : left.kind === 'string' || right.kind === 'string'
        ? 'Use string(…) or double(…) to bring both to one type.'
        : 'Use values of one type.';
  frame.faults.push(
    new ExpressionFault('type', `\`${node.operator}\` cannot take ${kindName(left)} and ${kindName(right)}`, fix, node),
  );
}
