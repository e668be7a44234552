import { describe, expect, it } from 'vitest';
import { disfigure } from './disfigure.ts';
import { faultSchema } from './fault.ts';
import { createFaults, type FaultTarget } from './faults.ts';

const target = (parts: Partial<FaultTarget> = {}): FaultTarget => ({
  method: 'POST',
  access: 'write',
  path: '/1',
  entity_ids: ['1'],
  fields: ['daily_budget'],
  ...parts,
});

function withFaults(...faults: readonly unknown[]) {
  const made = createFaults();
  made.add(faults.map((fault) => faultSchema.parse(fault)));
  return made;
}

describe('a switched-on fault', () => {
  it('strikes once when nothing else is said', () => {
    const faults = withFaults({ kind: 'throttle' });
    expect(faults.strike('throttle', target())).not.toBeNull();
    expect(faults.strike('throttle', target())).toBeNull();
    expect(faults.list()).toEqual([]);
  });

  it('strikes so many times, or for ever', () => {
    const faults = withFaults({ kind: 'throttle', times: 3 }, { kind: 'expired_token', times: null });
    const count = (kind: 'throttle' | 'expired_token') =>
      Array.from({ length: 10 }, () => faults.strike(kind, target())).filter((fault) => fault !== null).length;
    expect([count('throttle'), count('expired_token')]).toEqual([3, 10]);
    expect(faults.list()).toMatchObject([{ fault: { kind: 'expired_token' }, seen: 10, left: null }]);
  });

  it.each<[string, unknown, Partial<FaultTarget>]>([
    ['method', { method: 'get' }, { method: 'GET' }],
    ['access', { access: 'read' }, { access: 'read' }],
    ['entity', { entity_id: '2' }, { entity_ids: ['1', '2'] }],
    ['field', { field: 'status' }, { fields: ['status'] }],
    ['path', { path: '/insights' }, { path: '/1/insights' }],
  ])('strikes by %s only what it names', (_, match, other) => {
    const faults = withFaults({ kind: 'throttle', match });
    expect(faults.strike('throttle', target())).toBeNull();
    expect(faults.strike('throttle', target(other))).not.toBeNull();
  });

  it('is passed over, and not used up, by calls that it does not match', () => {
    const faults = withFaults({ kind: 'throttle', match: { entity_id: '2' } }, { kind: 'throttle', code: 17 });
    expect(faults.strike('throttle', target())).toMatchObject({ code: 17 });
    expect(faults.list()).toMatchObject([{ fault: { match: { entity_id: '2' } }, left: 1 }]);
  });

  it('that loses an answer strikes writes, and reads only when told', () => {
    const get = target({ method: 'GET', access: 'read' });
    expect(withFaults({ kind: 'apply_then_drop' }).strike('apply_then_drop', get)).toBeNull();
    const told = withFaults({ kind: 'apply_then_drop', match: { method: 'GET' } });
    expect(told.strike('apply_then_drop', get)).not.toBeNull();
    expect(
      withFaults({ kind: 'read_after_write_lag', seconds: 1 }).strike('read_after_write_lag', target()),
    ).toBeNull();
  });

  it('a person’s edit waits for its call, and for a read or a write as told', () => {
    const edit = { kind: 'human_edit', match: { entity_id: '1' }, field: 'status', value: 'PAUSED' };
    const get = target({ method: 'GET', access: 'read' });
    const third = withFaults({ ...edit, after: 3 });
    expect([1, 2, 3, 4].map(() => third.strike('human_edit', get) !== null)).toEqual([false, false, true, false]);
    expect(withFaults(edit).strike('human_edit', target())).toBeNull();
    const before = withFaults({ ...edit, trigger: 'before_write' });
    expect([before.strike('human_edit', get), before.strike('human_edit', target())]).toEqual([
      null,
      expect.anything(),
    ]);
  });

  it('goes when all are cleared', () => {
    const faults = withFaults({ kind: 'black_hole', times: null });
    faults.clear();
    expect(faults.strike('black_hole', target())).toBeNull();
  });

  it.each([
    ['an unknown kind', { kind: 'earthquake' }],
    ['an unknown setting', { kind: 'throttle', colour: 'red' }],
    ['no times at all', { kind: 'throttle', times: 0 }],
    ['slow without how long', { kind: 'slow' }],
    ['an edit of nothing', { kind: 'human_edit', field: 'status', value: 'PAUSED', match: {} }],
    ['an unknown match', { kind: 'throttle', match: { colour: 'red' } }],
  ])('is refused with %s', (_, fault) => {
    expect(faultSchema.safeParse(fault).success).toBe(false);
  });
});

describe('a spoiled answer', () => {
  const body = { id: '1', budget: 5, list: [{ name: 'x' }], none: null };

  it.each(['garbage', 'truncated', 'html'] as const)('as %s is no JSON', (shape) => {
    expect(() => JSON.parse(disfigure(body, shape).text)).toThrow();
  });

  it('with unknown fields still holds everything', () => {
    const spoiled: unknown = JSON.parse(disfigure(body, 'unknown_fields').text);
    expect(spoiled).toMatchObject(body);
    expect(spoiled).toMatchObject({ list: [{ brand_new_field: expect.anything() }] });
  });

  it('with wrong types keeps the names and no type', () => {
    const spoiled: unknown = JSON.parse(disfigure(body, 'wrong_types').text);
    expect(spoiled).toEqual({ id: 1, budget: [5], list: { 0: [{ name: 1 }] }, none: null });
  });
});
