import { toMajor } from '../../../contracts/money.ts';
import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { WorkflowAction } from '../../../contracts/reasoning/workflow-action.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';

/** Things that make one look again sooner than planned. */
const tripWires = ['CPA rises by another 10 %', 'conversions stop for a day', 'spend leaves its usual range'];

/**
 * The action in the terms of its workflow, amounts in major units: what a person reads follows from what the executor does,
 * never the other way round. `resume` has no workflow of its own and reads as watching.
 */
export function typedActionOf(action: TypedAction, context: Pick<CampaignContext, 'currency'>): WorkflowAction {
  const major = (minor: number) => toMajor(minor, context.currency);
  switch (action.kind) {
    case 'set_bid': {
      const up = action.bid_amount_minor >= action.current_bid_amount_minor;
      return {
        ...{
          workflow: 'Bid Adjustment',
          direction: up ? 'increase' : 'decrease',
          change_pct: Math.abs(action.change_pct),
        },
        current_bid: action.current_bid_amount_minor > 0 ? major(action.current_bid_amount_minor) : null,
        ...{ target_bid: major(action.bid_amount_minor), scope: 'campaign' },
      };
    }
    case 'set_daily_budget':
      return {
        ...{ workflow: 'Budget Reallocation', moves: [] },
        current_daily_budget: major(action.current_daily_budget_minor),
        target_daily_budget: major(action.daily_budget_minor),
      };
    case 'reallocate_budget':
      return {
        ...{ workflow: 'Budget Reallocation', current_daily_budget: null, target_daily_budget: null },
        moves: action.moves.map((move) => ({
          from: move.from_entity_id,
          to: move.to_entity_id,
          amount: major(move.amount_minor),
        })),
      };
    case 'rotate_creative':
      return {
        ...{ workflow: 'Creative Refresh', creative_ids: [action.current_creative_id] },
        ...{ replacement_creative_ids: [action.creative_id], new_variants: 0 },
        brief: 'A spare creative is ready and takes the place of the worn one.',
        rotate_in: 'At once, in the same ad.',
      };
    case 'change_audiences':
      return {
        ...{ workflow: 'Audience Expansion', mode: action.mode, add_segments: action.include_audience_ids },
        ...{ lookalike_pct: null, exclusions: action.exclude_audience_ids },
      };
    case 'pause':
      return { workflow: 'Campaign Pause', campaign_id: action.campaign_id, resume_when: action.resume_when };
    case 'resume':
      return { workflow: 'Continue Monitoring', recheck_after_hours: 24, trip_wires: tripWires };
    case 'none':
      return {
        workflow: 'Continue Monitoring',
        recheck_after_hours: action.recheck_after_hours,
        trip_wires: tripWires,
      };
  }
}
