/** Where a part of an expression stands: offsets into the expression's text, the end exclusive. */
export type Place = { readonly start: number; readonly end: number };

/** The arithmetic and comparison operators. */
export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | 'in';

/** The loops of the language; each walks one list and cannot run for ever. */
export const macroNames = ['all', 'exists', 'exists_one', 'map', 'filter'] as const;
/** A loop of the language. */
export type MacroName = (typeof macroNames)[number];

/** An expression after parsing: only what this language allows, numbers already plain. */
export type Node = Place &
  (
    | { readonly kind: 'value'; readonly value: string | number | boolean | null; readonly integer: boolean }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'member'; readonly object: Node; readonly key: string; readonly keyStart: number }
    | { readonly kind: 'index'; readonly object: Node; readonly index: Node }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'map'; readonly entries: readonly { readonly key: Node; readonly value: Node }[] }
    | { readonly kind: 'not'; readonly operand: Node }
    | { readonly kind: 'negate'; readonly operand: Node }
    | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'choice'; readonly condition: Node; readonly yes: Node; readonly no: Node }
    | { readonly kind: 'has'; readonly target: Node }
    | { readonly kind: 'call'; readonly name: string; readonly receiver: Node | null; readonly args: readonly Node[] }
    | {
        readonly kind: 'macro';
        readonly name: MacroName;
        readonly list: Node;
        readonly variable: string;
        /** Null for a map without a filter. */
        readonly predicate: Node | null;
        /** What `map` gives for each item; null for the other loops. */
        readonly transform: Node | null;
      }
  );

/** The text of a path such as `context.cpa`, or null when the node is something else. */
export function pathOf(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'member') {
    const object = pathOf(node.object);
    return object === null ? null : `${object}.${node.key}`;
  }
  return null;
}
