import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { EvaluatedExpression } from '../../contracts/trigger.ts';

const longestText = 60;

/** What decided, in words for people: each condition that made the answer what it is, with its line and the values in it. */
export function sayWhy(evaluated: EvaluatedExpression): string {
  return decisive(evaluated)
    .map((each) => `line ${each.line}: ${each.source} ${sayOutcome(each)}`)
    .join('; ');
}

/** The smallest parts that made the answer what it is: for a false AND the items that were false, and so on, down through `&&` and `||`. */
function decisive(node: EvaluatedExpression): readonly EvaluatedExpression[] {
  const inside = partsOf(node);
  if (inside.length === 0) return [node];
  const deciding = inside.filter((part) =>
    node.error === null ? isNot(node) || part.value === node.value : part.error !== null,
  );
  return deciding.length === 0 ? [node] : deciding.flatMap(decisive);
}

/** The parts of a group or of an expression made with `&&`, `||` or `!` that are conditions themselves. */
function partsOf(node: EvaluatedExpression): readonly EvaluatedExpression[] {
  if (node.source === 'AND' || node.source === 'OR' || node.source === 'NOT') return node.children;
  const conditions = node.children.filter((part) => typeof part.value === 'boolean' || part.error !== null);
  if (isNot(node)) return conditions;
  const joined = node.children.length === 2 && conditions.length === 2;
  const [left, right] = node.children;
  if (!joined || left === undefined || right === undefined) return [];
  // What stands between the two parts tells `a && b` from `f(a, b)` and `a == b`.
  const from = node.source.indexOf(left.source) + left.source.length;
  const between = node.source.slice(from, node.source.lastIndexOf(right.source)).replaceAll(/[()\s]/g, '');
  return between === '&&' || between === '||' ? conditions : [];
}

function isNot(node: EvaluatedExpression): boolean {
  return node.source === 'NOT' || (node.source.startsWith('!') && node.children.length === 1);
}

function sayOutcome(node: EvaluatedExpression): string {
  const values = leavesOf(node).map((leaf) => `${leaf.source} was ${sayValue(leaf.value)}`);
  const shown = values.length === 0 ? '' : ` (${[...new Set(values)].join(', ')})`;
  if (node.error !== null) return `could not be evaluated${shown}: ${node.error}`;
  return `was ${sayValue(node.value)}${shown}`;
}

/** The values that an expression was made of: names, paths and calls. */
function leavesOf(node: EvaluatedExpression): readonly EvaluatedExpression[] {
  return node.children.flatMap((part) => (part.children.length === 0 ? [part] : leavesOf(part)));
}

function sayValue(value: JsonValue): string {
  const text = JSON.stringify(typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}
