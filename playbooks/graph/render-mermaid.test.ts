import { describe, expect, it } from 'vitest';
import { planOf } from '../../tests/difference/plans.ts';
import { graphOf, renderMermaid, renderSvg } from './index.ts';

const hostile = [
  ...[
    '"',
    "'",
    '`',
    '<b>',
    '</svg>',
    '&amp;',
    '&',
    '-->',
    '--- x',
    '|',
    '}}',
    '{{',
    ']]',
    '((',
    '))',
    '%%{init: {}}%%',
    ';',
  ],
  ...[
    '#quot;',
    ':::write',
    'click n0 href "javascript:alert(1)"',
    '<script>alert(1)</script>',
    'end',
    'subgraph x',
    'n0 --> n1',
  ],
  ...[
    '\\',
    'ünïcödé',
    '漢字',
    '🙂',
    'a\u202eb',
    'a\u0000b',
    'line\nbreak',
    '  spaces  ',
    ']]>',
    '<!--',
    '<![CDATA[',
    '$(id)',
  ],
];
const plan = (name: string) => {
  const made = planOf(
    'id: a_v1\nname: A\nsteps:\n  - { id: a, name: B, wait: 1h }\n  - { id: c, condition: context.cpa > 3, wait: 1h }\n',
  );
  const [first, ...rest] = made.steps;
  return { ...made, name, steps: first === undefined ? [] : [{ ...first, name }, ...rest] };
};
/** A document that has only the structure that a plan with harmless names has. */
const skeleton = (svg: string) => [...svg.matchAll(/<\/?([a-zA-Z!?[][\w-]*)/g)].map((match) => match[0]).join(' ');

describe('a name that could be read as markup', () => {
  it.each(hostile)('%j changes nothing about the picture but its own words', (name) => {
    const [calm, wild] = [plan('calm'), plan(name)].map((each) => graphOf(each));
    if (calm === undefined || wild === undefined) throw new Error('there is no graph');
    expect(skeleton(renderSvg(wild))).toBe(skeleton(renderSvg(calm)));
    const lines = renderMermaid(wild).split('\n');
    expect(lines).toHaveLength(renderMermaid(calm).split('\n').length);
    expect(lines.filter((line) => /^ {2}n\d+ -/.test(line))).toEqual(
      renderMermaid(calm)
        .split('\n')
        .filter((line) => /^ {2}n\d+ -/.test(line)),
    );
    expect(lines.every((line) => (line.match(/"/g) ?? []).length % 2 === 0)).toBe(true);
  });

  it.each(hostile)('%j in an expression stays in its box', (text) => {
    const source = JSON.stringify(text.replaceAll('\u0000', ''));
    const made = plan('calm');
    const [first, ...rest] = made.steps;
    const steps =
      first === undefined ? [] : [{ ...first, condition: { source: `entity.name == ${source}`, line: 1 } }, ...rest];
    const svg = renderSvg(graphOf({ ...made, steps }));
    expect(new Set([...svg.matchAll(/<([a-z!?]+)/g)].map((match) => match[1]))).toEqual(
      new Set(['svg', 'title', 'desc', 'style', 'defs', 'marker', 'path', 'rect', 'g', 'text']),
    );
    expect(
      renderMermaid(graphOf({ ...made, steps }))
        .split('\n')
        .filter((line) => line.includes('classDef')),
    ).toHaveLength(2);
  });
});

/** Each step kind as Mermaid draws it: its boxes and its arrows, without the rest. */
const drawn = (step: string) =>
  renderMermaid(graphOf(planOf(`id: a_v1\nname: A\nsteps:\n  - ${step}\nguardrails: { min_spend: 1 }\n`)))
    .split('\n')
    .filter((line) => /^ {2}n\d/.test(line))
    .map((line) => line.trim());
const start = 'n0(["A<br/>by hand"]):::start';
const w = (id: string) => `{ id: ${id}, wait: 1h }`;

describe('each kind of step', () => {
  it.each<[string, readonly string[]]>([
    [w('x'), [start, 'n1["x<br/>waits 1 hour"]:::plain', 'n2(["completed"]):::end', 'n0 --> n1', 'n1 --> n2']],
    ['{ id: x, stop: failed }', [start, 'n1(["x<br/>ends: failed"]):::stop', 'n0 --> n1']],
    [
      '{ id: x, set: { a: 1, b: 2 } }',
      [start, 'n1["x<br/>sets a, b"]:::plain', 'n2(["completed"]):::end', 'n0 --> n1', 'n1 --> n2'],
    ],
    [
      '{ id: x, playbook: other_v1 }',
      [start, 'n1[["x<br/>other_v1"]]:::child', 'n2(["completed"]):::end', 'n0 --> n1', 'n1 --> n2'],
    ],
    [
      '{ id: x, approval: { on_timeout: reject, quorum: 2, timeout: 4h } }',
      [
        start,
        'n1[/"x<br/>2 people<br/>4 hours, then reject"/]:::gate',
        'n2(["completed"]):::end',
        'n0 --> n1',
        'n1 --> n2',
      ],
    ],
    [
      '{ id: x, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: c } }',
      [start, 'n1["x<br/>AdPlatformAgent.read_changes"]:::read', 'n2(["completed"]):::end', 'n0 --> n1', 'n1 --> n2'],
    ],
    [
      '{ id: x, agent: AdPlatformAgent, action: pause, params: { campaign_id: c } }',
      [
        start,
        'n1[/"approval<br/>1 day, then reject"/]:::gate',
        'n2[["x<br/>AdPlatformAgent.pause"]]:::write',
        'n3(["completed"]):::end',
        'n0 --> n1',
        'n1 --> n2',
        'n2 --> n3',
      ],
    ],
    [
      `{ id: x, condition: context.cpa == 3, wait: 1h }`,
      [
        start,
        'n1{"context.cpa == 3?"}:::choice',
        'n2["x<br/>waits 1 hour"]:::plain',
        'n3(["completed"]):::end',
        'n0 --> n1',
        'n1 -->|"yes"| n2',
        'n2 --> n3',
        'n1 -->|"no"| n3',
      ],
    ],
    [
      `{ id: x, parallel: [[${w('a')}], [${w('b')}]], join: any }`,
      [
        start,
        'n1["x<br/>2 at once"]:::fork',
        'n2["a<br/>waits 1 hour"]:::plain',
        'n3["b<br/>waits 1 hour"]:::plain',
        'n4("first done"):::join',
        'n5(["completed"]):::end',
        'n0 --> n1',
        'n1 --> n2',
        'n1 --> n3',
        'n2 --> n4',
        'n3 --> n4',
        'n4 --> n5',
      ],
    ],
    [
      `{ id: x, switch: [{ when: context.cpa == 3, steps: [${w('a')}] }, { else: [${w('b')}] }] }`,
      [
        start,
        'n1{"x"}:::choice',
        'n2["a<br/>waits 1 hour"]:::plain',
        'n3["b<br/>waits 1 hour"]:::plain',
        'n4(["completed"]):::end',
        'n0 --> n1',
        'n1 -->|"context.cpa == 3"| n2',
        'n1 -->|"otherwise"| n3',
        'n2 --> n4',
        'n3 --> n4',
      ],
    ],
    [
      `{ id: x, for_each: { items: 'context.status == "active" ? [1] : [2]', as: n, max_parallel: 3 }, steps: [${w('a')}] }`,
      [
        start,
        'n1{{"x<br/>each n in context.status == #34;active#34; ? #91;1#93; : #91;2#93;<br/>3 at once"}}:::loop',
        'n2["a<br/>waits 1 hour"]:::plain',
        'n3(["completed"]):::end',
        'n0 --> n1',
        'n1 -->|"each"| n2',
        'n2 -.-> n1',
        'n1 -->|"done"| n3',
      ],
    ],
    [
      `{ id: x, repeat: { until: round == 1, max_iterations: 1 }, steps: [${w('a')}] }`,
      [
        start,
        'n1{{"x<br/>until round == 1<br/>at most 1 round"}}:::loop',
        'n2["a<br/>waits 1 hour"]:::plain',
        'n3(["completed"]):::end',
        'n0 --> n1',
        'n1 -->|"each"| n2',
        'n2 -.-> n1',
        'n1 -->|"done"| n3',
      ],
    ],
    [
      `{ id: x, try: [${w('a')}], catch: [{ steps: [${w('b')}] }], finally: [${w('c')}] }`,
      [
        start,
        'n1["x<br/>tries"]:::plain',
        'n2["a<br/>waits 1 hour"]:::plain',
        'n3["b<br/>waits 1 hour"]:::plain',
        'n4["c<br/>waits 1 hour"]:::plain',
        'n5(["completed"]):::end',
        'n0 --> n1',
        'n1 --> n2',
        'n1 -.->|"fails"| n3',
        'n2 --> n4',
        'n3 --> n4',
        'n4 --> n5',
      ],
    ],
  ])('%s', (step, lines) => {
    expect(drawn(step)).toEqual(lines);
  });
});
