import type { Graph, GraphNode, NodeShape } from './graph.ts';

const brackets: Readonly<Record<NodeShape, readonly [string, string]>> = {
  start: ['([', '])'],
  end: ['([', '])'],
  stop: ['([', '])'],
  read: ['[', ']'],
  plain: ['[', ']'],
  write: ['[[', ']]'],
  child: ['[[', ']]'],
  gate: ['[/', '/]'],
  choice: ['{', '}'],
  fork: ['[', ']'],
  join: ['(', ')'],
  loop: ['{{', '}}'],
};

/** The picture as Mermaid text, which GitHub and most editors draw. Names and expressions cannot break out of their boxes. */
export function renderMermaid(graph: Graph): string {
  const names = new Map(graph.nodes.map((node, at) => [node.id, `n${at}`]));
  const box = (node: GraphNode) => {
    const [open, close] = brackets[node.shape];
    return `  ${names.get(node.id)}${open}"${node.lines.map(escaped).join('<br/>')}"${close}:::${node.shape}`;
  };
  const arrows = graph.edges.map(({ from, to, label, back, faint }) => {
    const line = back || faint ? '-.->' : '-->';
    return `  ${names.get(from)} ${line}${label === '' ? '' : `|"${escaped(label)}"|`} ${names.get(to)}`;
  });
  return [
    'flowchart TD',
    `  accTitle: ${escaped(graph.title)}`,
    `  accDescr: ${graph.nodes.length} boxes and ${graph.edges.length} arrows`,
    ...graph.nodes.map(box),
    ...arrows,
    '  classDef write fill:#fde8e8,stroke:#b42318,color:#1f2937',
    '  classDef gate fill:#fef7e0,stroke:#a15c07,color:#1f2937',
    '',
  ].join('\n');
}

/** Everything that Mermaid or HTML could read as its own becomes a character code. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:()/'+*=_?-]/gu, (character) =>
    /\s/.test(character) ? ' ' : `#${character.codePointAt(0)};`,
  );
}
