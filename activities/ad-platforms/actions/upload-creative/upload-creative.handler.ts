import { createHash } from 'node:crypto';
import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { keepMadeCreative } from '../../../../db/queries/creatives.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { cannot } from '../../live-campaign.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { uploadCreative } from './upload-creative.action.ts';

/** The digest of a content for a campaign: 16 hex digits, which is what fits into a name on every platform. */
function digestOf(campaign_id: string, content: object): string {
  return createHash('sha256').update(canonicalJson({ campaign_id, content })).digest('hex').slice(0, 16);
}

/** One change: from nothing to the creative. Once it is verified it is kept as a spare one under the platform’s own id. */
export function createUploadCreativeHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: uploadCreative,
    propose: async ({ campaign_id, content }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      if (!open.adapter.writable.creative.includes('content_digest'))
        throw cannot(open.live, `${open.adapter.platform} takes no creatives from us.`);
      const after = digestOf(campaign_id, content);
      const { external_id: account_id } = open.account;
      const entity = await open.adapter.readEntity({ account_id, entity_type: 'creative', entity_id: `mbi-${after}` });
      return proposalOf(open, [
        { campaign_id, entity: { ...entity, name: content.name }, field: 'content_digest', after, content },
      ]);
    },
    onVerified: async (tx, { campaign_id, content }, change, { origin }) => {
      const { adapter } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const { account_id, entity_id, after } = change;
      const { creative_id } = await adapter.readEntity({ account_id, entity_type: 'creative', entity_id });
      if (creative_id === null)
        throw new CodedError('PLATFORM_UNAVAILABLE', `${content.name} was made, and does not show its id yet.`, {
          entity_id,
        });
      await keepMadeCreative(tx, { creative_id, campaign_id, content, content_digest: String(after) });
    },
  });
}
