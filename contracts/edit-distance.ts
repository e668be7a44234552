import type { JsonObject } from './canonical-json.ts';
import type { TypedAction } from './recommendation.ts';

/**
 * How far the parameters that people approved lie from the proposed action, percent: 0 for approved as it was. A number by
 * its relative distance, an id by same or other, sets by the share that is not in both, moved money by what moves otherwise.
 * Parameters that are not named count as unchanged. Rounded to a hundredth.
 */
export function editDistancePct(action: TypedAction, approved: JsonObject): number {
  switch (action.kind) {
    case 'set_daily_budget':
      return numbers(action.daily_budget_minor, approved.daily_budget_minor);
    case 'set_bid':
      return numbers(action.bid_amount_minor, approved.bid_amount_minor);
    case 'rotate_creative':
      return ids(action.creative_id, approved.creative_id);
    case 'change_audiences':
      return Math.max(
        sets(action.include_audience_ids, approved.include_audience_ids ?? approved.audience_ids),
        sets(action.exclude_audience_ids, approved.exclude_audience_ids),
      );
    case 'reallocate_budget':
      return moves(action.moves, approved.moves);
    case 'pause':
    case 'resume':
    case 'none':
      return 0;
  }
}

function numbers(proposed: number, approved: unknown): number {
  if (typeof approved !== 'number' || approved === proposed) return 0;
  return proposed === 0 ? 100 : round((Math.abs(approved - proposed) / Math.abs(proposed)) * 100);
}

function ids(proposed: string, approved: unknown): number {
  return typeof approved !== 'string' || approved === proposed ? 0 : 100;
}

function sets(proposed: readonly string[], approved: unknown): number {
  if (!Array.isArray(approved)) return 0;
  const all = new Set<unknown>([...proposed, ...approved]);
  const both = proposed.filter((each) => approved.includes(each));
  return all.size === 0 ? 0 : round((1 - new Set(both).size / all.size) * 100);
}

type Move = { readonly from_entity_id: string; readonly to_entity_id: string; readonly amount_minor: number };

function moves(proposed: readonly Move[], approved: unknown): number {
  if (!Array.isArray(approved)) return 0;
  const flows = new Map<string, number>();
  const add = (move: unknown, sign: 1 | -1) => {
    if (!isMove(move)) return;
    const key = `${move.from_entity_id} ${move.to_entity_id}`;
    flows.set(key, (flows.get(key) ?? 0) + sign * move.amount_minor);
  };
  for (const move of proposed) add(move, 1);
  for (const move of approved) add(move, -1);
  const moved = proposed.reduce((sum, move) => sum + move.amount_minor, 0);
  const otherwise = [...flows.values()].reduce((sum, amount) => sum + Math.abs(amount), 0);
  return moved === 0 ? 0 : round((otherwise / moved) * 100);
}

function isMove(move: unknown): move is Move {
  return (
    typeof move === 'object' &&
    move !== null &&
    'from_entity_id' in move &&
    'to_entity_id' in move &&
    'amount_minor' in move &&
    typeof move.amount_minor === 'number'
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
