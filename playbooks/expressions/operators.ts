import { ExpressionFault } from './fault.ts';
import { limits, type Meter } from './limits.ts';
import { mismatch } from './mismatch.ts';
import type { Node, Place } from './node.ts';
import { admit, isMap, kindOf, Moment, ownMember, Span, type Value } from './values.ts';

type Binary = Extract<Node, { kind: 'binary' }>;

/** Applies a binary operator. Whole and decimal numbers mix freely; everything else must be of one kind. */
export function applyOperator(node: Binary, left: Value, right: Value, meter: Meter): Value {
  switch (node.operator) {
    case '==':
      return comparable(node, left, right, meter);
    case '!=':
      return !comparable(node, left, right, meter);
    case 'in':
      return contains(node, left, right, meter);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(node, left, right);
    case '+':
      return add(node, left, right, meter);
    default:
      return calculate(node, left, right);
  }
}

function comparable(node: Binary, left: Value, right: Value, meter: Meter): boolean {
  if (left !== null && right !== null && kindOf(left) !== kindOf(right)) {
    throw new ExpressionFault(
      'type',
      `a ${kindOf(left)} is compared with a ${kindOf(right)}`,
      'Compare values of one type, for example with string(…) or double(…).',
      node,
    );
  }
  return equal(left, right, meter, node);
}

/** Deep equality of plain values; each part looked at costs one unit. */
function equal(left: Value, right: Value, meter: Meter, place: Place): boolean {
  meter.charge(1, place);
  if (left instanceof Moment) return right instanceof Moment && left.ms === right.ms;
  if (left instanceof Span) return right instanceof Span && left.ms === right.ms;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item: unknown, at) => equal(admit(item, place), admit(right[at], place), meter, place))
    );
  }
  if (isMap(left)) {
    if (!isMap(right)) return false;
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => {
      const other = ownMember(right, key);
      return other !== undefined && equal(admit(ownMember(left, key), place), admit(other, place), meter, place);
    });
  }
  return left === right;
}

function contains(node: Binary, item: Value, whole: Value, meter: Meter): boolean {
  if (Array.isArray(whole)) return whole.some((each: unknown) => equal(item, admit(each, node), meter, node));
  if (isMap(whole) && typeof item === 'string') return ownMember(whole, item) !== undefined;
  throw mismatch(node.right, whole, 'a list or a map');
}

function ordered(node: Binary, left: Value, right: Value): boolean {
  const [a, b] = sameOrder(node, left, right);
  switch (node.operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

function sameOrder(node: Binary, left: Value, right: Value): [number, number] | [string, string] {
  if (typeof left === 'number' && typeof right === 'number') return [left, right];
  if (typeof left === 'string' && typeof right === 'string') return [left, right];
  if (left instanceof Moment && right instanceof Moment) return [left.ms, right.ms];
  if (left instanceof Span && right instanceof Span) return [left.ms, right.ms];
  if (left === null) throw mismatch(node.left, null, 'a value to compare');
  if (right === null) throw mismatch(node.right, null, 'a value to compare');
  throw mismatch(node.right, right, `a ${kindOf(left)}`);
}

function add(node: Binary, left: Value, right: Value, meter: Meter): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    sized(left.length + right.length, node, meter);
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    sized(left.length + right.length, node, meter);
    return [...left, ...right];
  }
  if (left instanceof Moment && right instanceof Span) return moment(left.ms + right.ms, node);
  if (left instanceof Span && right instanceof Moment) return moment(left.ms + right.ms, node);
  if (left instanceof Span && right instanceof Span) return new Span(left.ms + right.ms);
  return calculate(node, left, right);
}

function sized(size: number, node: Node, meter: Meter): void {
  meter.charge(size / 16, node);
  if (size > limits.builtSize) {
    throw new ExpressionFault('limit', 'it builds too long a value', 'Build it in an action.', node);
  }
}

function moment(ms: number, node: Node): Moment {
  if (Math.abs(ms) <= 8.64e15) return new Moment(ms);
  throw new ExpressionFault('arithmetic', 'the time is out of range', 'Check the duration.', node);
}

function calculate(node: Binary, left: Value, right: Value): Value {
  if (node.operator === '-') {
    if (left instanceof Moment && right instanceof Moment) return new Span(left.ms - right.ms);
    if (left instanceof Moment && right instanceof Span) return moment(left.ms - right.ms, node);
    if (left instanceof Span && right instanceof Span) return new Span(left.ms - right.ms);
  }
  if (typeof left !== 'number')
    throw mismatch(node.left, left, node.operator === '+' ? 'a number or a text' : 'a number');
  if (typeof right !== 'number') throw mismatch(node.right, right, 'a number');
  const result = number(node, left, right);
  if (Number.isFinite(result)) return result;
  throw new ExpressionFault('arithmetic', 'the result is too large', 'Check the values first.', node);
}

function number(node: Binary, left: number, right: number): number {
  if (right === 0 && (node.operator === '/' || node.operator === '%')) {
    throw new ExpressionFault('arithmetic', 'it divides by zero', 'Check that the divisor is not 0 first.', node);
  }
  switch (node.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return left % right;
  }
}
