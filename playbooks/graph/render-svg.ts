import type { Graph } from './graph.ts';
import { layout, type PlacedEdge, type PlacedNode, type Point } from './layout.ts';
import { cut, longestLabel } from './measure.ts';

const style = `
  .box{fill:#fff;stroke:#475467;stroke-width:1.2}
  .write .box{fill:#fde8e8;stroke:#b42318}
  .gate .box{fill:#fef7e0;stroke:#a15c07}
  .start .box,.end .box,.stop .box{fill:#eef4ff;stroke:#3538cd}
  text{font:12px system-ui,sans-serif;fill:#1f2937;text-anchor:middle}
  .name{font-weight:600}
  .way{fill:none;stroke:#667085;stroke-width:1.2}
  .faint{stroke-dasharray:5 4}
  .label{font-size:11px;fill:#475467;paint-order:stroke;stroke:#fff;stroke-width:4px}
  .tip{fill:#667085}
  .paper{fill:#fff}`;

/** The picture as SVG: readable without a browser’s help, every text escaped, with a title and a description in words. */
export function renderSvg(graph: Graph): string {
  const { width, height, nodes, edges } = layout(graph);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="graph-title graph-desc">`,
    `<title id="graph-title">${escaped(graph.title)}</title>`,
    `<desc id="graph-desc">${escaped(describe(graph))}</desc>`,
    `<style>${style}\n</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>',
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...edges.map(arrow),
    ...nodes.map(box),
    ...labels(edges),
    '</svg>',
    '',
  ].join('\n');
}

/** The flow in sentences, for those who do not see it. */
function describe(graph: Graph): string {
  const name = new Map(graph.nodes.map((node) => [node.id, node.lines[0] ?? '']));
  const sentences = graph.nodes.flatMap((node) => {
    const next = graph.edges
      .filter((edge) => edge.from === node.id)
      .map(({ to, label: said, back }) => `${said === '' ? '' : `${said}: `}${back ? 'back to ' : ''}${name.get(to)}`);
    return next.length === 0 ? [] : [`${node.lines.join(', ')}, then ${next.join('; ')}.`];
  });
  return sentences.join(' ');
}

function box(node: PlacedNode): string {
  const { x, y, width, height, shape, shown } = node;
  const first = y - ((shown.length - 1) * 16) / 2 + 4;
  const lines = shown.map(
    (line, at) =>
      `<text${at === 0 ? ' class="name"' : ''} x="${round(x)}" y="${round(first + at * 16)}">${escaped(line)}</text>`,
  );
  const outline = `<path class="box" d="${outlineOf(shape, x - width / 2, y - height / 2, width, height)}"/>`;
  return `<g class="${shape}"><title>${escaped(node.lines.join('\n'))}</title>${outline}${lines.join('')}</g>`;
}

function outlineOf(shape: PlacedNode['shape'], left: number, top: number, width: number, height: number): string {
  const [right, bottom, middle] = [left + width, top + height, top + height / 2].map(round);
  const [l, t] = [round(left), round(top)];
  if (shape === 'choice' || shape === 'loop')
    return `M${l} ${middle} ${round(left + 14)} ${t} H${round(left + width - 14)} L${right} ${middle} ${round(left + width - 14)} ${bottom} H${round(left + 14)} Z`;
  if (shape === 'gate') return `M${round(left + 12)} ${t} H${right} L${round(left + width - 12)} ${bottom} H${l} Z`;
  const radius = shape === 'start' || shape === 'end' || shape === 'stop' ? height / 2 : 4;
  const [w, h] = [round(width - 2 * radius), round(height - 2 * radius)];
  const arc = (dx: number, dy: number) => `a${round(radius)} ${round(radius)} 0 0 1 ${round(dx)} ${round(dy)}`;
  return `M${round(left + radius)} ${t} h${w}${arc(radius, radius)} v${h}${arc(-radius, radius)} h${-w}${arc(-radius, -radius)} v${-h}${arc(radius, -radius)} Z`;
}

function arrow(edge: PlacedEdge): string {
  return `<path class="way${edge.back || edge.faint ? ' faint' : ''}" marker-end="url(#tip)" d="${edge.back ? straight(edge.points) : curved(edge.points)}"/>`;
}

function straight([first, ...rest]: readonly Point[]): string {
  return first === undefined ? '' : `M${at(first)} ${rest.map((point) => `L${at(point)}`).join(' ')}`;
}

/** Down out of one point and down into the next, so that crossings can be told apart. */
function curved(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      if (before === undefined) return `M${at(point)}`;
      const half = (before.y + point.y) / 2;
      return `C${at({ x: before.x, y: half })} ${at({ x: point.x, y: half })} ${at(point)}`;
    })
    .join(' ');
}

/** The labels of the arrows: each over the first place on its way, one above the other where several lead to the same. */
function labels(edges: readonly PlacedEdge[]): readonly string[] {
  const taken = new Map<string, number>();
  return edges.flatMap(({ points, label, back }) => {
    const next = points[1];
    if (label === '' || back || next === undefined) return [];
    const above = taken.get(at(next)) ?? 0;
    taken.set(at(next), above + 1);
    const y = next.y - 13 - 12 * above;
    return [`<text class="label" x="${round(next.x)}" y="${round(y)}">${escaped(cut(label, longestLabel))}</text>`];
  });
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What XML reads as its own becomes a reference; characters that XML may not have at all are left out. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character))
    .join('')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
