import type { ConditionTree } from '../../contracts/plan/index.ts';
import type { EvaluatedExpression } from '../../contracts/trigger.ts';
import { traceExpression } from '../expressions/trace.ts';

const words = { all: 'AND', any: 'OR', not: 'NOT' } as const;

/**
 * Evaluates a tree of conditions with the value of everything in it, also of what could not change the answer any more.
 * Items are taken together as in three-valued logic: one false item makes AND false and one true item makes OR true,
 * whatever else could not be evaluated; where it matters, the group has an error and no value.
 */
export function evaluateWhen(tree: ConditionTree, scope: Readonly<Record<string, unknown>>): EvaluatedExpression {
  if (tree.kind === 'expression') return asCondition(traceExpression(tree.expression, scope));
  const items = tree.kind === 'not' ? [tree.item] : tree.items;
  const children = items.map((item) => evaluateWhen(item, scope));
  return { source: words[tree.kind], line: firstLine(tree), ...together(tree.kind, children), children };
}

/** A condition is true or false; anything else is as good as no answer. */
export function asCondition(traced: EvaluatedExpression): EvaluatedExpression {
  if (traced.error !== null || typeof traced.value === 'boolean') return traced;
  return { ...traced, value: null, error: 'It is neither true nor false.' };
}

function together(kind: 'all' | 'any' | 'not', items: readonly EvaluatedExpression[]) {
  const settling = kind === 'any';
  const failed = items.find((item) => item.error !== null);
  if (kind !== 'not' && items.some((item) => item.value === settling)) return { value: settling, error: null };
  if (failed !== undefined) return { value: null, error: failed.error };
  return { value: kind === 'not' ? items[0]?.value !== true : !settling, error: null };
}

function firstLine(tree: ConditionTree): number {
  if (tree.kind === 'expression') return tree.expression.line;
  const [first] = tree.kind === 'not' ? [tree.item] : tree.items;
  return first === undefined ? 1 : firstLine(first);
}
