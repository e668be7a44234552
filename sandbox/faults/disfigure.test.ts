import { describe, expect, it } from 'vitest';
import { disfigure } from './disfigure.ts';
import { faultSchema, faultsSchema } from './fault.ts';

const body = { id: '12', data: [{ spend: '1.5', clicks: 3, on: true, none: null }] };

describe('an answer that is spoiled', () => {
  it.each(['garbage', 'truncated', 'html'] as const)('%s is no JSON any more', (shape) => {
    expect(() => JSON.parse(disfigure(body, shape).text)).toThrow(SyntaxError);
  });

  it('a page of HTML says that it is one, and the rest still claims to be JSON', () => {
    expect(disfigure(body, 'html').type).toBe('text/html');
    expect(disfigure(body, 'garbage').type).toBe('application/json');
  });

  it('half of it is really the first half', () => {
    const whole = JSON.stringify(body);
    expect(whole.startsWith(disfigure(body, 'truncated').text)).toBe(true);
    expect(disfigure(body, 'truncated').text).toHaveLength(Math.floor(whole.length / 2));
  });

  it('unknown fields are added at every depth, and nothing that was there is lost', () => {
    const extra = { brand_new_field: { nested: [1, null, 'x'] }, another_one: null };
    expect(JSON.parse(disfigure(body, 'unknown_fields').text)).toEqual({
      id: '12',
      data: [{ spend: '1.5', clicks: 3, on: true, none: null, ...extra }],
      ...extra,
    });
  });

  it('wrong types keep the names and change what stands under them', () => {
    expect(JSON.parse(disfigure(body, 'wrong_types').text)).toEqual({
      id: 2,
      data: { 0: [{ spend: 3, clicks: [3], on: true, none: null }] },
    });
  });
});

describe('a fault that is switched on', () => {
  it.each([
    [{ kind: 'apply_then_drop' }, { times: 1, match: {} }],
    [{ kind: 'throttle' }, { code: 80_004, status: 429, wait_seconds: 60 }],
    [{ kind: 'slow', milliseconds: 0 }, { phase: 'before' }],
    // A lag lasts until it is taken away.
    [{ kind: 'read_after_write_lag', seconds: 5 }, { times: null }],
    [
      { kind: 'human_edit', match: { entity_id: '1' }, field: 'status', value: 'PAUSED' },
      { trigger: 'after_read', after: 1 },
    ],
    [
      { kind: 'expired_token', times: null },
      { error_subcode: 463, times: null },
    ],
    [{ kind: 'malformed', shape: 'html', match: { method: 'GET', path: '/insights' } }, { shape: 'html' }],
  ])('%j is filled in', (fault, filled) => {
    expect(faultSchema.parse(fault)).toMatchObject({ ...fault, ...filled });
  });

  it.each([
    ['a kind that is none', { kind: 'earthquake' }],
    ['no strikes', { kind: 'black_hole', times: 0 }],
    ['half a strike', { kind: 'black_hole', times: 0.5 }],
    ['a key that is misspelled, which would strike everything', { kind: 'black_hole', match: { entity: '1' } }],
    ['another key', { kind: 'black_hole', after: 2 }],
    ['an edit of nothing', { kind: 'human_edit', field: 'status', value: 'PAUSED' }],
    ['an edit before anything', { kind: 'human_edit', match: { entity_id: '1' }, field: 'a', value: 1, after: 0 }],
    ['slow without a time', { kind: 'slow' }],
    ['slow backwards', { kind: 'slow', milliseconds: -1 }],
    ['a shape that is none', { kind: 'malformed', shape: 'ugly' }],
  ])('%s is refused', (_, fault) => {
    expect(faultSchema.safeParse(fault).success).toBe(false);
    expect(faultsSchema.safeParse({ faults: [{ kind: 'black_hole' }, fault] }).success).toBe(false);
  });
});
