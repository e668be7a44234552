import { describe, expect, it } from 'vitest';
import { everyStep, innerSteps } from './every-step.ts';
import type { Step } from './steps.ts';

const base = { line: 1, name: null, condition: null };
const stop = (id: string): Step => ({ ...base, id, kind: 'stop', status: 'completed', result: null });
const truth = { source: 'true', line: 1 };

describe('every step of a plan', () => {
  const plan: readonly Step[] = [
    { ...base, id: 'p', kind: 'parallel', join: 'all', branches: [[stop('p1')], [stop('p2')]] },
    {
      ...base,
      ...{ id: 's', kind: 'switch', cases: [{ when: truth, line: 1, steps: [stop('s1')] }], otherwise: [stop('s2')] },
    },
    {
      ...{
        ...base,
        id: 't',
        kind: 'try',
        steps: [stop('t1')],
        catches: [{ when: null, line: 1, steps: [stop('t2')] }],
      },
      finally: [stop('t3')],
    },
    {
      ...{ ...base, id: 'r', kind: 'repeat', while: truth, until: null, as: 'round', max_iterations: 2 },
      ...{ on_limit: 'fail', steps: [stop('r1')] },
    },
    {
      ...{ ...base, id: 'f', kind: 'for_each', items: truth, as: 'item', max_parallel: 1, on_item_error: 'fail' },
      ...{ steps: [stop('f1')], output: null },
    },
  ];

  it('comes in the order in which the YAML reads, with what is inside others', () => {
    const ids = everyStep(plan).map((step) => step.id);
    expect(ids.join(' ')).toBe('p p1 p2 s s1 s2 t t1 t2 t3 r r1 f f1');
  });

  it('a step that holds no others has none inside', () => {
    expect(innerSteps(stop('a'))).toEqual([]);
    expect(everyStep([])).toEqual([]);
  });
});
