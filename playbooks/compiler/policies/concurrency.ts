import type { Concurrency } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readExpression } from '../expressions/compile-expression.ts';
import { readFields } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { readChoice, readNumber } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** One live execution for each playbook and entity; another start is skipped. */
export const defaultConcurrency: Concurrency = { key: null, limit: 1, on_conflict: 'skip' };

/** Reads `concurrency`. The key is an expression over `inputs` and `entity`. */
export function readConcurrency(node: SourceNode, scope: Scope, context: CompileContext): Concurrency {
  const instead = (given: SourceNode): string | null =>
    given.kind === 'scalar' && typeof given.value === 'number' ? `{ limit: ${given.raw} }` : null;
  const fields = readFields(node, { ...languageMaps.concurrency, instead }, context.report);
  if (fields === null) return defaultConcurrency;
  const names = Object.fromEntries(
    Object.entries(scope.names).filter(([name]) => name === 'inputs' || name === 'entity'),
  );
  const key = fields.node('key');
  const compiled = key === undefined ? null : readExpression(key, '`key`', { ...scope, names }, context);
  const limit = readNumber(fields.node('limit'), '`limit`', languageMaps.concurrency.keys.limit.value, context.report);
  const onConflict = readChoice(
    fields.node('on_conflict'),
    '`on_conflict`',
    languageMaps.concurrency.keys.on_conflict.value.of,
    context.report,
  );
  return {
    key: compiled?.expression ?? null,
    limit: limit ?? defaultConcurrency.limit,
    on_conflict: onConflict ?? defaultConcurrency.on_conflict,
  };
}
