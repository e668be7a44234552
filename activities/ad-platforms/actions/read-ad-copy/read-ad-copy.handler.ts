import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import type { AdTexts } from '../../../../contracts/ad-copy.ts';
import type { AdPlatformAdapter } from '../../../../contracts/ad-platform.ts';
import type { CreativeContent } from '../../../../contracts/change-set.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import { readCampaignRecord } from '../../../../db/queries/campaign-record.ts';
import { listMadeCreatives } from '../../../../db/queries/creatives.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { readLiveCampaign } from '../../live-campaign.ts';
import { capabilitiesOf } from '../../platforms.action.ts';
import { readAdCopy } from './read-ad-copy.action.ts';

/** So many ads are asked for their words, the running ones first; more would be longer than anybody reads. */
const mostAds = 20;

/** The words of a creative that was made here. */
function wordsOf({ headline, body, link_url, call_to_action }: CreativeContent): AdTexts {
  return { headlines: [headline], bodies: [body], link_url, call_to_action };
}

/** The words of an ad where the platform tells them; null where it does not, or knows of no such ad any more. */
async function toldBy(adapter: AdPlatformAdapter, account_id: string, entity_id: string): Promise<AdTexts | null> {
  try {
    return (await adapter.readAdTexts?.({ account_id, entity_type: 'ad', entity_id })) ?? null;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'PLATFORM_NOT_FOUND') return null;
    throw error;
  }
}

/** Reads the words of each ad: from the platform, else from what the creative was made of here. */
export function createReadAdCopyHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: readAdCopy,
    run: async ({ campaign_id }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const { external_id: account_id } = account;
      const [live, { record, creatives }] = await Promise.all([
        readLiveCampaign(adapter, account_id, campaign_id, 'ads'),
        withTenant(deps.database, origin.tenant_id, async (tx) => ({
          record: await readCampaignRecord(tx, campaign_id),
          creatives: await listMadeCreatives(tx, campaign_id),
        })),
      ]);
      const running = (ad: { readonly status: string }) => Number(ad.status === 'active');
      const ads = [...live.ads].sort((left, right) => running(right) - running(left)).slice(0, mostAds);
      const copies = await Promise.all(
        ads.map(async ({ entity_id: ad_id, name: ad_name, creative_id, status }) => {
          const known = creatives.find((each) => each.creative_id === creative_id);
          const told = await toldBy(adapter, account_id, ad_id);
          const texts = told ?? (known?.content ? wordsOf(known.content) : null);
          return {
            ...{ ad_id, ad_name, creative_id, running: status === 'active', shown_since: known?.started_on ?? null },
            ...{ texts, texts_from: told ? ('platform' as const) : texts ? ('our_records' as const) : null },
          };
        }),
      );
      const { abilities, copy: rules } = capabilitiesOf(adapter.platform);
      const shown = new Set(live.ads.map((ad) => ad.creative_id));
      return {
        ...{ campaign_id, campaign_name: live.campaign.name, platform: adapter.platform, rules, ads: copies },
        makes_creatives: rules?.held_by === 'creative' && abilities.includes('upload_creative'),
        rotates_creatives: abilities.includes('rotate_creative'),
        landing_page_url: record?.landing_page_url ?? null,
        spare: creatives.flatMap(({ creative_id, content }) =>
          content === null || shown.has(creative_id) ? [] : [{ creative_id, content }],
        ),
        read_at: deps.clock.now().toISOString(),
      };
    },
  });
}
