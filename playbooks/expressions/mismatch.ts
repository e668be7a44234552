import { ExpressionFault } from './fault.ts';
import { type Node, pathOf } from './node.ts';
import { kindOf, type Value } from './values.ts';

/** The value as a yes or a no; nothing but a boolean is one. */
export function truth(node: Node, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw mismatch(node, value, 'true or false');
}

/** A fault for a value of the wrong kind, with the guard that would have prevented it when the value is null. */
export function mismatch(node: Node, value: Value, needed: string): ExpressionFault {
  const path = pathOf(node);
  const name = path ?? 'a part of it';
  if (value === null) {
    const guard = path === null ? 'Guard the value with has(…).' : `Guard it, for example: has(${path}) && ….`;
    return new ExpressionFault('type', `${name} is null where ${needed} is needed`, guard, node);
  }
  return new ExpressionFault(
    'type',
    `${name} is a ${kindOf(value)} where ${needed} is needed`,
    'Compare values of one type.',
    node,
  );
}
