import type { Graph } from './graph.ts';
import { cut, longestLabel, type SizedNode, sized, widthOf } from './measure.ts';

/** Something that takes room in a layer: a box, or the place where a long arrow passes (without a node). */
export type Slot = {
  readonly id: string;
  readonly node: SizedNode | null;
  readonly width: number;
  readonly layer: number;
};

/** The boxes in layers from top to bottom, in an order with few crossings, and the way of each forward arrow over its slots. */
export type Layers = { readonly layers: readonly (readonly Slot[])[]; readonly ways: readonly (readonly string[])[] };

/** Puts every box below all those that lead to it (longest path), and orders the layers by the means of their neighbours. */
export function layersOf(graph: Graph): Layers {
  const depth = depths(graph);
  const slots = graph.nodes
    .map(sized)
    .map((node): Slot => ({ id: node.id, node, width: node.width, layer: depth.get(node.id) ?? 0 }));
  const ways = graph.edges
    .filter((edge) => !edge.back)
    .map((edge, at) => {
      const [top, bottom] = [depth.get(edge.from) ?? 0, depth.get(edge.to) ?? 0];
      const passing = Array.from(
        { length: Math.max(0, bottom - top - 1) },
        (_, step): Slot => ({ id: `pass.${at}.${step}`, node: null, width: 16, layer: top + step + 1 }),
      );
      slots.push(...passing);
      return [edge.from, ...passing.map((slot) => slot.id), edge.to];
    });
  // The label of an arrow stands over the first slot on its way, which must be as wide.
  const room = new Map<string, number>();
  for (const [at, edge] of graph.edges.filter((each) => !each.back).entries()) {
    const first = ways[at]?.[1] ?? '';
    room.set(first, Math.max(room.get(first) ?? 0, edge.label === '' ? 0 : widthOf(cut(edge.label, longestLabel)) + 8));
  }
  const count = Math.max(...slots.map((slot) => slot.layer)) + 1;
  const layers = Array.from({ length: count }, (_, layer) =>
    slots
      .filter((slot) => slot.layer === layer)
      .map((slot) => ({ ...slot, width: Math.max(slot.width, room.get(slot.id) ?? 0) })),
  );
  return { layers: ordered(layers, ways), ways };
}

/** Nodes come in an order in which every forward arrow leads on, so one pass is enough. */
function depths(graph: Graph): ReadonlyMap<string, number> {
  const depth = new Map(graph.nodes.map((node) => [node.id, 0]));
  for (const node of graph.nodes) {
    for (const edge of graph.edges) {
      if (edge.back || edge.from !== node.id) continue;
      depth.set(edge.to, Math.max(depth.get(edge.to) ?? 0, (depth.get(node.id) ?? 0) + 1));
    }
  }
  return depth;
}

/** Who is next to whom over the ways. */
export function neighboursOf(ways: readonly (readonly string[])[]): {
  readonly above: ReadonlyMap<string, string[]>;
  readonly below: ReadonlyMap<string, string[]>;
} {
  const above = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  for (const way of ways) {
    for (const [at, id] of way.entries()) {
      const next = way[at + 1];
      if (next === undefined) continue;
      below.set(id, [...(below.get(id) ?? []), next]);
      above.set(next, [...(above.get(next) ?? []), id]);
    }
  }
  return { above, below };
}

function ordered(
  layers: readonly (readonly Slot[])[],
  ways: readonly (readonly string[])[],
): readonly (readonly Slot[])[] {
  const { above, below } = neighboursOf(ways);
  let sorted = layers;
  for (let sweep = 0; sweep < 6; sweep += 1) {
    const place = new Map<string, number>();
    const remember = (layer: readonly Slot[]) => {
      for (const [at, slot] of layer.entries()) place.set(slot.id, at / Math.max(1, layer.length - 1));
    };
    for (const layer of sorted) remember(layer);
    const near = sweep % 2 === 0 ? above : below;
    const walk = sweep % 2 === 0 ? sorted : [...sorted].reverse();
    const done = walk.map((layer) => {
      const mean = (slot: Slot) =>
        average((near.get(slot.id) ?? []).map((id) => place.get(id) ?? 0)) ?? place.get(slot.id) ?? 0;
      const next = layer
        .map((slot) => ({ slot, at: mean(slot) }))
        .sort((one, other) => one.at - other.at)
        .map(({ slot }) => slot);
      remember(next);
      return next;
    });
    sorted = sweep % 2 === 0 ? done : done.reverse();
  }
  return sorted;
}

/** The mean of numbers; null when there are none. */
export function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
