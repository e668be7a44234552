import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { audienceIdsOf, audienceWishes, checkAudiences, checkNoConflict } from '../../proposals/audience-wishes.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { expandAudience } from './expand-audience.action.ts';

/** One change for each ad set: its list of audiences with the new ones added. */
export function createExpandAudienceHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: expandAudience,
    propose: async ({ campaign_id, ad_set_id, audience_ids }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      await checkAudiences(open, audience_ids);
      const wishes = audienceWishes(open, 'included_audience_ids', ad_set_id, (entity) => [
        ...audienceIdsOf(entity, 'included_audience_ids'),
        ...audience_ids,
      ]);
      checkNoConflict(open, wishes);
      return proposalOf(open, wishes);
    },
  });
}
