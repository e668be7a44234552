import { describe, expect, it } from 'vitest';
import { replyOf } from '../door/reply.ts';
import { readSchedule } from './schedule.ts';
import { AUDIENCE_FACET, bornWith, LOCATION_FACET, readTargeting, writeTargeting } from './targeting.ts';

const places = { or: { [LOCATION_FACET]: ['urn:li:geo:101'] } };
const segments = (...ids: string[]) => ({ or: { [AUDIENCE_FACET]: ids.map((id) => `urn:li:adSegment:${id}`) } });

function messageOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return JSON.stringify(replyOf(error)?.body);
  }
  return null;
}

describe('targeting', () => {
  it('is read to sorted audience ids and the other facets, and written back as it was', () => {
    const wire = { include: { and: [places, segments('9', '7', '9')] }, exclude: segments('8') };
    const read = readTargeting(wire, 'targetingCriteria');
    expect(read).toEqual({
      included_audiences: '7,9',
      excluded_audiences: '8',
      other_targeting: JSON.stringify({ include: { and: [places] } }),
    });
    expect(writeTargeting(read)).toEqual({ include: { and: [places, segments('7', '9')] }, exclude: segments('8') });
  });

  it('replaces everything: what a write leaves out is gone', () => {
    const read = readTargeting({ include: { and: [places] } }, 'targetingCriteria');
    expect([read.included_audiences, read.excluded_audiences]).toEqual(['', '']);
    expect(writeTargeting(read)).toEqual({ include: { and: [places] } });
  });

  it('keeps other facets of an exclusion', () => {
    const titles = 'urn:li:adTargetingFacet:titles';
    const wire = { include: { and: [places] }, exclude: { or: { [titles]: ['urn:li:title:1'], ...segments('5').or } } };
    const read = readTargeting(wire, 'targetingCriteria');
    expect(read.excluded_audiences).toBe('5');
    expect(writeTargeting(read)).toEqual(wire);
  });

  it('of a campaign of the demo can be written back as it is read', () => {
    const held = { included_audiences: '', excluded_audiences: '', other_targeting: JSON.stringify(bornWith) };
    expect(readTargeting(writeTargeting(held), 'x')).toEqual(held);
  });

  it.each([
    ['no place', { include: { and: [segments('1')] } }, 'location'],
    ['an empty list of places', { include: { and: [{ or: { [LOCATION_FACET]: [] } }] } }, 'location'],
    ['a bare audience id', { include: { and: [places, { or: { [AUDIENCE_FACET]: ['7'] } }] } }, 'adSegment'],
    ['the same audience in and out', { include: { and: [places, segments('7')] }, exclude: segments('7') }, 'both'],
    ['another shape', { included: { and: [places] } }, 'include'],
    ['a facet that is no URN', { include: { and: [{ or: { locations: ['urn:li:geo:1'] } }] } }, 'targetingCriteria'],
    ['an unknown part', { include: { and: [places] }, exclusion: segments('7') }, 'exclusion'],
  ])('is refused with %s', (_, wire, told) => {
    expect(messageOf(() => readTargeting(wire, 'targetingCriteria'))).toContain(told);
  });
});

describe('a schedule', () => {
  const start = Date.parse('2026-11-22T00:00:00Z');
  it('is read from milliseconds, and runs on without an end', () => {
    expect(readSchedule({ start, end: start + 60_000 }, 'runSchedule')).toEqual({
      starts_at: '2026-11-22T00:00:00.000Z',
      ends_at: '2026-11-22T00:01:00.000Z',
    });
    expect(readSchedule({ start }, 'runSchedule').ends_at).toBeNull();
  });

  it.each([
    ['seconds', { start: start / 1000 }],
    ['texts', { start: '2026-11-22' }],
    ['an end before the start', { start, end: start }],
    ['no start', { end: start }],
    ['an unknown part', { start, stop: start + 1 }],
  ])('is refused with %s', (_, wire) => {
    expect(messageOf(() => readSchedule(wire, 'runSchedule'))).toContain('runSchedule');
  });
});
