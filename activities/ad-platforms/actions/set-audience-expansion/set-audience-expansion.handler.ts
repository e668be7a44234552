import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { whereWritable } from '../../proposals/where-writable.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setAudienceExpansion } from './set-audience-expansion.action.ts';

/** One change for each active ad set. */
export function createSetAudienceExpansionHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setAudienceExpansion,
    propose: async ({ campaign_id, ad_set_id, expansion: after }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      const field = 'audience_expansion' as const;
      const entities = whereWritable(open, field, ['ad_set', 'campaign'], ad_set_id);
      return proposalOf(
        open,
        entities.map((entity) => ({ campaign_id, entity, field, after })),
      );
    },
  });
}
