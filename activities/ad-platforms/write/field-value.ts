import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';

/** The value of a writable field in a live state. */
export function fieldValue(state: EntityState, field: Change['field']): Change['before'] {
  switch (field) {
    case 'daily_budget_minor':
      return state.daily_budget_minor;
    case 'bid_amount_minor':
      return state.bid_amount_minor;
    case 'status':
      return state.status;
    case 'creative_id':
      return state.creative_id;
  }
}
