import { type CheckFrame, checkCall, checkLoop, maybeAbsent } from './check-calls.ts';
import { checkBinary } from './check-operators.ts';
import { ExpressionFault } from './fault.ts';
import { guardKey, guardsWhen, together } from './guards.ts';
import { type Node, pathOf } from './node.ts';
import { parseExpression } from './parse.ts';
import { either, mapType, nameOf, plain, textType, type ValueType } from './value-type.ts';

/** The names an expression may use, with their types, and what is already known to be there. */
export type TypeScope = {
  readonly names: Readonly<Record<string, ValueType>>;
  readonly guarded: ReadonlySet<string>;
};

/** What the checker found. `type` is `any` when the expression does not parse. */
export type CheckResult = {
  readonly type: ValueType;
  readonly faults: readonly ExpressionFault[];
  /** What is known to be there where the expression is true. */
  readonly guards: ReadonlySet<string>;
};

/** Checks an expression without running it: every name, field, function and type. Never throws; all faults are in the answer. */
export function checkExpression(source: string, scope: TypeScope): CheckResult {
  const faults: ExpressionFault[] = [];
  try {
    const node = parseExpression(source);
    const type = checkNode(node, { names: scope.names, guarded: scope.guarded, faults, check: checkNode });
    return { type, faults, guards: guardsWhen(node, true) };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return { type: plain('any'), faults: [error], guards: new Set() };
  }
}

function checkNode(node: Node, frame: CheckFrame): ValueType {
  switch (node.kind) {
    case 'value':
      if (node.value === null) return plain('null');
      if (typeof node.value === 'string') return textType([node.value]);
      return plain(typeof node.value === 'boolean' ? 'boolean' : node.integer ? 'integer' : 'number');
    case 'name':
      return known(node, nameType(node, frame), frame);
    case 'member':
      return known(node, memberType(node, frame), frame);
    case 'index':
      return known(node, indexType(node, frame), frame);
    case 'list': {
      const items = node.items.map((item) => checkNode(item, frame));
      const item = items.reduce((one, other) => either(one, other), items[0] ?? plain('any'));
      return { kind: 'list', item, nullable: false };
    }
    case 'map':
      return mapNode(node, frame);
    case 'not':
      need(node.operand, frame, 'boolean');
      return plain('boolean');
    case 'negate':
      return need(node.operand, frame, 'number');
    case 'logical': {
      need(node.left, frame, 'boolean');
      const guarded = together(frame.guarded, guardsWhen(node.left, node.operator === '&&'));
      need(node.right, { ...frame, guarded }, 'boolean');
      return plain('boolean');
    }
    case 'choice': {
      need(node.condition, frame, 'boolean');
      const after = (outcome: boolean): CheckFrame => ({
        ...frame,
        guarded: together(frame.guarded, guardsWhen(node.condition, outcome)),
      });
      return either(checkNode(node.yes, after(true)), checkNode(node.no, after(false)));
    }
    case 'has':
      checkHas(node.target, frame);
      return plain('boolean');
    case 'binary':
      return checkBinary(node, frame);
    case 'macro':
      return checkLoop(node, frame);
    case 'call':
      return checkCall(node, frame);
  }
}

function known(node: Node, type: ValueType, frame: CheckFrame): ValueType {
  const key = guardKey(node);
  return type.nullable && key !== null && frame.guarded.has(key) ? { ...type, nullable: false } : type;
}

/** Checks a part that must be there and of a kind; gives its type. */
function need(node: Node, frame: CheckFrame, kind: 'boolean' | 'number'): ValueType {
  const type = checkNode(node, frame);
  if (absent(node, type, frame)) return plain(kind);
  const fits = type.kind === 'any' || type.kind === kind || (kind === 'number' && type.kind === 'integer');
  if (fits) return type;
  const wanted = kind === 'boolean' ? 'true or false' : 'a number';
  const what = pathOf(node) ?? 'this part';
  frame.faults.push(
    new ExpressionFault(
      'type',
      `${what} is ${nameOf(type)} where ${wanted} is needed`,
      'Compare it with something.',
      node,
    ),
  );
  return plain(kind);
}

/** Reports a part that may be null or absent where a value is needed. */
function absent(node: Node, type: ValueType, frame: CheckFrame): boolean {
  if (!type.nullable && type.kind !== 'null') return false;
  frame.faults.push(maybeAbsent(node));
  return true;
}

function nameType(node: Extract<Node, { kind: 'name' }>, frame: CheckFrame): ValueType {
  const type = Object.hasOwn(frame.names, node.name) ? frame.names[node.name] : undefined;
  if (type !== undefined) return type;
  frame.faults.push(
    new ExpressionFault('unknown_name', `${node.name} is not known here`, '', node, Object.keys(frame.names)),
  );
  return plain('any');
}

function memberType(node: Extract<Node, { kind: 'member' }>, frame: CheckFrame): ValueType {
  const object = checkNode(node.object, frame);
  return fieldOf(node, object, node.key, frame);
}

function fieldOf(
  node: Extract<Node, { kind: 'member' | 'index' }>,
  object: ValueType,
  key: string,
  frame: CheckFrame,
): ValueType {
  if (object.kind === 'any') return plain('any');
  if (absent(node.object, object, frame)) return plain('any');
  const what = pathOf(node.object) ?? 'this part';
  const place = node.kind === 'member' ? { start: node.keyStart, end: node.end } : node.index;
  if (object.kind !== 'map') {
    frame.faults.push(
      new ExpressionFault(
        'type',
        `${what} is ${nameOf(object)}; it has no field ${key}`,
        'Use the value itself.',
        place,
      ),
    );
    return plain('any');
  }
  const type = (Object.hasOwn(object.fields, key) ? object.fields[key] : undefined) ?? object.others;
  if (type !== null) return type;
  frame.faults.push(
    new ExpressionFault('unknown_field', `${what} has no field ${key}`, '', place, Object.keys(object.fields)),
  );
  return plain('any');
}

function indexType(node: Extract<Node, { kind: 'index' }>, frame: CheckFrame): ValueType {
  const object = checkNode(node.object, frame);
  const index = checkNode(node.index, frame);
  if (object.kind === 'any') return plain('any');
  if (node.index.kind === 'value' && typeof node.index.value === 'string')
    return fieldOf(node, object, node.index.value, frame);
  if (absent(node.object, object, frame)) return plain('any');
  if (object.kind === 'list' && isIndex(index)) return object.item;
  if (object.kind === 'map' && (index.kind === 'string' || index.kind === 'any')) return object.others ?? plain('any');
  frame.faults.push(
    new ExpressionFault(
      'type',
      `${pathOf(node.object) ?? 'this part'} is ${nameOf(object)}; it cannot be read at ${nameOf(index)}`,
      'Use a list and a whole number.',
      node,
    ),
  );
  return plain('any');
}

function isIndex(type: ValueType): boolean {
  return type.kind === 'integer' || type.kind === 'number' || type.kind === 'any';
}

function mapNode(node: Extract<Node, { kind: 'map' }>, frame: CheckFrame): ValueType {
  const fields: Record<string, ValueType> = {};
  let others: ValueType | null = null;
  for (const { key, value } of node.entries) {
    const type = checkNode(value, frame);
    if (key.kind === 'value' && typeof key.value === 'string') fields[key.value] = type;
    else {
      const keyType = checkNode(key, frame);
      if (keyType.kind !== 'string' && keyType.kind !== 'any') {
        frame.faults.push(new ExpressionFault('type', 'the key of a map must be a text', 'Put it in quotes.', key));
      }
      others = plain('any');
    }
  }
  return mapType(fields, others);
}

/** `has(x.y)` may name what might not be there, but every name must exist. */
function checkHas(target: Node, frame: CheckFrame): void {
  if (target.kind === 'name') {
    nameType(target, frame);
    return;
  }
  if (target.kind !== 'member') return;
  if (target.object.kind === 'name' || target.object.kind === 'member') checkHas(target.object, frame);
  const keys = new Set<string>();
  for (let part: Node = target.object; ; part = part.object) {
    const key = guardKey(part);
    if (key !== null) keys.add(key);
    if (part.kind !== 'member' && part.kind !== 'index') break;
  }
  const silent: ExpressionFault[] = [];
  const object = checkNode(target.object, { ...frame, faults: silent, guarded: together(frame.guarded, keys) });
  fieldOf(target, { ...object, nullable: false }, target.key, frame);
}
