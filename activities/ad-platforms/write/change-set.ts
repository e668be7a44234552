import type { EntityState } from '../../../contracts/ad-platform.ts';
import { changePercent } from '../../../contracts/change-arithmetic.ts';
import type { Change, CreativeContent } from '../../../contracts/change-set.ts';
import { fieldValue } from './field-value.ts';

/** One wish of a write action: this field of this entity shall have this value. */
export type ProposedChange = {
  readonly campaign_id: string;
  readonly entity: EntityState;
  readonly field: Change['field'];
  readonly after: string | number;
  /** Money that stands behind a change of status: the daily budget, or a whole lifetime budget; 0 for other texts and bids. */
  readonly daily_money_behind_minor?: number;
  /** That of the account, for a set over several; amounts are always in it. */
  readonly currency?: string;
  /** What a new creative is made from; only with the field `content_digest`. */
  readonly content?: CreativeContent;
};

function moneyMoved(wish: ProposedChange, before: Change['before']): number {
  if (before === wish.after) return 0;
  if (wish.field === 'daily_budget_minor' || wish.field === 'lifetime_budget_minor')
    return Math.abs(Number(wish.after) - Number(before ?? 0));
  return wish.daily_money_behind_minor ?? 0;
}

/** One change from the live value to the wished one. `change_pct` is kept to six decimals. */
export function changeOf(wish: ProposedChange): Change {
  const { entity, field, after, campaign_id, content, currency } = wish;
  const before = fieldValue(entity, field);
  return {
    platform: entity.platform,
    account_id: entity.account_id,
    campaign_id,
    entity_type: entity.entity_type,
    entity_id: entity.entity_id,
    entity_name: entity.name,
    field,
    before,
    after,
    change_pct: changePercent(before, after),
    money_moved_minor: moneyMoved(wish, before),
    ...(currency === undefined ? {} : { currency }),
    ...(content === undefined ? {} : { content }),
  };
}
