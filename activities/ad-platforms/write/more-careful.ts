import type { Change } from '../../../contracts/change-set.ts';

/** Fields whose lower value is the more careful one: less money. */
const amounts: readonly Change['field'][] = ['daily_budget_minor', 'lifetime_budget_minor', 'bid_amount_minor'];

/** Whether a change makes something stop delivering. */
export function isPause({ field, after }: Change): boolean {
  return field === 'status' && after !== 'active';
}

/** A moment of a schedule as a number; where there is none, the end of time that is meant. */
function moment(value: Change['after'], none: number): number {
  return value === null || value === '' ? none : Date.parse(String(value));
}

/** Whether a change lets more money out: a higher budget or bid, or something that is resumed or may run for longer. */
export function isRaise({ field, before, after }: Change): boolean {
  if (field === 'status') return after === 'active';
  if (field === 'starts_at') return moment(after, -Infinity) < moment(before, -Infinity);
  if (field === 'ends_at') return moment(after, Infinity) > moment(before, Infinity);
  return amounts.includes(field) && Number(after ?? 0) > Number(before ?? 0);
}

/** Whether a change lets less money out. */
export function isLowering(change: Change): boolean {
  const { field, before, after } = change;
  return isPause(change) || (amounts.includes(field) && Number(after ?? 0) < Number(before ?? 0));
}

/**
 * Whether one change of a field is more careful than another of the same field: it leaves less money, or pauses. Of texts
 * neither is, and of two that are alike the first stays.
 */
export function isMoreCareful(one: Change, other: Change): boolean {
  if (one.field === 'status') return isPause(one) && !isPause(other);
  return amounts.includes(one.field) && Number(one.after ?? 0) < Number(other.after ?? 0);
}

/** How two changes are in each other's way: they want the same field, or the one pauses what the other raises. */
export type Collision = 'same_field' | 'pause_before_raise' | 'raise_under_pause' | null;

/** What stands between a newcomer and a change that is under way. A pause of a campaign is about everything in it. */
export function collisionOf(newcomer: Change, holder: Change): Collision {
  if (newcomer.account_id !== holder.account_id) return null;
  if (newcomer.entity_id === holder.entity_id && newcomer.field === holder.field) return 'same_field';
  if (isPause(newcomer) && isRaise(holder) && covers(newcomer, holder)) return 'pause_before_raise';
  if (isPause(holder) && isRaise(newcomer) && covers(holder, newcomer)) return 'raise_under_pause';
  return null;
}

function covers(pause: Change, raise: Change): boolean {
  if (pause.entity_id === raise.entity_id) return true;
  return pause.entity_type === 'campaign' && pause.campaign_id === raise.campaign_id;
}
