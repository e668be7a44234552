import type { ConditionTree } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { constantOf } from '../expressions/constant.ts';
import { readFields, reportType } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import type { SourceEntry, SourceNode } from '../source-node.ts';

const { keys } = languageMaps.condition;

/**
 * Reads `when`: a list whose items must all hold. An item has `condition`, `AND`, `OR` or `NOT`; the last three take one expression,
 * one item or a list of items, to any depth.
 */
export function readWhen(node: SourceNode, scope: Scope, context: CompileContext): ConditionTree | null {
  const items = readItems(node, scope, context);
  const [only] = items;
  if (only === undefined) return null;
  return items.length === 1 ? only : { kind: 'all', items };
}

function readItems(node: SourceNode, scope: Scope, context: CompileContext): ConditionTree[] {
  if (node.kind === 'broken') return [];
  if (node.kind === 'list') {
    if (node.items.length === 0) {
      context.report.add({
        code: 'PLAYBOOK_CONDITION_SHAPE',
        place: node.place,
        message: 'This list of conditions is empty.',
        expected: 'at least one condition',
      });
    }
    return node.items.flatMap((item) => readItems(item, scope, context));
  }
  if (node.kind === 'scalar') {
    if (node.value === null) {
      reportType(node, 'A condition', 'an expression such as context.cpa > 50', context.report);
      return [];
    }
    const compiled = readCondition(node, 'A condition', scope, context);
    if (compiled === null) return [];
    const always = constantOf(compiled.expression.source);
    if (typeof always === 'boolean') {
      context.report.add({
        code: 'PLAYBOOK_CONDITION_CONSTANT',
        place: node.place,
        message: `This condition is always ${always}, so it decides nothing.`,
        expected: 'a condition on context.*',
        suggestion: always
          ? 'Leave `when` out to run on every schedule.'
          : 'Leave `schedule` and `on` out to run only when somebody starts it.',
      });
    }
    return [{ kind: 'expression', expression: compiled.expression }];
  }
  readFields(node, languageMaps.condition, context.report);
  return node.entries.flatMap((entry) => readEntry(entry, scope, context));
}

function readEntry(entry: SourceEntry, scope: Scope, context: CompileContext): ConditionTree[] {
  if (!Object.hasOwn(keys, entry.key)) return [];
  const items = readItems(entry.value, scope, context);
  const [only] = items;
  if (only === undefined) return [];
  const all: ConditionTree = items.length === 1 ? only : { kind: 'all', items };
  if (entry.key === 'NOT') return [{ kind: 'not', item: all }];
  if (entry.key !== 'OR') return [all];
  if (items.length > 1) return [{ kind: 'any', items }];
  context.report.add({
    code: 'PLAYBOOK_CONDITION_SHAPE',
    place: entry.keyPlace,
    message: '`OR` has only one condition; because all items of `when` must hold, it would mean “and”.',
    expected: 'a list of at least two conditions',
    suggestion: 'OR: [first, second]',
  });
  return [];
}
