import { inArray } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { TenantTransaction } from '../connect.ts';
import { adSets, ads, audiences, campaigns, creatives } from '../schema/index.ts';

/**
 * What people call campaigns, ad sets, ads, creatives and audiences, by the platforms' ids. An id that is not known, or whose
 * name is empty, is not in the answer; where two platforms gave the same id to different things, none of them is.
 */
export async function readEntityNames(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await unionAll(
    tx
      .select({ id: campaigns.campaign_id, name: campaigns.campaign_name })
      .from(campaigns)
      .where(inArray(campaigns.campaign_id, [...ids])),
    tx
      .select({ id: adSets.ad_set_id, name: adSets.name })
      .from(adSets)
      .where(inArray(adSets.ad_set_id, [...ids])),
    tx
      .select({ id: ads.ad_id, name: ads.name })
      .from(ads)
      .where(inArray(ads.ad_id, [...ids])),
    tx
      .select({ id: creatives.creative_id, name: creatives.name })
      .from(creatives)
      .where(inArray(creatives.creative_id, [...ids])),
    tx
      .select({ id: audiences.audience_id, name: audiences.name })
      .from(audiences)
      .where(inArray(audiences.audience_id, [...ids])),
  );
  const names = new Map<string, string>();
  const doubtful = new Set<string>();
  for (const { id, name } of rows) {
    if (name === '') continue;
    if (names.has(id) && names.get(id) !== name) doubtful.add(id);
    names.set(id, name);
  }
  for (const id of doubtful) names.delete(id);
  return names;
}
