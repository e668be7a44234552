import type { TypedAction } from './recommendation.ts';

/** What an action pulls at. */
export type Lever = 'budget' | 'bid' | 'creative' | 'audience' | 'status';

/** What an action pulls at; null for one that changes nothing. */
export function leverOf(action: TypedAction): Lever | null {
  switch (action.kind) {
    case 'set_daily_budget':
    case 'reallocate_budget':
      return 'budget';
    case 'set_bid':
      return 'bid';
    case 'rotate_creative':
      return 'creative';
    case 'change_audiences':
      return 'audience';
    case 'pause':
    case 'resume':
      return 'status';
    case 'none':
      return null;
  }
}

/** Ids of everything an action touches: its campaign and, for money that moves, where it comes from and goes. */
export function entitiesOf(action: TypedAction, campaign_id: string): ReadonlySet<string> {
  const moved = action.kind === 'reallocate_budget' ? action.moves : [];
  return new Set([campaign_id, ...moved.flatMap((move) => [move.from_entity_id, move.to_entity_id])]);
}

/**
 * Whether two open recommendations cannot both be followed without one spoiling the other: they touch a common thing and
 * pull the same lever of it, or one of them stops or starts it.
 */
export function areInConflict(
  one: { readonly action: TypedAction; readonly campaign_id: string },
  other: { readonly action: TypedAction; readonly campaign_id: string },
): boolean {
  const [left, right] = [leverOf(one.action), leverOf(other.action)];
  if (left === null || right === null) return false;
  const theirs = entitiesOf(other.action, other.campaign_id);
  const meets = [...entitiesOf(one.action, one.campaign_id)].some((each) => theirs.has(each));
  return meets && (left === right || left === 'status' || right === 'status');
}
