import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';

/** The value of a writable field in a live state: the fields of both carry the same names. */
export function fieldValue(state: EntityState, field: Change['field']): Change['before'] {
  return state[field];
}
