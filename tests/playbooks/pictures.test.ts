import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { graphOf, renderMermaid, renderSvg } from '../../playbooks/graph/index.ts';
import { testDefinitions } from './definitions.ts';
import { groupsIn } from './groups-in.ts';

const files = ['tests/playbooks/valid', 'playbooks'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .map((name) => join(folder, name)),
);
function planOf(file: string): Plan {
  const source = readFileSync(file, 'utf8');
  const actions = file.startsWith('tests') ? testDefinitions : actionCatalog;
  const { plan } = compilePlaybook(source, { file, actions, groups: groupsIn(source), incomplete: true });
  if (plan === null) throw new Error(`${file} does not compile`);
  return plan;
}
const stepsOf = (plan: Plan) => everyStep([...plan.steps, ...(plan.on_failure ?? [])]);

/** All that can be reached along arrows. */
function reach(starts: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(starts);
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}

/** The names of the open elements of an XML text, checked to close in their order; throws where they do not. */
function checkMarkup(text: string): void {
  const open: string[] = [];
  for (const [tag, closing, name, empty] of text.matchAll(
    /<(\/?)([a-zA-Z][\w:-]*)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>|<[^!?]/g,
  )) {
    if (name === undefined) throw new Error(`a stray < near ${tag}`);
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (empty !== '/') open.push(name);
  }
  expect(open).toEqual([]);
}

describe.each(files)('the picture of %s', (file) => {
  const plan = planOf(file);
  const graph = graphOf(plan);

  it('has every step once, and arrows only between what is there', () => {
    const ids = graph.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(stepsOf(plan).filter(({ id }) => !ids.includes(`step.${id}`))).toEqual([]);
    for (const { from, to } of graph.edges) expect([ids.includes(from), ids.includes(to)]).toEqual([true, true]);
  });

  it('can be walked from the start to everything, and from everything to an ending', () => {
    const from = reach(['start'], (id) => graph.edges.filter((edge) => edge.from === id).map(({ to }) => to));
    expect(graph.nodes.filter(({ id }) => !from.has(id)).map(({ id }) => id)).toEqual([]);
    const endings = graph.nodes.filter(({ shape }) => shape === 'end' || shape === 'stop').map(({ id }) => id);
    const to = reach(endings, (id) => graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from));
    expect(graph.nodes.filter(({ id }) => !to.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('shows a gate before each write that somebody is asked about', () => {
    for (const step of stepsOf(plan)) {
      if (step.kind !== 'action' || step.effect !== 'write') continue;
      expect(graph.edges.filter(({ to }) => to === `step.${step.id}`).map(({ from }) => from)).toEqual([
        `gate.${step.id}`,
      ]);
    }
  });

  it('is drawn as markup that holds together, with each name in it', () => {
    const svg = renderSvg(graph);
    checkMarkup(svg);
    for (const node of graph.nodes) expect(renderMermaid(graph)).toContain(`:::${node.shape}`);
  });
});

describe('names that are meant to break out', () => {
  const evil = [
    '"]; click n0 href "javascript:alert(1)"',
    '</text><script>alert(1)</script>',
    'a"] --> n9[("x',
    '<img src=x onerror=alert(1)>',
    'end\nclassDef write fill:#000',
    '%%{init: {"securityLevel": "loose"}}%%',
    ']]>',
    '&lt;b&gt; \u202e \u0000',
    'x'.repeat(500),
  ];

  it.each(evil)('%j stays a word in its box', (name) => {
    const plan = planOf('tests/playbooks/valid/switch.yaml');
    const plain = graphOf(plan);
    const graph = graphOf({ ...plan, name, steps: plan.steps.map((step) => ({ ...step, name })) });
    const svg = renderSvg(graph);
    checkMarkup(svg);
    expect(svg).not.toMatch(/<script|<img|<[^>]*\son\w+=/i);
    const [text, usual] = [renderMermaid(graph), renderMermaid(plain)];
    expect(text.split('\n')).toHaveLength(usual.split('\n').length);
    expect(text).not.toMatch(/^\s*click |%%\{|<script|<img/m);
  });
});
