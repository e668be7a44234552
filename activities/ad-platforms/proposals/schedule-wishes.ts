import { moneyBehindMinor } from '../live-campaign.ts';
import type { ProposedChange } from '../write/change-set.ts';
import { fieldValue } from '../write/field-value.ts';
import type { OpenCampaign } from './open-campaign.ts';
import { whereWritable } from './where-writable.ts';

/**
 * The wish for a start, an end or both, on the campaign where the platform keeps it there, else on its ad sets. Time is money
 * that is spent: the whole budget counts as moved, once, by the first change that is one.
 */
export function scheduleWishes(
  open: OpenCampaign,
  schedule: { readonly starts_at?: string; readonly ends_at?: string },
): readonly ProposedChange[] {
  const { campaign_id, live } = open;
  const wishes = (['starts_at', 'ends_at'] as const).flatMap((field) => {
    const after = schedule[field];
    if (after === undefined) return [];
    return whereWritable(open, field, ['campaign', 'ad_set']).map((entity) => ({ campaign_id, entity, field, after }));
  });
  const first = wishes.find((wish) => fieldValue(wish.entity, wish.field) !== wish.after);
  const daily_money_behind_minor = moneyBehindMinor(live);
  return wishes.map((wish) => (wish === first ? { ...wish, daily_money_behind_minor } : wish));
}
