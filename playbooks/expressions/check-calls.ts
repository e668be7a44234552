import { ExpressionFault } from './fault.ts';
import type { FunctionRow, Slot } from './function-table.ts';
import { functionsNamed } from './functions.ts';
import { guardKey, guardsWhen, together } from './guards.ts';
import { type Node, pathOf } from './node.ts';
import { isNumber, nameOf, plain, textType, type ValueType } from './value-type.ts';

/** What checking a part needs: names, guards, where faults go, and the way back to check a smaller part. */
export type CheckFrame = {
  readonly names: Readonly<Record<string, ValueType>>;
  readonly guarded: ReadonlySet<string>;
  readonly faults: ExpressionFault[];
  readonly check: (node: Node, frame: CheckFrame) => ValueType;
};

/** Checks a function call against the rows of the function table that have its name. */
export function checkCall(node: Extract<Node, { kind: 'call' }>, frame: CheckFrame): ValueType {
  const parts = node.receiver === null ? node.args : [node.receiver, ...node.args];
  const types = parts.map((part) => frame.check(part, frame));
  for (const [at, type] of types.entries()) {
    const part = parts[at];
    if (part === undefined || (!type.nullable && type.kind !== 'null')) continue;
    frame.faults.push(maybeAbsent(part));
    return resultOf(functionsNamed(node.name, node.receiver !== null)[0], types);
  }
  if (node.name === 'matches') {
    expect('string', types[0], parts[0], frame, node.name);
    return plain('boolean');
  }
  const rows = functionsNamed(node.name, node.receiver !== null);
  const row = rows.find((each) => slotsOf(each).every((slot, at) => fits(slot, types[at]))) ?? rows[0];
  if (row !== undefined) {
    for (const [at, slot] of slotsOf(row).entries()) expect(slot, types[at], parts[at], frame, node.name);
    expectItems(row, types[0], node, frame);
  }
  return resultOf(row, types);
}

/** Checks a loop: the list, and each part with the item’s name in scope. */
export function checkLoop(node: Extract<Node, { kind: 'macro' }>, frame: CheckFrame): ValueType {
  const list = frame.check(node.list, frame);
  if (list.nullable || list.kind === 'null') frame.faults.push(maybeAbsent(node.list));
  else if (list.kind !== 'list' && list.kind !== 'map' && list.kind !== 'any') {
    const what = pathOf(node.list) ?? 'this part';
    frame.faults.push(
      new ExpressionFault('type', `${what} is ${nameOf(list)}; ${node.name}() walks a list`, 'Give a list.', node.list),
    );
  }
  const item = list.kind === 'list' ? list.item : list.kind === 'map' ? textType() : plain('any');
  // The item hides a name outside, and so also what is known of that name.
  const hidden = (key: string): boolean => /^[^.[]*/.exec(key)?.[0] === node.variable;
  let guarded: ReadonlySet<string> = new Set([...frame.guarded].filter((key) => !hidden(key)));
  const inside: CheckFrame = { ...frame, guarded, names: { ...frame.names, [node.variable]: item } };
  if (node.predicate !== null) {
    const predicate = frame.check(node.predicate, inside);
    if (predicate.kind !== 'boolean' && predicate.kind !== 'any') {
      frame.faults.push(
        new ExpressionFault(
          'type',
          `${node.name}() needs true or false for each item`,
          'Compare something.',
          node.predicate,
        ),
      );
    }
    guarded = together(guarded, guardsWhen(node.predicate, true));
  }
  if (node.name === 'filter') return { kind: 'list', item, nullable: false };
  if (node.transform === null) return plain('boolean');
  return { kind: 'list', item: frame.check(node.transform, { ...inside, guarded }), nullable: false };
}

/** The fault for a part that may be null or absent where a value is needed. */
export function maybeAbsent(node: Node): ExpressionFault {
  const path = guardKey(node);
  const fix = path === null ? 'Guard it with has(…) first.' : `Guard it: has(${path}) && …`;
  return new ExpressionFault('maybe_absent', `${path ?? 'this part'} may be null or absent here`, fix, node);
}

function slotsOf(row: FunctionRow): readonly Slot[] {
  const receiver: readonly Slot[] = row.on === null ? [] : [row.on];
  return [...receiver, ...row.takes, ...(row.optional ?? [])];
}

function fits(slot: Slot, type: ValueType | undefined): boolean {
  if (type === undefined || type.kind === 'any' || slot === 'any') return true;
  if (slot === 'number' || slot === 'integer') return isNumber(type);
  if (slot === 'map') return type.kind === 'map';
  return slot === type.kind;
}

function expect(
  slot: Slot,
  type: ValueType | undefined,
  part: Node | undefined,
  frame: CheckFrame,
  name: string,
): void {
  if (part === undefined || type === undefined || fits(slot, type)) return;
  const wanted = slot === 'number' || slot === 'integer' ? 'a number' : slot === 'string' ? 'a text' : `a ${slot}`;
  const what = pathOf(part) ?? 'this part';
  frame.faults.push(
    new ExpressionFault('type', `${what} is ${nameOf(type)}; ${name}() needs ${wanted}`, `Give ${wanted}.`, part),
  );
}

/** Checks what is in the list, which the function would only find out item by item. */
function expectItems(row: FunctionRow, list: ValueType | undefined, node: Node, frame: CheckFrame): void {
  if (row.items === undefined || list?.kind !== 'list') return;
  const { item } = list;
  if (item.nullable || item.kind === 'null') {
    const fix = 'Leave such items out first, as in list.map(x, has(x.y), x.y).';
    frame.faults.push(new ExpressionFault('maybe_absent', `an item of ${row.name}() may be null here`, fix, node));
  } else if (!fits(row.items, item)) {
    const wanted = row.items === 'number' ? 'numbers' : 'texts';
    const message = `${row.name}() needs a list of ${wanted}, and each item is ${nameOf(item)}`;
    frame.faults.push(new ExpressionFault('type', message, 'Turn each item into one with map().', node));
  }
}

function resultOf(row: FunctionRow | undefined, types: readonly ValueType[]): ValueType {
  switch (row?.gives) {
    case 'string':
      return textType();
    case 'list_of_strings':
      return { kind: 'list', item: textType(), nullable: false };
    case 'same_number':
      return plain(types.every((type) => type.kind === 'integer') ? 'integer' : 'number');
    case 'boolean':
    case 'number':
    case 'integer':
    case 'timestamp':
    case 'duration':
      return plain(row.gives);
    default:
      return plain('any');
  }
}
