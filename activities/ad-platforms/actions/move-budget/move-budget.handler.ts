import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { cannot } from '../../live-campaign.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { adSetOf } from '../../proposals/where-writable.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { moveBudget } from './move-budget.action.ts';

/**
 * One change for each ad set, those that lose first, so that what is spent never exceeds what was agreed. Throws
 * ACTION_PARAMS_INVALID for an ad set that is not there, or that would be left with nothing, and for moves that cancel out.
 */
export function createMoveBudgetHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: moveBudget,
    propose: async ({ campaign_id, moves }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      const gained = new Map<string, number>();
      for (const { from_entity_id, to_entity_id, amount_minor } of moves) {
        gained.set(from_entity_id, (gained.get(from_entity_id) ?? 0) - amount_minor);
        gained.set(to_entity_id, (gained.get(to_entity_id) ?? 0) + amount_minor);
      }
      const wishes = [...gained]
        .filter(([, amount]) => amount !== 0)
        .sort(([, one], [, other]) => one - other)
        .map(([ad_set_id, amount]) => {
          const entity = adSetOf(open, ad_set_id);
          const { daily_budget_minor: before, name } = entity;
          if (before === null) throw cannot(open.live, `${name} holds no daily budget of its own.`);
          if (before + amount <= 0)
            throw new CodedError('ACTION_PARAMS_INVALID', `${name} would be left without any budget.`, { ad_set_id });
          return { campaign_id, entity, field: 'daily_budget_minor' as const, after: before + amount };
        });
      if (wishes.length === 0)
        throw new CodedError('ACTION_PARAMS_INVALID', 'The moves cancel each other out.', { campaign_id });
      return proposalOf(open, wishes);
    },
  });
}
