import type { JsonValue } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { EvaluatedExpression } from '../../contracts/trigger.ts';
import { evaluateExpression } from './evaluate.ts';
import { ExpressionFault } from './fault.ts';
import { interpret, present } from './interpret.ts';
import { createMeter, limits } from './limits.ts';
import type { Node } from './node.ts';
import { parseExpression } from './parse.ts';
import { partsOf } from './parts.ts';
import { toJson } from './values.ts';

/** A value that people read needs no more than this; a longer one is left out. */
const longestShown = 2_000;

/**
 * Evaluates an expression as evaluateExpression does, and each of its parts besides, so that somebody can see why it gave
 * what it gave. A part that the evaluation itself had no need of, because `&&` or `||` was settled before, has its value
 * all the same. What stands inside a loop has none, because it has one for each round; literals are their own value.
 * Never throws: what cannot be evaluated has an error instead of a value.
 */
export function traceExpression(
  { source, line }: { readonly source: string; readonly line: number },
  scope: Readonly<Record<string, unknown>>,
): EvaluatedExpression {
  const answer = settle(() => evaluateExpression(source, scope));
  const parsed = parse(source);
  const children = parsed === null ? [] : childrenOf(parsed).flatMap((part) => traceNode(part, source, line, scope));
  return { source, line, ...answer, children };
}

function parse(source: string): Node | null {
  try {
    return parseExpression(source);
  } catch {
    return null;
  }
}

/** A part with its value; grouping that adds nothing to read, such as a literal, gives nothing. */
function traceNode(
  node: Node,
  source: string,
  line: number,
  scope: Readonly<Record<string, unknown>>,
): EvaluatedExpression[] {
  if (node.kind === 'value') return [];
  const text = source.slice(node.start, node.end);
  const at = line + (source.slice(0, node.start).match(/\n/g)?.length ?? 0);
  const answer = settle(() => partValue(node, scope));
  const children = childrenOf(node).flatMap((part) => traceNode(part, source, line, scope));
  return [{ source: text, line: at, ...answer, children }];
}

function partValue(node: Node, scope: Readonly<Record<string, unknown>>): JsonValue {
  const frame = { scope, locals: {}, meter: createMeter() };
  // A path that is not there is no fault of the part: what is said about it is that it is null.
  if ((node.kind === 'name' || node.kind === 'member') && !present(node, frame)) return null;
  return toJson(interpret(node, frame), node, createMeter(limits.resultParts));
}

function settle(work: () => JsonValue): { readonly value: JsonValue; readonly error: string | null } {
  try {
    const value = work();
    const long = JSON.stringify(value).length > longestShown;
    return long ? { value: null, error: 'The value is too long to be kept.' } : { value, error: null };
  } catch (error) {
    if (error instanceof ExpressionFault) return { value: null, error: `${error.message}. ${error.fix}` };
    // Which expression it was stands beside it already.
    if (error instanceof CodedError)
      return { value: null, error: error.message.replace(/^The expression `[\s\S]*?` could not be evaluated: /, '') };
    return { value: null, error: 'It could not be evaluated.' };
  }
}

/** The parts of a node that have a value of their own. Paths are whole: `context.cpa` is one part, not three. */
function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'member':
      return node.object.kind === 'name' || node.object.kind === 'member' ? [] : [node.object];
    case 'map':
      return node.entries.map((entry) => entry.value);
    case 'macro':
      return [node.list];
    default:
      return partsOf(node);
  }
}
