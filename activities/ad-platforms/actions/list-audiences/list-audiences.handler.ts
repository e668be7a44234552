import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { countingAdSets, type LiveCampaign } from '../../live-campaign.ts';
import { audienceIdsOf } from '../../proposals/audience-wishes.ts';
import { openCampaign } from '../../proposals/open-campaign.ts';
import { type AudienceList, listAudiences } from './list-audiences.action.ts';

function switchOf(live: LiveCampaign): AudienceList['audience_expansion'] {
  const switches = countingAdSets(live).flatMap((each) => each.audience_expansion ?? []);
  if (switches.length === 0) return null;
  return switches.includes('off') ? 'off' : 'on';
}

/** Reads the account’s audiences and compares them with the live ad sets. */
export function createListAudiencesHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: listAudiences,
    run: async ({ campaign_id }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      const { writable, platform } = open.adapter;
      const level = writable.ad_set.includes('included_audience_ids')
        ? countingAdSets(open.live)
        : [open.live.campaign];
      const audiences = await open.adapter.listAudiences();
      const can = (field: 'included_audience_ids' | 'audience_expansion') =>
        writable.ad_set.includes(field) || writable.campaign.includes(field);
      return {
        campaign_id,
        platform,
        audience_expansion: switchOf(open.live),
        can_expand: can('audience_expansion'),
        can_include: can('included_audience_ids'),
        audiences: audiences.map((each) => ({
          ...each,
          included: level.every((entity) => audienceIdsOf(entity, 'included_audience_ids').includes(each.audience_id)),
          excluded: level.some((entity) => audienceIdsOf(entity, 'excluded_audience_ids').includes(each.audience_id)),
        })),
      };
    },
  });
}
