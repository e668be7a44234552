export { graphOf } from './graph.ts';
export { renderMermaid } from './render-mermaid.ts';
export { renderSvg } from './render-svg.ts';
