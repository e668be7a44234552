import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Change, CreativeContent } from '../../contracts/change-set.ts';
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

/** The creatives of a campaign with what they were made of (null for those that were not made here) and since when they run. */
export async function listMadeCreatives(tx: TenantTransaction, campaign_id: string) {
  const { creative_id, content, started_on } = creatives;
  return tx
    .select({ creative_id, content, started_on })
    .from(creatives)
    .where(eq(creatives.campaign_id, campaign_id))
    .orderBy(asc(creative_id));
}

/**
 * Whether changes bring words before people that nobody has been shown yet: a creative is made, or an ad shall show one that
 * was made here and never ran. No rule says yes to such a change in a person's stead.
 */
export async function bringsNewWords(tx: TenantTransaction, changes: readonly Change[]): Promise<boolean> {
  if (changes.some((change) => change.field === 'content_digest')) return true;
  const ids = changes.filter((change) => change.field === 'creative_id').map((change) => String(change.after));
  if (ids.length === 0) return false;
  const [found] = await tx
    .select({ creative_id: creatives.creative_id })
    .from(creatives)
    .where(and(inArray(creatives.creative_id, ids), isNotNull(creatives.content), isNull(creatives.started_on)))
    .limit(1);
  return found !== undefined;
}
