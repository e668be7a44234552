import { ExpressionFault } from './fault.ts';
import { functionsNamed } from './functions.ts';
import type { Meter } from './limits.ts';
import { runLoop } from './loops.ts';
import { mismatch, truth } from './mismatch.ts';
import { type Node, pathOf } from './node.ts';
import { applyOperator } from './operators.ts';
import { safePattern } from './safe-pattern.ts';
import { admit, isMap, kindOf, ownMember, type Value, type ValueMap } from './values.ts';

/** What an expression sees: the scope, the names of the loops around it, and the work it may still do. */
export type Frame = { readonly scope: ValueMap; readonly locals: ValueMap; readonly meter: Meter };

/** Gives the value of a node. Throws an ExpressionFault that says which part failed, why, and what to write instead. */
export function interpret(node: Node, frame: Frame): Value {
  frame.meter.charge(1, node);
  switch (node.kind) {
    case 'value':
      return node.value;
    case 'name':
      return variable(node, frame);
    case 'member':
      return member(node, interpret(node.object, frame));
    case 'index':
      return element(node, interpret(node.object, frame), interpret(node.index, frame));
    case 'list':
      return node.items.map((item) => interpret(item, frame));
    case 'map':
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [textKey(key, interpret(key, frame)), interpret(value, frame)]),
      );
    case 'not':
      return !truth(node.operand, interpret(node.operand, frame));
    case 'negate': {
      const value = interpret(node.operand, frame);
      if (typeof value === 'number') return -value;
      throw mismatch(node.operand, value, 'a number');
    }
    case 'logical': {
      const left = truth(node.left, interpret(node.left, frame));
      return left === (node.operator === '||') ? left : truth(node.right, interpret(node.right, frame));
    }
    case 'choice':
      return interpret(truth(node.condition, interpret(node.condition, frame)) ? node.yes : node.no, frame);
    case 'binary':
      return applyOperator(node, operand(node, node.left, frame), operand(node, node.right, frame), frame.meter);
    case 'has':
      return present(node.target, frame);
    case 'macro':
      return runLoop(node, interpret(node.list, frame), {
        meter: frame.meter,
        round: (part, item) => interpret(part, { ...frame, locals: { ...frame.locals, [node.variable]: item } }),
      });
    case 'call':
      return callFunction(node, frame);
  }
}

/** In == and != a name that is not there counts as null, so that `x.y != null` says the same as `has(x.y)`. */
function operand(node: Extract<Node, { kind: 'binary' }>, side: Node, frame: Frame): Value {
  const equality = node.operator === '==' || node.operator === '!=';
  const named = side.kind === 'name' || side.kind === 'member';
  return equality && named && !present(side, frame) ? null : interpret(side, frame);
}

function variable(node: Extract<Node, { kind: 'name' }>, frame: Frame): Value {
  const local = ownMember(frame.locals, node.name);
  const value = local === undefined ? ownMember(frame.scope, node.name) : local;
  if (value !== undefined) return admit(value, node);
  throw new ExpressionFault(
    'unknown_name',
    `${node.name} is not known here`,
    `Check the spelling, or guard it with has(${node.name}) if the step that sets it may be skipped.`,
    node,
    Object.keys(frame.scope),
  );
}

function member(node: Extract<Node, { kind: 'member' }>, object: Value): Value {
  const path = pathOf(node) ?? node.key;
  if (!isMap(object)) throw mismatch(node.object, object, `something with a field ${node.key}`);
  const value = ownMember(object, node.key);
  if (value !== undefined) return admit(value, node);
  throw new ExpressionFault(
    'unknown_field',
    `${path} is not there`,
    `Guard it, for example: has(${path}) && ….`,
    node,
    Object.keys(object),
  );
}

function element(node: Extract<Node, { kind: 'index' }>, object: Value, index: Value): Value {
  if (isMap(object)) {
    const value = ownMember(object, textKey(node.index, index));
    if (value !== undefined) return admit(value, node);
  } else if (Array.isArray(object)) {
    if (typeof index !== 'number' || !Number.isInteger(index)) throw mismatch(node.index, index, 'a whole number');
    const value: unknown = index >= 0 ? object[index] : undefined;
    if (value !== undefined) return admit(value, node);
  } else {
    throw mismatch(node.object, object, 'a list or a map');
  }
  throw new ExpressionFault(
    'unknown_field',
    'there is nothing at that index',
    'Check size(…) or use `in` first.',
    node,
  );
}

function textKey(node: Node, key: Value): string {
  if (typeof key !== 'string') throw mismatch(node, key, 'a text as key');
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
    throw new ExpressionFault(
      'forbidden_name',
      'this key may not be used in an expression',
      'Choose another name.',
      node,
    );
  }
  return key;
}

/** True when every part of the path is there and the last is not null. */
export function present(target: Node, frame: Frame): boolean {
  if (target.kind === 'name') {
    const local = ownMember(frame.locals, target.name);
    // A loop's item that is null hides a name outside as much as any other.
    const value = local === undefined ? ownMember(frame.scope, target.name) : local;
    return value !== undefined && value !== null;
  }
  if (target.kind !== 'member') return interpret(target, frame) !== null;
  const isPath = target.object.kind === 'name' || target.object.kind === 'member';
  if (isPath && !present(target.object, frame)) return false;
  const object = interpret(target.object, frame);
  const value = isMap(object) ? ownMember(object, target.key) : undefined;
  return value !== undefined && value !== null;
}

function callFunction(node: Extract<Node, { kind: 'call' }>, frame: Frame): Value {
  const receiver = node.receiver === null ? [] : [interpret(node.receiver, frame)];
  const values = [...receiver, ...node.args.map((argument) => interpret(argument, frame))];
  for (const value of values) {
    if (typeof value === 'string' || Array.isArray(value)) frame.meter.charge(value.length / 16, node);
  }
  if (node.name === 'matches') return matches(node, values[0], values[1], frame.meter);
  const rows = functionsNamed(node.name, node.receiver !== null);
  const row = rows.find((each) => fitsReceiver(each.on, values[0])) ?? rows[0];
  if (row === undefined)
    throw new ExpressionFault('function', `there is no function ${node.name}()`, 'Check the spelling.', node);
  try {
    return checked(row.run(...values), node);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    const argument = [...(node.receiver === null ? [] : [node.receiver]), ...node.args].find(
      (_, at) => values[at] === null,
    );
    if (argument !== undefined) throw mismatch(argument, null, 'a value');
    throw new ExpressionFault(error.kind, error.message, error.fix, node);
  }
}

function fitsReceiver(on: string | null, receiver: Value | undefined): boolean {
  return on === null || on === 'any' || (receiver !== undefined && kindOf(receiver) === on);
}

function checked(value: Value, node: Node): Value {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new ExpressionFault('arithmetic', 'the result is not a number', 'Check the values first.', node);
}

function matches(node: Node, subject: Value | undefined, pattern: Value | undefined, meter: Meter): boolean {
  if (typeof subject !== 'string') throw mismatch(node, subject ?? null, 'a text');
  const safe = safePattern(String(pattern));
  if ('problem' in safe)
    throw new ExpressionFault('pattern', `the pattern is refused: ${safe.problem}`, 'Use a simpler one.', node);
  // About twenty steps of the pattern engine cost as much as one node.
  meter.charge((safe.ways * subject.length ** Math.max(1, safe.power)) / 20, node);
  return safe.pattern.test(subject);
}
