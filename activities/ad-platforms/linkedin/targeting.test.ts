import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { campaignWire, type TargetingWire } from './schemas.ts';
import { audienceFacet, excludedAudiences, includedAudiences, withExcluded, withIncluded } from './targeting.ts';

const recorded: unknown = JSON.parse(readFileSync(new URL('./fixtures/campaign.json', import.meta.url), 'utf8'));
const targeting: TargetingWire = campaignWire.parse(recorded).targetingCriteria ?? {};
const locations = 'urn:li:adTargetingFacet:locations';
const segment = (id: number) => `urn:li:adSegment:${id}`;

function included(ids: string, of: TargetingWire = targeting): TargetingWire {
  const found = withIncluded(of, ids);
  if ('unclear' in found) throw new Error(String(found.unclear));
  return found;
}

describe('the audiences of a campaign', () => {
  it('are read sorted, whatever clause they stand in', () => {
    expect(includedAudiences(targeting)).toBe('10804,9002');
    expect(excludedAudiences(targeting)).toBe('77');
    expect([includedAudiences({}), excludedAudiences({})]).toEqual(['', '']);
  });
  it('aimed at are replaced, and everything else stays as it was', () => {
    const changed = included('5,6');
    expect(includedAudiences(changed)).toBe('5,6');
    expect(changed.exclude).toEqual(targeting.exclude);
    expect(changed.include?.and).toEqual([
      { or: { [locations]: ['urn:li:geo:106693272', 'urn:li:geo:103883259'] } },
      { or: { [audienceFacet]: [segment(5), segment(6)] } },
    ]);
  });
  it('left out are replaced, and everything else stays as it was', () => {
    const changed = withExcluded(targeting, '5');
    expect(changed.include).toEqual(targeting.include);
    expect(changed.exclude?.or).toEqual({
      'urn:li:adTargetingFacet:staffCountRanges': ['urn:li:staffCountRange:(1,1)'],
      [audienceFacet]: [segment(5)],
    });
  });
  it('can be none, and then no empty list is left behind', () => {
    expect(included('').include?.and).toEqual([targeting.include?.and[0]]);
    expect(withExcluded({ exclude: { or: { [audienceFacet]: [segment(7)] } } }, '')).toEqual({});
    expect(withExcluded(targeting, '').exclude?.or).not.toHaveProperty([audienceFacet]);
  });
  it('can be the first ones', () => {
    expect(included('5', {})).toEqual({ include: { and: [{ or: { [audienceFacet]: [segment(5)] } }] } });
    expect(withExcluded({}, '5')).toEqual({ exclude: { or: { [audienceFacet]: [segment(5)] } } });
  });
  it('setting one list twice is setting it once', () => {
    expect(included('5', included('5'))).toEqual(included('5'));
    expect(withExcluded(withExcluded(targeting, '5'), '5')).toEqual(withExcluded(targeting, '5'));
  });
  it('that are one alternative among others are left to a person', () => {
    const mixed = { include: { and: [{ or: { [locations]: ['urn:li:geo:1'], [audienceFacet]: [segment(1)] } }] } };
    expect(withIncluded(mixed, '5')).toEqual({ unclear: expect.stringContaining('one alternative') });
  });
  it('of which two lists must hold at once are left to a person', () => {
    const clause = (id: number) => ({ or: { [audienceFacet]: [segment(id)] } });
    expect(withIncluded({ include: { and: [clause(1), clause(2)] } }, '1,2')).toHaveProperty('unclear');
  });
  it.each(['abc', '5;6', '1)or(2', ' '])('named %j do not exist', (ids) => {
    expect(() => withExcluded({}, ids)).toThrow(expect.objectContaining({ code: 'PLATFORM_NOT_FOUND' }));
  });
  it('what LinkedIn adds one day is written back untouched', () => {
    const novel = { ...targeting, segments: { any: ['x'] } };
    expect(included('5', novel)).toMatchObject({ segments: { any: ['x'] } });
  });
});
