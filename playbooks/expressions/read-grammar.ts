import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { ExpressionFault } from './fault.ts';
import { limits } from './limits.ts';
import type { Place } from './node.ts';

// The library reads the grammar, with positions; what may be said and what it means is decided in this folder.
const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  limits: {
    maxAstNodes: limits.nodes,
    maxDepth: limits.depth,
    maxListElements: limits.nodes,
    maxMapEntries: limits.nodes,
    maxCallArguments: 8,
  },
});

/** The library’s tree of a text. Throws an ExpressionFault of kind syntax or limit, with the place. */
export function readGrammar(source: string): ASTNode {
  try {
    return grammar.parse(source).ast;
  } catch (error) {
    const whole = { start: 0, end: source.length };
    if (!(error instanceof ParseError))
      throw new ExpressionFault('syntax', 'it could not be read', 'Simplify it.', whole);
    const place = error.range ?? whole;
    if (error.code === 'limit_exceeded') {
      throw new ExpressionFault('limit', 'it is too large or too deeply nested', 'Split it with a `set` step.', place);
    }
    throw new ExpressionFault('syntax', syntaxMessage(source, place, error.summary), syntaxFix(source, place), place);
  }
}

function syntaxMessage(source: string, place: Place, summary: string): string {
  if (source.trim() === '') return 'it is empty';
  if (place.start >= source.trimEnd().length) return 'it ends too early';
  const found = source.slice(place.start, Math.max(place.end, place.start + 1));
  return /string|escape|number|integer|exponent|Reserved/i.test(summary)
    ? summary.charAt(0).toLowerCase() + summary.slice(1)
    : `${found} does not belong here`;
}

function syntaxFix(source: string, place: Place): string {
  const before = source.slice(Math.max(0, place.start - 1), place.start + 1);
  const here = source.slice(place.start, place.start + 2);
  if (source.includes('{{') && /[{}]/.test(before)) return 'Leave out {{ and }}: all of it is one expression.';
  const found = source.slice(place.start, Math.max(place.end, place.start + 1));
  if (/[\u2018-\u201f]/.test(source)) return "Use straight quotes: 'text'.";
  if (source.slice(0, place.start).trimEnd().endsWith('%')) return 'Leave out %: what ends with _pct is a percentage.';
  if (found === 'if' || found === 'then') return 'Write condition ? yes : no.';
  if (found === 'is') return 'Write x != null for there, x == null for not there.';
  if (here === '<>' || before === '<>') return 'Write != for not equal.';
  if (filter.test(source.slice(place.start))) return 'There are no filters: call a function, as in text.upperAscii().';
  if (here === '=>') return 'Write >= for at least.';
  if (here === '=<') return 'Write <= for at most.';
  if (/=/.test(before)) return 'Write == to compare.';
  if (/[&|]/.test(before)) return 'Write && for and, || for or.';
  if (/\b(and|or|not)\b/i.test(source)) return 'Write && for and, || for or, ! for not.';
  return 'Write a CEL expression such as context.cpa > 50.';
}

/** What other template languages do to a value behind `|`. */
const filter =
  /^\|\s*(upper|lower|title|capitalize|trim|strip|default|join|length|count|first|last|round|int|float|string|tojson|json|replace|date)\b/;
