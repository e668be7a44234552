import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { audienceWishes, checkAudiences, checkNoConflict } from '../../proposals/audience-wishes.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setAudiences } from './set-audiences.action.ts';

/** One change for each list that is given and each ad set that gets it. */
export function createSetAudiencesHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setAudiences,
    propose: async ({ campaign_id, ad_set_id, include, exclude }, { origin }) => {
      if (include === undefined && exclude === undefined)
        throw new CodedError('ACTION_PARAMS_INVALID', 'Neither of the two lists is given.', { campaign_id });
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      await checkAudiences(open, [...(include ?? []), ...(exclude ?? [])]);
      const wishes = [
        ...(include === undefined ? [] : audienceWishes(open, 'included_audience_ids', ad_set_id, () => include)),
        ...(exclude === undefined ? [] : audienceWishes(open, 'excluded_audience_ids', ad_set_id, () => exclude)),
      ];
      checkNoConflict(open, wishes);
      return proposalOf(open, wishes);
    },
  });
}
