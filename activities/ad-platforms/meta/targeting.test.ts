import { describe, expect, it } from 'vitest';
import { statusFromWire } from './account-facts.ts';
import { audiencesOf, targetingWith } from './targeting.ts';
import { momentFromWire, wireFromMoment } from './wire-time.ts';

const targeting = {
  ...{ age_min: 18, geo_locations: { countries: ['DE'] }, custom_audiences: [{ id: '2' }, { id: '1' }] },
  ...{ excluded_custom_audiences: [{ id: '9' }], targeting_automation: { advantage_audience: 1 } },
};

describe('whom an ad set is aimed at', () => {
  it('is read as sorted lists and a switch; nothing where Meta shows none', () => {
    expect(audiencesOf(targeting)).toEqual({
      ...{ included_audience_ids: '1,2', excluded_audience_ids: '9', audience_expansion: 'on' },
    });
    expect(audiencesOf({})).toEqual({
      included_audience_ids: '',
      excluded_audience_ids: '',
      audience_expansion: 'off',
    });
    expect(audiencesOf(null)).toEqual({
      ...{ included_audience_ids: null, excluded_audience_ids: null, audience_expansion: null },
    });
  });

  it.each([
    ['included_audience_ids', '3,4', { custom_audiences: [{ id: '3' }, { id: '4' }] }],
    ['included_audience_ids', '', { custom_audiences: [] }],
    ['excluded_audience_ids', '7', { excluded_custom_audiences: [{ id: '7' }] }],
    ['audience_expansion', 'off', { targeting_automation: { advantage_audience: 0 } }],
    ['audience_expansion', 'on', { targeting_automation: { advantage_audience: 1 } }],
  ] as const)('with %s set to %j is sent back whole, everything else as it was', (field, value, part) => {
    expect(targetingWith(targeting, field, value)).toEqual({ ...targeting, ...part });
  });

  it.each([
    ['included_audience_ids', 'a,b'],
    ['included_audience_ids', '1,'],
    ['included_audience_ids', '1, 2'],
    ['excluded_audience_ids', 5],
    ['audience_expansion', 'yes'],
    ['audience_expansion', 1],
  ] as const)('%s cannot be %j', (field, value) => {
    expect(targetingWith(targeting, field, value)).toBeNull();
  });

  it('what is written reads back as what was wished', () => {
    for (const value of ['', '1', '1,2,3']) {
      const written = targetingWith(targeting, 'included_audience_ids', value);
      expect(audiencesOf(written)?.included_audience_ids).toBe(value);
    }
  });
});

describe('a moment on Meta’s wire', () => {
  it.each([
    ['2026-12-01T10:00:00+0000', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01T10:00:00+0530', '2026-12-01T04:30:00.000Z'],
    ['2026-12-01T10:00:00-08:00', '2026-12-01T18:00:00.000Z'],
    [1_764_583_200, '2025-12-01T10:00:00.000Z'],
    [0, null],
    ['0', null],
    [null, null],
    [undefined, null],
    ['tomorrow', null],
  ])('%j is %j', (wire, moment) => {
    expect(momentFromWire(wire)).toBe(moment);
  });

  it.each([
    ['2026-12-01T10:00:00Z', '2026-12-01T10:00:00+0000'],
    ['2026-12-01T10:00:00.999+01:00', '2026-12-01T09:00:00+0000'],
    ['never', null],
  ])('%j is written as %j', (moment, wire) => {
    expect(wireFromMoment(moment)).toBe(wire);
  });

  it('is the same to the second after being written and read', () => {
    const written = wireFromMoment('2026-02-28T23:59:59.000Z');
    expect(momentFromWire(written)).toBe('2026-02-28T23:59:59.000Z');
  });
});

describe('a status of Meta', () => {
  it.each([
    ['ACTIVE', 'active'],
    ['PAUSED', 'paused'],
    ['ARCHIVED', 'archived'],
    ['DELETED', 'deleted'],
    ['IN_PROCESS', 'other'],
    ['active', 'other'],
    ['', 'other'],
  ])('%j is %s', (wire, status) => {
    expect(statusFromWire(wire)).toBe(status);
  });
});
