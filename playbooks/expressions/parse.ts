import type { ASTNode } from '@marcbachmann/cel-js';
import { ExpressionFault } from './fault.ts';
import { functionNames, functionsNamed } from './functions.ts';
import { limits } from './limits.ts';
import { type MacroName, macroNames, type Node, type Place } from './node.ts';
import { readGrammar } from './read-grammar.ts';
import { safePattern } from './safe-pattern.ts';
import { forbiddenNames } from './values.ts';

/** Parses an expression into the closed tree of `node.ts`. Throws an ExpressionFault of kind syntax, limit, function, pattern or forbidden_name. */
export function parseExpression(source: string): Node {
  if (source.length > limits.sourceLength) {
    throw new ExpressionFault(
      'limit',
      `it is longer than ${limits.sourceLength} characters`,
      'Split it with a `set` step.',
      { start: 0, end: source.length },
    );
  }
  return convert(readGrammar(source), 0);
}

const binaryOperators = ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'in'] as const;

function convert(node: ASTNode, loops: number): Node {
  const place = { start: node.start, end: node.end };
  const inner = (child: ASTNode): Node => convert(child, loops);
  switch (node.op) {
    case 'value':
      return literal(node.args, place);
    case 'id':
      allow(node.args, place);
      return { ...place, kind: 'name', name: node.args };
    case '.': {
      const key = node.args[1];
      const keyStart = node.end - key.length;
      allow(key, { start: keyStart, end: node.end });
      return { ...place, kind: 'member', object: inner(node.args[0]), key, keyStart };
    }
    case '[]':
      return { ...place, kind: 'index', object: inner(node.args[0]), index: inner(node.args[1]) };
    case 'list':
      return { ...place, kind: 'list', items: node.args.map(inner) };
    case 'map':
      return {
        ...place,
        kind: 'map',
        entries: node.args.map(([key, value]) => ({ key: mapKey(inner(key)), value: inner(value) })),
      };
    case '!_':
      return { ...place, kind: 'not', operand: inner(node.args) };
    case '-_':
      return { ...place, kind: 'negate', operand: inner(node.args) };
    case '&&':
    case '||':
      return { ...place, kind: 'logical', operator: node.op, left: inner(node.args[0]), right: inner(node.args[1]) };
    case '?:':
      return {
        ...place,
        kind: 'choice',
        condition: inner(node.args[0]),
        yes: inner(node.args[1]),
        no: inner(node.args[2]),
      };
    case 'call':
      return call(node.args[0], null, node.args[1], place, loops);
    case 'rcall':
      return call(node.args[0], node.args[1], node.args[2], place, loops);
    case '.?':
    case '[?]':
      throw new ExpressionFault('syntax', 'optional access is not part of the language', 'Use has(x.y) first.', place);
    default:
      return {
        ...place,
        kind: 'binary',
        operator: operatorOf(node.op),
        left: inner(node.args[0]),
        right: inner(node.args[1]),
      };
  }
}

function operatorOf(op: string): (typeof binaryOperators)[number] {
  return binaryOperators.find((each) => each === op) ?? '==';
}

function literal(value: unknown, place: Place): Node {
  if (value === null || typeof value === 'string' || typeof value === 'boolean')
    return { ...place, kind: 'value', value, integer: false };
  if (typeof value === 'number') return { ...place, kind: 'value', value, integer: false };
  if (typeof value === 'bigint' && value <= Number.MAX_SAFE_INTEGER) {
    return { ...place, kind: 'value', value: Number(value), integer: true };
  }
  const what =
    typeof value === 'bigint'
      ? 'the whole number is too large'
      : 'bytes and unsigned numbers are not part of the language';
  throw new ExpressionFault('syntax', what, 'Use a plain number or a text.', place);
}

/** A key that is written out is looked at like a name; one that is computed is looked at when it is there. */
function mapKey(key: Node): Node {
  if (key.kind === 'value' && typeof key.value === 'string') allow(key.value, key);
  return key;
}

function allow(name: string, place: Place): void {
  if (!forbiddenNames.has(name)) return;
  throw new ExpressionFault(
    'forbidden_name',
    `${name} may not be used in an expression`,
    'Choose another name.',
    place,
  );
}

function call(name: string, receiver: ASTNode | null, args: readonly ASTNode[], place: Place, loops: number): Node {
  const [first] = args;
  if (name === 'has' && receiver === null) return hasNode(first, args.length, place, loops);
  const macro = macroNames.find((each) => each === name);
  if (macro !== undefined && receiver !== null) return loopNode(macro, receiver, args, place, loops);
  const converted = args.map((argument) => convert(argument, loops));
  const on = receiver === null ? null : convert(receiver, loops);
  if (name === 'matches' && on !== null) checkPattern(converted, place);
  else checkFunction(name, on !== null, converted.length, place);
  return { ...place, kind: 'call', name, receiver: on, args: converted };
}

function checkFunction(name: string, asMethod: boolean, count: number, place: Place): void {
  const rows = functionsNamed(name, asMethod);
  if (rows.length === 0) {
    const clock = /^(now|today|time|random|rand|uuid)$/i.test(name);
    const fix = clock
      ? 'There is no clock and no chance in the language; `now` (without brackets) is the recorded time of the execution.'
      : 'See the list of functions in docs/playbook-language.md.';
    throw new ExpressionFault(
      'function',
      `there is no function ${name}()`,
      fix,
      place,
      clock ? [] : functionNames(asMethod),
    );
  }
  const fits = rows.some((row) => count >= row.takes.length && count <= row.takes.length + (row.optional?.length ?? 0));
  if (!fits) {
    throw new ExpressionFault(
      'function',
      `${name}() does not take ${count} ${count === 1 ? 'value' : 'values'}`,
      `Write ${asMethod ? 'x.' : ''}${name}(${(rows[0]?.takes ?? []).map((slot) => (slot === 'any' ? 'value' : slot)).join(', ')}).`,
      place,
    );
  }
}

function checkPattern(args: readonly Node[], place: Place): void {
  const [pattern] = args;
  if (args.length !== 1 || pattern?.kind !== 'value' || typeof pattern.value !== 'string') {
    throw new ExpressionFault(
      'pattern',
      'matches() needs its pattern as a text in quotes',
      'Write the pattern itself, such as "^eu-".',
      place,
    );
  }
  const safe = safePattern(pattern.value);
  if ('problem' in safe) {
    throw new ExpressionFault(
      'pattern',
      `the pattern is refused: ${safe.problem}`,
      'Use startsWith(), endsWith(), contains() or a simpler pattern.',
      pattern,
    );
  }
}

function hasNode(target: ASTNode | undefined, count: number, place: Place, loops: number): Node {
  const converted = target === undefined ? null : convert(target, loops);
  if (count !== 1 || converted === null || (converted.kind !== 'member' && converted.kind !== 'name')) {
    throw new ExpressionFault(
      'function',
      'has() takes one name such as has(diagnosis.cause)',
      'Name a variable or a field.',
      place,
    );
  }
  return { ...place, kind: 'has', target: converted };
}

function loopNode(name: MacroName, receiver: ASTNode, args: readonly ASTNode[], place: Place, loops: number): Node {
  if (loops >= limits.loopDepth) {
    throw new ExpressionFault(
      'limit',
      `loops may be nested ${limits.loopDepth} deep`,
      'Compute the inner part in a `set` step or an action.',
      place,
    );
  }
  const [variable, second, third] = args;
  if (variable?.op !== 'id' || second === undefined || (third !== undefined && name !== 'map') || args.length > 3) {
    throw new ExpressionFault(
      'function',
      `${name}() takes a name and an expression, as in list.${name}(x, x > 1)`,
      'Name the item first.',
      place,
    );
  }
  allow(variable.args, { start: variable.start, end: variable.end });
  const last = convert(third ?? second, loops + 1);
  const filter = third === undefined ? null : convert(second, loops + 1);
  return {
    ...place,
    kind: 'macro',
    name,
    list: convert(receiver, loops),
    variable: variable.args,
    predicate: name === 'map' ? filter : last,
    transform: name === 'map' ? last : null,
  };
}
