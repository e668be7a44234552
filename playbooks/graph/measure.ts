import type { GraphNode } from './graph.ts';

/** Sizes in pixels, for a sans-serif of 12 px. There is no browser to ask, so widths are of a generous average letter. */
const letter = 6.7;
const lineHeight = 16;
const longest = 46;
/** The most letters of a label. */
export const longestLabel = 40;

/** A box with its size and the lines that fit into it. */
export type SizedNode = GraphNode & {
  readonly width: number;
  readonly height: number;
  readonly shown: readonly string[];
};

/** How wide a text is about. */
export function widthOf(text: string): number {
  return [...text].length * letter;
}

/** A text that is not wider than a box may be; what is cut off stands in the title of the box. */
export function cut(text: string, most = longest): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}

/** Gives a node its size. Rhombs and hexagons need room for their corners. */
export function sized(node: GraphNode): SizedNode {
  const shown = node.lines.map((line) => cut(line));
  const corners = node.shape === 'choice' || node.shape === 'loop' || node.shape === 'gate' ? 44 : 24;
  const width = Math.max(
    80,
    Math.ceil(Math.max(...shown.map((line, at) => widthOf(line) * (at === 0 ? 1.1 : 1))) + corners),
  );
  return { ...node, shown, width, height: shown.length * lineHeight + (node.shape === 'choice' ? 24 : 16) };
}
