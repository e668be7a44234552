import type { Graph, GraphEdge } from './graph.ts';
import { average, layersOf, neighboursOf, type Slot } from './layers.ts';
import type { SizedNode } from './measure.ts';

/** A point of the picture, in pixels. */
export type Point = { readonly x: number; readonly y: number };
/** A box with its middle. */
export type PlacedNode = SizedNode & Point;
/** An arrow with the points it goes through, from the rim of one box to that of the other. */
export type PlacedEdge = GraphEdge & { readonly points: readonly Point[] };
/** Where everything is. */
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
};

/** A box with the rims of its own and of its row. */
type Corner = {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly row_top: number;
  readonly row_bottom: number;
};

const gap = { x: 28, y: 44 };
const margin = 24;

/** Lays a graph out from top to bottom: boxes never overlap, arrows go around boxes by slots of their own. */
export function layout(graph: Graph): Layout {
  const { layers, ways } = layersOf(graph);
  const middles = placeAcross(layers, ways);
  const heights = layers.map((layer) => Math.max(0, ...layer.map((slot) => slot.node?.height ?? 0)));
  const rows = heights.map(
    (height, at) => margin + heights.slice(0, at).reduce((sum, each) => sum + each + gap.y, 0) + height / 2,
  );
  const at = new Map(
    layers.flat().map((slot) => [slot.id, { slot, x: middles.get(slot.id) ?? 0, y: rows[slot.layer] ?? 0 }]),
  );
  const nodes = layers.flat().flatMap(({ id, node }) => {
    const place = at.get(id);
    return node === null || place === undefined ? [] : [{ ...node, x: place.x, y: place.y }];
  });
  const rim = (id: string, side: 1 | -1): Point => {
    const place = at.get(id);
    return { x: place?.x ?? 0, y: (place?.y ?? 0) + (side * (place?.slot.node?.height ?? 0)) / 2 };
  };
  const corner = (id: string): Corner => {
    const [layer, x] = [at.get(id)?.slot.layer ?? 0, at.get(id)?.x ?? 0];
    const half = (heights[layer] ?? 0) / 2;
    const [row_top, row_bottom] = [(rows[layer] ?? 0) - half, (rows[layer] ?? 0) + half];
    return { x, top: rim(id, -1).y, bottom: rim(id, 1).y, row_top, row_bottom };
  };
  const forward = graph.edges
    .filter((edge) => !edge.back)
    .map((edge, index) => {
      const way = ways[index] ?? [];
      const passing = way.slice(1, -1).map((id) => rim(id, 1));
      return { ...edge, points: [rim(edge.from, 1), ...passing, rim(edge.to, -1)] };
    });
  const right = Math.max(...layers.flat().map((slot) => (middles.get(slot.id) ?? 0) + slot.width / 2));
  const back = graph.edges
    .filter((edge) => edge.back)
    .map((edge, index) => ({
      ...edge,
      points: aroundRight(corner(edge.from), corner(edge.to), right + 20 + index * 14),
    }));
  const edge = right + (back.length === 0 ? 0 : 20 + back.length * 14);
  return {
    width: Math.ceil(edge + margin),
    height: Math.ceil((rows.at(-1) ?? 0) + (heights.at(-1) ?? 0) / 2 + margin),
    nodes,
    edges: [...forward, ...back],
  };
}

/** The way back of a loop: through the free room between two rows to a lane on the right, up, and in from above. */
function aroundRight(from: Corner, to: Corner, lane: number): readonly Point[] {
  const [out, into] = [from.row_bottom + 12, to.row_top - 24];
  return [
    { x: from.x + 10, y: from.bottom },
    { x: from.x + 10, y: out },
    { x: lane, y: out },
    { x: lane, y: into },
    { x: to.x + 24, y: into },
    { x: to.x + 24, y: to.top },
  ];
}

/** The middles across: each slot near the mean of its neighbours, in its order and without touching the next. */
function placeAcross(
  layers: readonly (readonly Slot[])[],
  ways: readonly (readonly string[])[],
): ReadonlyMap<string, number> {
  const { above, below } = neighboursOf(ways);
  const middles = new Map<string, number>();
  for (const layer of layers)
    spread(
      layer,
      layer.map(() => 0),
      middles,
    );
  for (let sweep = 0; sweep < 12; sweep += 1) {
    const near = sweep % 2 === 0 ? above : below;
    for (const layer of sweep % 2 === 0 ? layers : [...layers].reverse()) {
      const wanted = layer.map(
        (slot) => average((near.get(slot.id) ?? []).map((id) => middles.get(id) ?? 0)) ?? middles.get(slot.id) ?? 0,
      );
      spread(layer, wanted, middles);
    }
  }
  const left = Math.min(...layers.flat().map((slot) => (middles.get(slot.id) ?? 0) - slot.width / 2));
  for (const [id, middle] of middles) middles.set(id, middle - left + margin);
  return middles;
}

/** Puts slots where they want to be as far as their order lets them: pressed from the left and from the right, then the mean. */
function spread(layer: readonly Slot[], wanted: readonly number[], middles: Map<string, number>): void {
  const apart = (at: number) => ((layer[at - 1]?.width ?? 0) + (layer[at]?.width ?? 0)) / 2 + gap.x;
  const fromLeft: number[] = [];
  for (const [at, want] of wanted.entries())
    fromLeft.push(Math.max(want, at === 0 ? want : (fromLeft[at - 1] ?? 0) + apart(at)));
  const fromRight = [...wanted];
  for (let at = wanted.length - 1; at >= 0; at -= 1) {
    const next = fromRight[at + 1];
    fromRight[at] = next === undefined ? (wanted[at] ?? 0) : Math.min(wanted[at] ?? 0, next - apart(at + 1));
  }
  for (const [at, slot] of layer.entries()) middles.set(slot.id, ((fromLeft[at] ?? 0) + (fromRight[at] ?? 0)) / 2);
}
