import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkInputs } from './check-inputs.ts';
import type { PlanInput } from './index.ts';

const input = (type: PlanInput['type'], more: Partial<PlanInput> = {}): PlanInput => ({
  type,
  description: null,
  required: true,
  default: null,
  ...more,
});

function faultsOf(work: () => unknown): unknown {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'details' in error ? error.details : error;
  }
}

describe('the inputs of an execution', () => {
  it('are taken as they are when they fit, with defaults for what is left out', () => {
    const declared = { campaign_id: input('string'), days: input('integer', { required: false, default: 28 }) };
    expect(checkInputs(declared, { campaign_id: 'c1' })).toEqual({ campaign_id: 'c1', days: 28 });
    expect(checkInputs({ note: input('string', { required: false }) }, {})).toEqual({ note: null });
  });

  it('name every fault by its pointer, all at once', () => {
    const declared = { campaign_id: input('string'), days: input('integer') };
    expect(faultsOf(() => checkInputs(declared, { days: 'many', other: 1 }))).toEqual({
      errors: [
        { pointer: '/body/inputs/other', detail: 'The playbook has no such input.' },
        { pointer: '/body/inputs/campaign_id', detail: 'This input is required.' },
        { pointer: '/body/inputs/days', detail: 'This input must be a whole number.' },
      ],
    });
  });

  it.each([
    ['integer', 1.5],
    ['number', '1'],
    ['boolean', 'true'],
    ['timestamp', 'yesterday'],
    ['list', {}],
    ['map', []],
    ['string', 7],
  ] as const)('of type %s refuse %j', (type, value) => {
    expect(faultsOf(() => checkInputs({ it: input(type) }, { it: value }))).not.toBe('accepted');
  });

  it('never take a name from the prototype', () => {
    expect(faultsOf(() => checkInputs({}, JSON.parse('{"__proto__": 1}')))).not.toBe('accepted');
    expect(faultsOf(() => checkInputs({ constructor: input('string') }, {}))).not.toBe('accepted');
  });

  it('come out with exactly the declared names, whatever comes in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
        const declared = { a: input('map', { required: false }), b: input('number', { required: false, default: 1 }) };
        const outcome = faultsOf(() =>
          expect(Object.keys(checkInputs(declared, z.record(z.string(), z.json()).parse(given))).sort()).toEqual([
            'a',
            'b',
          ]),
        );
        expect(outcome === 'accepted' || typeof outcome === 'object').toBe(true);
      }),
    );
  });
});
