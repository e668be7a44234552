import type { Node } from './node.ts';

/** The parts of an expression that are expressions themselves, from left to right. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'value':
    case 'name':
      return [];
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'not':
    case 'negate':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'choice':
      return [node.condition, node.yes, node.no];
    case 'has':
      return [node.target];
    case 'call':
      return node.receiver === null ? node.args : [node.receiver, ...node.args];
    case 'macro':
      return [node.list, node.predicate, node.transform].filter((part) => part !== null);
  }
}
