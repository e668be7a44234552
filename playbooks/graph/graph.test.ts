import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { planOf, write } from '../../tests/bound/random-plans.ts';
import { compilePlaybook } from '../compiler/index.ts';
import { graphOf, renderMermaid, renderSvg } from './index.ts';
import { layout } from './layout.ts';

const base = { line: 1, name: null, condition: null };
const truth = { source: 'inputs.maybe', line: 1 };
const wait = (id: string): Step => ({ ...base, id, kind: 'wait', wait: { kind: 'for', seconds: 60 } });

/** One plan with every kind of step. */
const everything: Plan = planOf(
  [
    { ...wait('rest'), condition: truth },
    {
      ...base,
      id: 'both',
      kind: 'parallel',
      branches: [[wait('one')], [write('raise', 'set_daily_budget')]],
      join: 'any',
    },
    { ...base, id: 'pick', kind: 'switch', cases: [{ when: truth, line: 1, steps: [wait('yes')] }], otherwise: [] },
    {
      ...{ ...base, id: 'each', kind: 'for_each', items: truth, as: 'item', max_parallel: 2, on_item_error: 'fail' },
      ...{ steps: [wait('inner')], output: null },
    },
    {
      ...{ ...base, id: 'again', kind: 'repeat', while: truth, until: null, as: 'round', max_iterations: 3 },
      ...{ on_limit: 'fail', steps: [wait('more')] },
    },
    {
      ...{ ...base, id: 'guard', kind: 'try', steps: [wait('risky')] },
      ...{ catches: [{ when: null, line: 1, steps: [wait('mend')] }], finally: [wait('last')] },
    },
    { ...base, id: 'child', kind: 'playbook', playbook_id: 'other_v1', inputs: {}, output: null },
    { ...base, id: 'name', kind: 'set', values: { x: { kind: 'literal', value: 1 } } },
    { ...base, id: 'ask', kind: 'approval', approval: planOf([]).approval, output: null },
    { ...base, id: 'end', kind: 'stop', status: 'completed', result: null },
  ],
  { on_failure: [wait('tell')], on: [{ event: 'metric.anomaly', match: null, line: 1 }] },
);

function arrows(plan: Plan): readonly string[] {
  return graphOf(plan).edges.map(({ from, to, label, back, faint }) =>
    [`${from} > ${to}`, label, back ? 'back' : '', faint ? 'faint' : ''].filter((part) => part !== '').join(' | '),
  );
}

describe('the picture of a playbook', () => {
  it('has every way that an execution can take', () => {
    expect(arrows(everything)).toEqual([
      'start > if.rest',
      'if.rest > step.rest | yes',
      'step.rest > step.both',
      'if.rest > step.both | no',
      'step.both > step.one',
      'step.both > gate.raise',
      'gate.raise > step.raise',
      'step.one > join.both',
      'step.raise > join.both',
      'join.both > step.pick',
      'step.pick > step.yes | inputs.maybe',
      'step.yes > step.each',
      'step.pick > step.each | otherwise',
      'step.each > step.inner | each',
      'step.inner > step.each | back',
      'step.each > step.again | done',
      'step.again > step.more | each',
      'step.more > step.again | back',
      'step.again > step.guard | done',
      'step.guard > step.risky',
      'step.guard > step.mend | fails | faint',
      'step.risky > step.last',
      'step.mend > step.last',
      'step.last > step.child',
      'step.child > step.name',
      'step.name > step.ask',
      'step.ask > step.end',
      'start > step.tell | when it fails | faint',
      'step.tell > failed',
    ]);
  });

  it('has a gate before a write that asks, and says when it only asks sometimes', () => {
    const gate = (rules: Partial<Plan['guardrails']>) => {
      const plan = planOf([write('raise', 'set_daily_budget')]);
      return graphOf({ ...plan, guardrails: { ...plan.guardrails, ...rules } }).nodes.find(
        (node) => node.shape === 'gate',
      )?.lines[0];
    };
    expect(gate({})).toBe('approval');
    expect(gate({ require_approval_if: { source: 'total_change > 5', line: 1 } })).toBe('approval if total_change > 5');
    expect(gate({ autonomy: 'auto' })).toBe('approval until earned');
    expect(gate({ autonomy: 'shadow' })).toBe('recorded only');
  });
});

describe('its layout', () => {
  const { nodes, edges, width, height } = layout(graphOf(everything));

  it('no box touches another, and all are on the paper', () => {
    for (const [at, one] of nodes.entries()) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width / 2).toBeLessThanOrEqual(width);
      expect(one.y + one.height / 2).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(at + 1)) {
        const apart =
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
          Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
        expect(apart, `${one.id} and ${other.id}`).toBe(true);
      }
    }
  });

  it('arrows lead down, but for the ways back, which stay on the paper', () => {
    for (const { points, back, from, to } of edges) {
      const heights = points.map((point) => point.y);
      if (!back) expect(heights, `${from} > ${to}`).toEqual([...heights].sort((one, other) => one - other));
      for (const { x, y } of points) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
    }
  });
});

describe('Mermaid and SVG', () => {
  const hostile = planOf([{ ...wait('a'), name: '"]:::x --> <script>alert(1)</script> & \u0007 `#quot;` end' }], {
    name: '<b>"Bold" & \'quoted\'</b>',
  });

  it('are as they were', async () => {
    await expect(renderMermaid(graphOf(everything))).toMatchFileSnapshot('golden/every-kind.mmd');
    await expect(renderSvg(graphOf(everything))).toMatchFileSnapshot('golden/every-kind.svg');
  });

  it('no name breaks out of its box', () => {
    const mermaid = renderMermaid(graphOf(hostile));
    expect(mermaid).not.toMatch(/<(?!br\/>)|`|"\]:::x/);
    expect(mermaid.split('\n').filter((line) => line.includes('-->'))).toHaveLength(2);
    const svg = renderSvg(graphOf(hostile));
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0007');
    expect(new Set([...svg.matchAll(/<([a-z]+)/g)].map((match) => match[1]))).toEqual(
      new Set(['svg', 'title', 'desc', 'style', 'defs', 'marker', 'path', 'rect', 'g', 'text']),
    );
  });

  it('the SVG says in words what it shows', () => {
    const svg = renderSvg(graphOf(everything));
    expect(svg).toContain('role="img" aria-labelledby="graph-title graph-desc"');
    expect(svg).toContain('<title id="graph-title">Test</title>');
    expect(/<desc id="graph-desc">([^<]*)</.exec(svg)?.[1]).toContain('pick, then inputs.maybe: yes; otherwise: each.');
  });

  it('a shipped playbook is drawn', () => {
    const source = readFileSync('playbooks/campaign-health.yaml', 'utf8');
    const { plan } = compilePlaybook(source, { file: 'campaign-health.yaml', actions: actionCatalog });
    expect(plan).not.toBeNull();
    if (plan !== null) expect(renderSvg(graphOf(plan))).toContain('Campaign health');
  });
});
