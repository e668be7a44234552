import type { Node } from './node.ts';

/** One text for a name, a field of it or an item at a fixed index, so that a guard and a use can be compared; null for anything else. */
export function guardKey(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'member') {
    const object = guardKey(node.object);
    return object === null ? null : `${object}.${node.key}`;
  }
  if (node.kind === 'index' && node.index.kind === 'value') {
    const object = guardKey(node.object);
    if (object === null) return null;
    return typeof node.index.value === 'string'
      ? `${object}.${node.index.value}`
      : `${object}[${String(node.index.value)}]`;
  }
  return null;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * What is known to be there, and not null, once the node has given `outcome`:
 * after `has(a.b)` held, `a` and `a.b`; after `x != null` held, `x`; and so on through !, && and ||.
 */
export function guardsWhen(node: Node, outcome: boolean): ReadonlySet<string> {
  switch (node.kind) {
    case 'has':
      return outcome ? withPrefixes(node.target) : nothing;
    case 'not':
      return guardsWhen(node.operand, !outcome);
    case 'logical': {
      const left = guardsWhen(node.left, outcome);
      const right = guardsWhen(node.right, outcome);
      // `a && b` true means both held; false means only that one of them did not.
      return (node.operator === '&&') === outcome ? together(left, right) : common(left, right);
    }
    case 'binary': {
      if (node.operator !== '==' && node.operator !== '!=') return nothing;
      const isNull = (side: Node): boolean => side.kind === 'value' && side.value === null;
      const subject = isNull(node.right) ? node.left : isNull(node.left) ? node.right : null;
      if (subject !== null) return (node.operator === '!=') === outcome ? withPrefixes(subject) : nothing;
      if ((node.operator === '==') !== outcome) return nothing;
      // Equal to a value that is not null.
      if (node.right.kind === 'value') return withPrefixes(node.left);
      return node.left.kind === 'value' ? withPrefixes(node.right) : nothing;
    }
    default:
      return nothing;
  }
}

function withPrefixes(node: Node): ReadonlySet<string> {
  const keys = new Set<string>();
  let part: Node = node;
  while (part.kind === 'name' || part.kind === 'member' || part.kind === 'index') {
    const key = guardKey(part);
    if (key !== null) keys.add(key);
    if (part.kind === 'name') break;
    part = part.object;
  }
  return keys;
}

/** What either set guards. */
export function together(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left, ...right]);
}

function common(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((key) => right.has(key)));
}
