import { createHash } from 'node:crypto';
import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { refusedTexts } from '../../../../contracts/ad-copy.ts';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';
import type { CreativeContent } from '../../../../contracts/change-set.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { keepMadeCreative } from '../../../../db/queries/creatives.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { cannot } from '../../live-campaign.ts';
import { capabilitiesOf } from '../../platforms.action.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { readCustomerImage } from '../../wire/customer-image.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { uploadCreatives } from './upload-creatives.action.ts';

/** How long the server of an image may take while a plan is made. */
const imageSeconds = 10;

/** The digest of a content for a campaign: 16 hex digits, which is what fits into a name on every platform. */
function digestOf(campaign_id: string, content: object): string {
  return createHash('sha256').update(canonicalJson({ campaign_id, content })).digest('hex').slice(0, 16);
}

/** Whoever edits the words hears at once what the platform would not take of them, before anybody is asked about them. */
function checkWords(contents: readonly CreativeContent[], platform: Parameters<typeof capabilitiesOf>[0]): void {
  const { copy } = capabilitiesOf(platform);
  if (copy === null || copy.held_by !== 'creative') return;
  const problems = contents.flatMap((content, index) =>
    refusedTexts(copy, content).map(({ field, explanation }) => ({ path: `contents.${index}.${field}`, explanation })),
  );
  if (problems.length === 0) return;
  const words = problems.map(({ path, explanation }) => `${path}: ${explanation}`);
  throw new CodedError('ACTION_PARAMS_INVALID', `${platform} does not take these words. ${words.join(' ')}`, {
    problems,
  });
}

/** A content with the fingerprint of its image: whoever says yes to it says yes to this image, wherever its address leads later. */
async function withImage(content: CreativeContent, get: AdPlatformDependencies['getPublic']): Promise<CreativeContent> {
  const { image_url, image_sha256 } = content;
  if (image_url === null) return content;
  const { sha256 } = await readCustomerImage({ image_url, image_sha256 }, { get, timeout_seconds: imageSeconds });
  return { ...content, image_sha256: sha256 };
}

/** One change for each content: from nothing to the creative. Once verified it is kept as a spare one under the platform’s id. */
export function createUploadCreativesHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: uploadCreatives,
    propose: async ({ campaign_id, contents }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      const { adapter } = open;
      if (!adapter.writable.creative.includes('content_digest'))
        throw cannot(open.live, `${adapter.platform} takes no creatives from us.`);
      checkWords(contents, adapter.platform);
      const { external_id: account_id } = open.account;
      const fixed = await Promise.all(contents.map((content) => withImage(content, deps.getPublic)));
      const byDigest = new Map(fixed.map((content) => [digestOf(campaign_id, content), content]));
      const wishes = await Promise.all(
        [...byDigest].map(async ([after, content]) => {
          const reference = { account_id, entity_type: 'creative', entity_id: `mbi-${after}` } as const;
          const entity = { ...(await adapter.readEntity(reference)), name: content.name };
          return { campaign_id, entity, field: 'content_digest' as const, after, content };
        }),
      );
      return proposalOf(open, wishes);
    },
    onVerified: async (tx, { campaign_id }, { account_id, entity_id, entity_name, after, content }, { origin }) => {
      const { adapter } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const { creative_id } = await adapter.readEntity({ account_id, entity_type: 'creative', entity_id });
      if (creative_id === null || content === undefined)
        throw new CodedError('PLATFORM_UNAVAILABLE', `${entity_name} was made, and does not show its id yet.`, {
          entity_id,
        });
      await keepMadeCreative(tx, { creative_id, campaign_id, content, content_digest: String(after) });
    },
  });
}
