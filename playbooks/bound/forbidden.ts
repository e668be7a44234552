import type { Expression } from '../../contracts/plan/index.ts';
import type { Node } from '../expressions/node.ts';
import { parsed } from './rounds.ts';

/**
 * The most that one change can have of a name such as `total_change` under `forbid_if`: the smallest N of `name > N` or
 * `name >= N` among what is joined by `||`. Infinite when the rule says nothing of the kind. A rule that cannot be evaluated
 * blocks the change, so this always holds.
 */
export function mostUnder(forbid_if: Expression | null, name: string): number {
  const node = forbid_if === null ? null : parsed(forbid_if.source);
  return node === null ? Number.POSITIVE_INFINITY : mostOf(node, name);
}

function mostOf(node: Node, name: string): number {
  if (node.kind === 'logical' && node.operator === '||')
    return Math.min(mostOf(node.left, name), mostOf(node.right, name));
  if (node.kind !== 'binary') return Number.POSITIVE_INFINITY;
  const { left, right, operator } = node;
  if (operator === '>' || operator === '>=') return limitOf(left, right, name);
  return operator === '<' || operator === '<=' ? limitOf(right, left, name) : Number.POSITIVE_INFINITY;
}

function limitOf(greater: Node, lesser: Node, name: string): number {
  const said = greater.kind === 'name' && greater.name === name && lesser.kind === 'value';
  return said && typeof lesser.value === 'number' ? lesser.value : Number.POSITIVE_INFINITY;
}
