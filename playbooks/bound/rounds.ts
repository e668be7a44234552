import { everyStep } from '../../contracts/plan/every-step.ts';
import type { ForEachStep, Plan, Template } from '../../contracts/plan/index.ts';
import type { Node } from '../expressions/node.ts';
import { parseExpression } from '../expressions/parse.ts';

/** Parses an expression of a plan; null when it cannot be read, which a compiled plan does not have. */
export function parsed(source: string): Node | null {
  try {
    return parseExpression(source);
  } catch {
    return null;
  }
}

/** How many rounds a `for_each` can have: the length of a list that stands in the playbook, else infinite. */
export function roundsOf(step: ForEachStep, plan: Plan): number {
  const node = parsed(step.items.source);
  if (node?.kind === 'list') return node.items.length;
  return node?.kind === 'name' ? lengthOfSet(node.name, plan) : Number.POSITIVE_INFINITY;
}

/** The greatest length that the lists of `set` steps give a name; infinite when anything else may give it. */
function lengthOfSet(name: string, plan: Plan): number {
  let longest = -1;
  for (const step of everyStep([...plan.steps, ...(plan.on_failure ?? [])])) {
    const bound = 'output' in step && step.output === name;
    if (bound || ('as' in step && step.as === name)) return Number.POSITIVE_INFINITY;
    const value = step.kind === 'set' && Object.hasOwn(step.values, name) ? step.values[name] : undefined;
    if (value !== undefined) longest = Math.max(longest, lengthOf(value));
  }
  return longest < 0 ? Number.POSITIVE_INFINITY : longest;
}

function lengthOf(value: Template): number {
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'literal') return Array.isArray(value.value) ? value.value.length : Number.POSITIVE_INFINITY;
  const node = value.kind === 'expression' ? parsed(value.expression.source) : null;
  return node?.kind === 'list' ? node.items.length : Number.POSITIVE_INFINITY;
}
