import { describe, expect, it } from 'vitest';
import { between, of } from '../../tests/difference/plans.ts';

const only = (step: string) => of([`{ id: a, ${step} }`], 'min_spend: 1');

describe('any other step, there and back', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['wait: 1h', 'wait: 60m', [], []],
    ['wait: 1h', 'wait: 2h', ['a: wait waits 1 hour → waits 2 hours'], ['a: wait waits 2 hours → waits 1 hour']],
    [
      'wait: 24h',
      'wait: 1bd',
      ['a: wait waits 1 day → waits 1 business day, counted on Monday, Tuesday, Wednesday, Thursday and Friday (UTC)'],
      ['a: wait waits 1 business day, counted on Monday, Tuesday, Wednesday, Thursday and Friday (UTC) → waits 1 day'],
    ],
    [
      'wait: 2bd',
      'wait: { for: 2bd, calendar: { timezone: Europe/Berlin } }',
      [
        'a: wait waits 2 business days, counted on Monday, Tuesday, Wednesday, Thursday and Friday (UTC) → waits 2 business days, counted on Monday, Tuesday, Wednesday, Thursday and Friday (Europe/Berlin)',
      ],
      [
        'a: wait waits 2 business days, counted on Monday, Tuesday, Wednesday, Thursday and Friday (Europe/Berlin) → waits 2 business days, counted on Monday, Tuesday, Wednesday, Thursday and Friday (UTC)',
      ],
    ],
    [
      'wait: { until: "{{ now }}" }',
      'wait: { until: "2026-01-01T00:00:00Z" }',
      ['a: wait waits until now → waits until timestamp("2026-01-01T00:00:00Z")'],
      ['a: wait waits until timestamp("2026-01-01T00:00:00Z") → waits until now'],
    ],
    [
      'wait: { event: lead.created, timeout: 1d }',
      'wait: { event: lead.created, timeout: 2d }',
      [
        'a: wait waits at most 1 day for the event lead.created; without one the step fails → waits at most 2 days for the event lead.created; without one the step fails',
      ],
      [
        'a: wait waits at most 2 days for the event lead.created; without one the step fails → waits at most 1 day for the event lead.created; without one the step fails',
      ],
    ],
    [
      'wait: { event: lead.created, timeout: 1d }',
      'wait: { event: lead.created, timeout: 1d, on_timeout: continue }',
      [
        'a: wait waits at most 1 day for the event lead.created; without one the step fails → waits at most 1 day for the event lead.created; without one it goes on',
      ],
      [
        'a: wait waits at most 1 day for the event lead.created; without one it goes on → waits at most 1 day for the event lead.created; without one the step fails',
      ],
    ],
    [
      'wait: { event: lead.created, timeout: 1d }',
      'wait: { event: lead.created, timeout: 1d, match: event.data.x > 1 }',
      [
        'a: wait waits at most 1 day for the event lead.created; without one the step fails → waits at most 1 day for the event lead.created for which event.data.x > 1; without one the step fails',
      ],
      [
        'a: wait waits at most 1 day for the event lead.created for which event.data.x > 1; without one the step fails → waits at most 1 day for the event lead.created; without one the step fails',
      ],
    ],
    [
      'wait: { event: lead.created, timeout: 1d }',
      'wait: { event: lead.created, timeout: 1d }, output: lead',
      ['a: output added: lead'],
      ['a: output removed: lead'],
    ],
    ['stop: completed', 'stop: failed', ['a: status completed → failed'], ['a: status failed → completed']],
    ['stop: completed', 'stop: { status: completed }', [], []],
    ['stop: completed', 'stop: { result: 7 }', ['a: result added: 7'], ['a: result removed: 7']],
    [
      'stop: { result: 7 }',
      'stop: { result: "{{ context.cpa }}" }',
      ['a: result 7 → context.cpa'],
      ['a: result context.cpa → 7'],
    ],
    ['set: { x: 1 }', 'set: { x: 2 }', ['a: set.x 1 → 2'], ['a: set.x 2 → 1']],
    [
      'set: { x: 1 }',
      'set: { y: 1 }',
      ['a: set.x removed: 1', 'a: set.y added: 1'],
      ['a: set.y removed: 1', 'a: set.x added: 1'],
    ],
    ['set: { x: 1, y: 2 }', 'set: { y: 2, x: 1 }', [], []],
    ['set: { x: [1, 2] }', 'set: { x: [2, 1] }', ['a: set.x [1,2] → [2,1]'], ['a: set.x [2,1] → [1,2]']],
    [
      'set: { x: "{{ context.cpa }}" }',
      'set: { x: "{{ context.cpa + 1 }}" }',
      ['a: set.x context.cpa → context.cpa + 1'],
      ['a: set.x context.cpa + 1 → context.cpa'],
    ],
    [
      'set: { x: "a {{ context.cpa }}" }',
      'set: { x: "b {{ context.cpa }}" }',
      ['a: set.x "a {{ context.cpa }}" → "b {{ context.cpa }}"'],
      ['a: set.x "b {{ context.cpa }}" → "a {{ context.cpa }}"'],
    ],
    [
      'playbook: other_v1',
      'playbook: another_v1',
      ['! a: playbook other_v1 → another_v1'],
      ['! a: playbook another_v1 → other_v1'],
    ],
    [
      'playbook: other_v1',
      'playbook: other_v1, inputs: { n: 3 }',
      ['! a: inputs.n added: 3'],
      ['! a: inputs.n removed: 3'],
    ],
    [
      'playbook: other_v1, inputs: { n: 3 }',
      'playbook: other_v1, inputs: { n: 4 }',
      ['! a: inputs.n 3 → 4'],
      ['! a: inputs.n 4 → 3'],
    ],
    ['playbook: other_v1', 'playbook: other_v1, output: came', ['a: output added: came'], ['a: output removed: came']],
    [
      'approval: { on_timeout: reject }',
      'approval: { on_timeout: reject, quorum: 2 }',
      ['a: quorum 1 → 2'],
      ['! a: quorum 2 → 1'],
    ],
    [
      'approval: { on_timeout: reject }',
      'approval: { on_timeout: reject }, output: answer',
      ['a: output added: answer'],
      ['a: output removed: answer'],
    ],
    [
      'approval: { on_timeout: reject }',
      'wait: 1h',
      ['! a: kind approval → wait', '! a: wait added: waits 1 hour', '! a: gate removed; it no longer always asks'],
      ['a: kind wait → approval', 'a: wait removed: waits 1 hour', 'a: gate added; it always asks'],
    ],
    [
      'wait: 1h',
      'stop: completed',
      ['a: kind wait → stop', 'a: wait removed: waits 1 hour', 'a: status added: completed'],
      ['a: kind stop → wait', 'a: status removed: completed', 'a: wait added: waits 1 hour'],
    ],
    [
      'parallel: [[{ id: b, wait: 1h }], [{ id: c, wait: 1h }]]',
      'parallel: [[{ id: b, wait: 1h }], [{ id: c, wait: 1h }]], join: any',
      ['a: join all → any'],
      ['a: join any → all'],
    ],
    [
      'parallel: [[{ id: b, wait: 1h }], [{ id: c, wait: 1h }]]',
      'parallel: [[{ id: b, wait: 1h }], [{ id: c, wait: 1h }], [{ id: d, wait: 1h }]]',
      ['step d added (wait, first in branch 3 of a)'],
      ['step d removed (wait, was first in branch 3 of a)'],
    ],
    [
      "for_each: { items: '[1]', max_parallel: 1 }, steps: [{ id: b, wait: 1h }]",
      "for_each: { items: '[1, 2]', max_parallel: 1 }, steps: [{ id: b, wait: 1h }]",
      ['a: items [1] → [1, 2]'],
      ['a: items [1, 2] → [1]'],
    ],
    [
      "for_each: { items: '[1]', max_parallel: 1 }, steps: [{ id: b, wait: 1h }]",
      "for_each: { items: '[1]', max_parallel: 2, on_item_error: continue, as: n }, steps: [{ id: b, wait: 1h }]",
      ['a: as item → n', 'a: max_parallel 1 → 2', 'a: on_item_error fail → continue'],
      ['a: as n → item', 'a: max_parallel 2 → 1', 'a: on_item_error continue → fail'],
    ],
    [
      'repeat: { until: round > 1, max_iterations: 3 }, steps: [{ id: b, wait: 1h }]',
      'repeat: { until: round > 2, max_iterations: 4, on_limit: continue }, steps: [{ id: b, wait: 1h }]',
      ['a: until round > 1 → round > 2', 'a: max_iterations 3 → 4', 'a: on_limit fail → continue'],
      ['a: until round > 2 → round > 1', 'a: max_iterations 4 → 3', 'a: on_limit continue → fail'],
    ],
    [
      'repeat: { until: round > 1, max_iterations: 3 }, steps: [{ id: b, wait: 1h }]',
      'repeat: { while: round < 2, max_iterations: 3 }, steps: [{ id: b, wait: 1h }]',
      ['a: while added: round < 2', 'a: until removed: round > 1'],
      ['a: while removed: round < 2', 'a: until added: round > 1'],
    ],
    [
      'try: [{ id: b, wait: 1h }], finally: [{ id: c, wait: 1h }]',
      'try: [{ id: b, wait: 1h }], catch: [{ steps: [{ id: c, wait: 1h }] }]',
      ['step c moved: first in catch 1 of a (was first in `finally` of a)'],
      ['step c moved: first in `finally` of a (was first in catch 1 of a)'],
    ],
    [
      'try: [{ id: b, wait: 1h }], finally: [{ id: c, wait: 1h }]',
      'try: [{ id: c, wait: 1h }], finally: [{ id: b, wait: 1h }]',
      [
        'step c moved: first in a (was first in `finally` of a)',
        'step b moved: first in `finally` of a (was first in a)',
      ],
      [
        'step b moved: first in a (was first in `finally` of a)',
        'step c moved: first in `finally` of a (was first in a)',
      ],
    ],
  ])('%s, and %s', (one, other, there, back) => {
    expect([between(only(one), only(other)), between(only(other), only(one))]).toEqual([there, back]);
  });
});
