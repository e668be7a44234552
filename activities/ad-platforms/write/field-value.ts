import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';

/**
 * The value of a writable field in a live state: the fields of both carry the same names. A start or an end that is not there
 * is '', which is also how it is taken away, so that setting one can be taken back.
 */
export function fieldValue(state: EntityState, field: Change['field']): Change['before'] {
  if (field === 'starts_at' || field === 'ends_at') return state[field] ?? '';
  return state[field];
}
