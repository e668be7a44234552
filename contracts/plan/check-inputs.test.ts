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

  it.each([
    '2026-03-01T09:00:00Z',
    '2026-03-01T09:00Z',
    '2026-03-01T09:00:00.123456Z',
    '2026-03-01T09:00:00+05:30',
    '2024-02-29T00:00:00Z',
    '2026-12-31T23:59:59-12:00',
  ])('take the moment %s as it is', (value) => {
    expect(checkInputs({ at: input('timestamp') }, { at: value })).toEqual({ at: value });
  });

  it.each([
    ['on a day that there is not', '2026-02-30T09:00:00Z'],
    ['on 29 February of a year without one', '2026-02-29T09:00:00Z'],
    ['on 31 April', '2026-04-31T09:00:00Z'],
    ['in a thirteenth month', '2026-13-01T09:00:00Z'],
    ['at an hour that there is not', '2026-03-01T25:00:00Z'],
    ['without an offset, another one on each machine', '2026-03-01T09:00:00'],
    ['of a day only', '2026-03-01'],
    ['with a comment', '2026-03-01T09:00:00Z (CET)'],
    ['with something before it', ' 2026-03-01T09:00:00Z'],
    ['in words', 'Sun, 01 Mar 2026 09:00:00 GMT'],
    ['as a number', 1_772_355_600],
  ])('refuse a moment %s', (_, value) => {
    expect(faultsOf(() => checkInputs({ at: input('timestamp') }, { at: value }))).toEqual({
      errors: [{ pointer: '/body/inputs/at', detail: 'This input must be a moment such as 2026-03-01T09:00:00Z.' }],
    });
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
