import type { JsonValue } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { Expression, Template } from '../../contracts/plan/expression.ts';
import { evaluateExpression, evaluateOrNull } from './evaluate.ts';

/**
 * Fills a template. An expression alone keeps its type, and is null when it names
 * what is not there (the compiler lets that through only where null is welcome); parts of a text become text (lists and maps as JSON).
 * What an expression gives is never read as a template again.
 * Throws CodedError EXPRESSION_FAILED with its line, also when a part of a text is null.
 */
export function resolveTemplate(template: Template, scope: Readonly<Record<string, unknown>>): JsonValue {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return onItsLine(template.expression, () => evaluateOrNull(template.expression.source, scope));
    case 'text':
      return template.parts
        .map((part) =>
          typeof part === 'string'
            ? part
            : onItsLine(part, () => textOf(part.source, evaluateExpression(part.source, scope))),
        )
        .join('');
    case 'list':
      return template.items.map((item) => resolveTemplate(item, scope));
    case 'map':
      return Object.fromEntries(
        Object.entries(template.entries).map(([key, entry]) => [key, resolveTemplate(entry, scope)]),
      );
  }
}

/** What fails says its line: the parameters of a step stand on many. */
function onItsLine<T>({ line }: Expression, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(error.code, error.message, { ...error.details, line });
  }
}

function textOf(source: string, value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (value !== null) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const fix = 'Give another text for that case, for example {{ has(x.y) ? x.y : "none" }}.';
  throw new CodedError('EXPRESSION_FAILED', `The expression \`${source}\` is null in the middle of a text. ${fix}`, {
    expression: source,
    reason: 'type',
    fix,
  });
}
