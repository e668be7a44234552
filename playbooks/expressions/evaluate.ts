import type { JsonValue } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { ExpressionFault } from './fault.ts';
import { interpret, present } from './interpret.ts';
import { createMeter, limits } from './limits.ts';
import type { Node } from './node.ts';
import { parseExpression } from './parse.ts';
import { toJson } from './values.ts';

const mostKept = 1_000;
// A memo of a pure function: what is in it never changes a result, only the time it takes.
const parsed = new Map<string, Node>();

function parseOnce(source: string): Node {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const node = parseExpression(source);
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(source, node);
  return node;
}

/**
 * Evaluates a CEL expression over plain data.
 * The result is JSON: numbers are never BigInt, a timestamp is ISO 8601 text in UTC, a duration a number of seconds.
 * It reads nothing but own, enumerable members of the scope, has no clock and no chance, and gives up after a fixed amount of work,
 * so the same scope always gives the same answer.
 * Throws CodedError EXPRESSION_FAILED with a plain sentence and the fix; the values themselves are never in the message.
 */
export function evaluateExpression(source: string, scope: Readonly<Record<string, unknown>>): JsonValue {
  return evaluate(source, scope, false);
}

/** As evaluateExpression, but a name or a path that is not there gives null: what a parameter that may be empty is filled with. */
export function evaluateOrNull(source: string, scope: Readonly<Record<string, unknown>>): JsonValue {
  return evaluate(source, scope, true);
}

function evaluate(source: string, scope: Readonly<Record<string, unknown>>, absentIsNull: boolean): JsonValue {
  try {
    const node = parseOnce(source);
    const frame = { scope, locals: {}, meter: createMeter() };
    const isPath = node.kind === 'name' || node.kind === 'member';
    if (absentIsNull && isPath && !present(node, frame)) return null;
    const value = interpret(node, frame);
    return toJson(value, node, createMeter(limits.resultParts));
  } catch (error) {
    throw failed(source, error);
  }
}

function failed(source: string, error: unknown): CodedError {
  const fault =
    error instanceof ExpressionFault
      ? error
      : new ExpressionFault('limit', 'the data is too deeply nested', 'Use a part of it.', {
          start: 0,
          end: source.length,
        });
  const shown = source.length > 120 ? `${source.slice(0, 117)}…` : source;
  return new CodedError(
    'EXPRESSION_FAILED',
    `The expression \`${shown}\` could not be evaluated: ${fault.message}. ${fault.fix}`,
    {
      expression: shown,
      reason: fault.kind,
      part: source.slice(fault.place.start, fault.place.end).slice(0, 120),
      column: fault.place.start + 1,
      fix: fault.fix,
    },
  );
}
