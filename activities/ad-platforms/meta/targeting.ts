import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { TargetingWire } from './schemas.ts';

type AudienceField = 'included_audience_ids' | 'excluded_audience_ids' | 'audience_expansion';

function listed(references: TargetingWire['custom_audiences']): string {
  return (references ?? [])
    .map(({ id }) => id)
    .sort()
    .join(',');
}

/** What an ad set’s targeting says of audiences; nothing where Meta shows none. */
export function audiencesOf(targeting: TargetingWire | null): Pick<EntityState, AudienceField> {
  if (targeting === null) return { included_audience_ids: null, excluded_audience_ids: null, audience_expansion: null };
  return {
    included_audience_ids: listed(targeting.custom_audiences),
    excluded_audience_ids: listed(targeting.excluded_custom_audiences),
    audience_expansion: targeting.targeting_automation?.advantage_audience === 1 ? 'on' : 'off',
  };
}

/**
 * The whole targeting with one part of it set to a new value: a write replaces everything, so the rest is sent back as it was
 * read. Null when the value is none that the field can have.
 */
export function targetingWith(present: TargetingWire, field: AudienceField, value: string | number) {
  if (field === 'audience_expansion') {
    if (value !== 'on' && value !== 'off') return null;
    const advantage_audience = value === 'on' ? 1 : 0;
    return { ...present, targeting_automation: { ...present.targeting_automation, advantage_audience } };
  }
  if (typeof value !== 'string' || !/^(\d+(,\d+)*)?$/.test(value)) return null;
  const references = value === '' ? [] : value.split(',').map((id) => ({ id }));
  const edge = field === 'included_audience_ids' ? 'custom_audiences' : 'excluded_custom_audiences';
  return { ...present, [edge]: references };
}
