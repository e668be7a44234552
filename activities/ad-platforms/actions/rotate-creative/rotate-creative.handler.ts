import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import { listCreatives } from '../../../../db/queries/campaign-accounts.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { cannot, isInLearning, readLiveCampaign } from '../../live-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { rotateCreative } from './rotate-creative.action.ts';

function unfit(reason: string, details: Readonly<Record<string, string>>): CodedError {
  return new CodedError('ACTION_PARAMS_INVALID', reason, details);
}

/** One change: the ad shows the other creative. Ad and creative must both be the campaign’s own. */
export function createRotateCreativeHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: rotateCreative,
    propose: async ({ campaign_id, ad_id, creative_id }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const creatives = await withTenant(deps.database, origin.tenant_id, (tx) => listCreatives(tx, campaign_id));
      const made = (digest: string | null) => digest !== null && `mbi-${digest}` === creative_id;
      const shown = creatives.find((each) => each.creative_id === creative_id || made(each.content_digest));
      if (shown === undefined)
        throw unfit(`The campaign has no creative ${creative_id}.`, { campaign_id, creative_id });
      const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ads');
      if (!adapter.writable.ad.includes('creative_id'))
        throw cannot(live, `an ad of ${adapter.platform} is its own creative, and shows no other.`);
      const entity = live.ads.find((ad) => ad.entity_id === ad_id);
      if (!entity) throw unfit(`The campaign has no ad ${ad_id}.`, { campaign_id, ad_id });
      return {
        wishes: [{ campaign_id, entity, field: 'creative_id', after: shown.creative_id }],
        currency: account.currency,
        in_learning: isInLearning(live),
      };
    },
  });
}
