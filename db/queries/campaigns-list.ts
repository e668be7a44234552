import { and, asc, eq, getTableColumns, ilike, inArray, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, adSets, ads, brands, campaignFeaturesView, campaigns, creatives } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** A campaign as lists show it. */
export type CampaignRow = typeof campaigns.$inferSelect;

/** Campaigns, newest first; `search` looks in the name and `campaign_id`. */
export async function listCampaigns(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly platform: string | null;
    readonly status: string | null;
    readonly search: string | null;
  },
): Promise<KeysetPage<CampaignRow>> {
  const pattern = filter.search === null ? null : `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await tx
    .select()
    .from(campaigns)
    .where(
      and(
        afterPosition(campaigns.created_at, campaigns.id, filter.after),
        filter.platform === null ? undefined : sql`${campaigns.platform} = ${filter.platform}`,
        filter.status === null ? undefined : eq(campaigns.status, filter.status),
        pattern === null
          ? undefined
          : or(ilike(campaigns.campaign_name, pattern), ilike(campaigns.campaign_id, pattern)),
      ),
    )
    .orderBy(newestFirst(campaigns.created_at, campaigns.id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.created_at, id: row.id }));
}

/** Finds a campaign by the platform’s id or by our uuid; null when this tenant has none. */
export async function findCampaign(tx: TenantTransaction, id: string): Promise<CampaignRow | null> {
  const [row] = await tx
    .select()
    .from(campaigns)
    .where(or(eq(campaigns.campaign_id, id), sql`${campaigns.id}::text = ${id.toLowerCase()}`))
    .orderBy(sql`(${campaigns.campaign_id} = ${id}) desc`)
    .limit(1);
  return row ?? null;
}

/** The feature view of a campaign (see contracts/campaign-features.ts); null when the campaign is unknown. */
export async function readCampaignFeatures(tx: TenantTransaction, campaign_id: string) {
  const [row] = await tx
    .select()
    .from(campaignFeaturesView)
    .where(eq(campaignFeaturesView.campaign_id, campaign_id))
    .limit(1);
  if (row === undefined) return null;
  const { tenant_id, campaign_id: key, ...features } = row;
  return features;
}

/** The feature views of several campaigns, by `campaign_id`. */
export async function readFeaturesOf(tx: TenantTransaction, campaign_ids: readonly string[]) {
  if (campaign_ids.length === 0)
    return new Map<string, NonNullable<Awaited<ReturnType<typeof readCampaignFeatures>>>>();
  const rows = await tx
    .select()
    .from(campaignFeaturesView)
    .where(inArray(campaignFeaturesView.campaign_id, [...campaign_ids]));
  return new Map(rows.map(({ tenant_id, campaign_id, ...features }) => [campaign_id, features]));
}

/** What belongs to a campaign: its account, brand, ad sets, ads and creatives, each creative with its headline where it was made here. */
export async function readCampaignParts(tx: TenantTransaction, campaign: CampaignRow) {
  const [account] = await tx
    .select({ external_id: adAccounts.external_id, name: adAccounts.name, timezone: adAccounts.timezone })
    .from(adAccounts)
    .where(eq(adAccounts.ad_account_id, campaign.ad_account_id));
  const [brand] = await tx
    .select({ brand_id: brands.brand_id, name: brands.name })
    .from(brands)
    .where(eq(brands.brand_id, campaign.brand_id));
  const { tenant_id: _set, ...adSetColumns } = getTableColumns(adSets);
  const { tenant_id: _ad, ...adColumns } = getTableColumns(ads);
  const ad_sets = await tx
    .select(adSetColumns)
    .from(adSets)
    .where(eq(adSets.campaign_id, campaign.campaign_id))
    .orderBy(asc(adSets.ad_set_id));
  const ads_ = await tx
    .select(adColumns)
    .from(ads)
    .where(eq(ads.campaign_id, campaign.campaign_id))
    .orderBy(asc(ads.ad_id));
  const { creative_id, name, state, content } = creatives;
  const creatives_ = await tx
    .select({ creative_id, name, state, headline: sql<string | null>`${content} ->> 'headline'` })
    .from(creatives)
    .where(eq(creatives.campaign_id, campaign.campaign_id))
    .orderBy(asc(creative_id));
  return { account: account ?? null, brand: brand ?? null, ad_sets, ads: ads_, creatives: creatives_ };
}
