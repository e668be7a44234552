import type { CreativeContent } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { creatives } from '../schema/index.ts';

/**
 * Keeps a creative that this product made, as a spare one of its campaign, with what it was made from. Under the platform's id
 * there is one row only, so keeping it again changes nothing.
 */
export async function keepMadeCreative(
  tx: TenantTransaction,
  made: {
    readonly creative_id: string;
    readonly campaign_id: string;
    readonly content: CreativeContent;
    readonly content_digest: string;
  },
): Promise<void> {
  await tx
    .insert(creatives)
    .values({ ...made, name: made.content.name, state: 'spare' })
    .onConflictDoNothing({ target: [creatives.tenant_id, creatives.creative_id] });
}
