import { ExpressionFault } from './fault.ts';
import { limits, type Meter } from './limits.ts';
import { mismatch, truth } from './mismatch.ts';
import type { Node } from './node.ts';
import { admit, isMap, type Value } from './values.ts';

type Loop = Extract<Node, { kind: 'macro' }>;
type LoopFrame = { readonly meter: Meter; readonly round: (part: Node, item: Value) => Value };

/** Runs `all`, `exists`, `exists_one`, `map` or `filter` over a list, or over the keys of a map. A failing round fails the loop. */
export function runLoop(node: Loop, list: Value, frame: LoopFrame): Value {
  const rounds: readonly unknown[] = Array.isArray(list) ? list : isMap(list) ? Object.keys(list) : [];
  if (!Array.isArray(list) && !isMap(list)) throw mismatch(node.list, list, 'a list');
  if (rounds.length > limits.loopItems) {
    throw new ExpressionFault(
      'limit',
      `a loop walks at most ${limits.loopItems} items`,
      'Filter the list in an action.',
      node.list,
    );
  }
  const holds = (item: Value): boolean => {
    if (node.predicate === null) return true;
    return truth(node.predicate, frame.round(node.predicate, item));
  };
  const kept: Value[] = [];
  let count = 0;
  for (const each of rounds) {
    // A round sets up a frame of its own, which costs about as much as four nodes.
    frame.meter.charge(4, node);
    const item = admit(each, node.list);
    const held = holds(item);
    if (node.name === 'all' && !held) return false;
    if (node.name === 'exists' && held) return true;
    if (held) count += 1;
    if (held && node.name === 'filter') kept.push(item);
    if (held && node.transform !== null) kept.push(frame.round(node.transform, item));
  }
  if (node.name === 'all') return true;
  if (node.name === 'exists') return false;
  return node.name === 'exists_one' ? count === 1 : kept;
}
