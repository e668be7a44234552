import { and, eq, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { EntityState } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { adSets, ads, campaigns } from '../schema/index.ts';
import type { AdAccount } from './ad-accounts.ts';

/** A campaign with everything below it, as its platform lists it. `daily_budget_minor` is that of the campaign, wherever held. */
export type ListedCampaign = {
  readonly campaign: EntityState;
  readonly daily_budget_minor: number | null;
  readonly ad_sets: readonly EntityState[];
  readonly ads: readonly EntityState[];
};

/** Statuses after which nothing comes any more. */
const gone = ['deleted', 'archived'];
const longestName = 500;

/**
 * Makes our rows of a campaign, its ad sets and its ads say what the platform says, and counts those that changed. A campaign
 * that is new appears; ad sets and ads that are not listed any more are marked as deleted, never removed.
 * Throws SYNC_ID_TAKEN when another account of the tenant has a campaign of this id.
 */
export async function saveListedCampaign(
  tx: TenantTransaction,
  account: Pick<AdAccount, 'ad_account_id' | 'brand_id' | 'platform' | 'currency'>,
  listed: ListedCampaign,
): Promise<{ readonly read: number; readonly changed: number; readonly added: boolean }> {
  const { campaign } = listed;
  const { ad_account_id, brand_id, platform, currency } = account;
  const campaign_id = campaign.entity_id;
  await refuseTaken(tx, campaign_id, account);
  const told = {
    campaign_name: campaign.name.slice(0, longestName),
    status: campaign.status,
    daily_budget_minor: listed.daily_budget_minor,
  };
  const rows = await tx
    .insert(campaigns)
    .values({ campaign_id, ...told, ad_account_id, brand_id, platform, currency })
    .onConflictDoUpdate({
      target: [campaigns.tenant_id, campaigns.campaign_id],
      set: { ...told, updated_at: sql`now()` },
      setWhere: sql`(${campaigns.campaign_name}, ${campaigns.status}, ${campaigns.daily_budget_minor})
        is distinct from (excluded.campaign_name, excluded.status, excluded.daily_budget_minor)`,
    })
    .returning({ added: sql<boolean>`xmax = 0` });
  const changed = rows.length + (await saveAdSets(tx, listed)) + (await saveAds(tx, listed));
  const read = 1 + listed.ad_sets.length + listed.ads.length;
  return { read, changed, added: rows[0]?.added === true };
}

async function refuseTaken(
  tx: TenantTransaction,
  campaign_id: string,
  { ad_account_id }: Pick<AdAccount, 'ad_account_id'>,
): Promise<void> {
  const [known] = await tx
    .select({ ad_account_id: campaigns.ad_account_id })
    .from(campaigns)
    .where(eq(campaigns.campaign_id, campaign_id));
  if (known === undefined || known.ad_account_id === ad_account_id) return;
  const message = `The campaign ${campaign_id} belongs to another ad account.`;
  throw new CodedError('SYNC_ID_TAKEN', message, { campaign_id, held_by: known.ad_account_id });
}

async function saveAdSets(tx: TenantTransaction, { campaign, ad_sets }: ListedCampaign): Promise<number> {
  const campaign_id = campaign.entity_id;
  let changed = 0;
  for (const each of ad_sets) {
    const { name, status, daily_budget_minor, bid_amount_minor, bid_strategy } = each;
    const told = { name, status, daily_budget_minor, bid_amount_minor, bid_strategy };
    const rows = await tx
      .insert(adSets)
      .values({ ad_set_id: each.entity_id, campaign_id, ...told })
      .onConflictDoUpdate({
        target: [adSets.tenant_id, adSets.ad_set_id],
        set: told,
        setWhere: sql`${adSets.campaign_id} = excluded.campaign_id
          and (${adSets.name}, ${adSets.status}, ${adSets.daily_budget_minor}, ${adSets.bid_amount_minor}, ${adSets.bid_strategy})
            is distinct from (excluded.name, excluded.status, excluded.daily_budget_minor, excluded.bid_amount_minor, excluded.bid_strategy)`,
      })
      .returning({ id: adSets.ad_set_id });
    changed += rows.length;
  }
  const listed = ad_sets.map((each) => each.entity_id);
  const marked = await tx
    .update(adSets)
    .set({ status: 'deleted' })
    .where(
      and(
        eq(adSets.campaign_id, campaign_id),
        notInArray(adSets.status, gone),
        listed.length === 0 ? undefined : notInArray(adSets.ad_set_id, listed),
      ),
    )
    .returning({ id: adSets.ad_set_id });
  return changed + marked.length;
}

async function saveAds(tx: TenantTransaction, { campaign, ads: told_ads }: ListedCampaign): Promise<number> {
  const campaign_id = campaign.entity_id;
  let changed = 0;
  for (const each of told_ads) {
    if (each.parent_id === null) continue;
    const told = { ad_set_id: each.parent_id, name: each.name, status: each.status, creative_id: each.creative_id };
    const rows = await tx
      .insert(ads)
      .values({ ad_id: each.entity_id, campaign_id, ...told })
      .onConflictDoUpdate({
        target: [ads.tenant_id, ads.ad_id],
        set: told,
        setWhere: sql`${ads.campaign_id} = excluded.campaign_id
          and (${ads.ad_set_id}, ${ads.name}, ${ads.status}, ${ads.creative_id})
            is distinct from (excluded.ad_set_id, excluded.name, excluded.status, excluded.creative_id)`,
      })
      .returning({ id: ads.ad_id });
    changed += rows.length;
  }
  const listed = told_ads.map((each) => each.entity_id);
  const marked = await tx
    .update(ads)
    .set({ status: 'deleted' })
    .where(
      and(
        eq(ads.campaign_id, campaign_id),
        notInArray(ads.status, gone),
        listed.length === 0 ? undefined : notInArray(ads.ad_id, listed),
      ),
    )
    .returning({ id: ads.ad_id });
  return changed + marked.length;
}

/** Campaigns of an account that are in our table, not known as gone, and not among those that the platform has just listed. */
export async function listUnlistedCampaigns(
  tx: TenantTransaction,
  ad_account_id: string,
  listed: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx
    .select({ campaign_id: campaigns.campaign_id })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.ad_account_id, ad_account_id),
        notInArray(campaigns.status, gone),
        listed.length === 0 ? undefined : notInArray(campaigns.campaign_id, [...listed]),
      ),
    );
  return rows.map((row) => row.campaign_id);
}

/** Marks a campaign that the platform does not list any more with what it says of it, and what hangs below with it. */
export async function markCampaign(
  tx: TenantTransaction,
  campaign_id: string,
  status: EntityState['status'],
): Promise<void> {
  await tx.update(campaigns).set({ status, updated_at: sql`now()` }).where(eq(campaigns.campaign_id, campaign_id));
  if (!gone.includes(status)) return;
  for (const table of [adSets, ads])
    await tx
      .update(table)
      .set({ status })
      .where(and(eq(table.campaign_id, campaign_id), notInArray(table.status, gone)));
}

/** How many campaigns of an account we have, whatever became of them: with the first, its currency and its days are settled. */
export async function countCampaigns(tx: TenantTransaction, ad_account_id: string): Promise<number> {
  const [row] = await tx.execute(
    sql`select count(*)::int as n from ${campaigns} where ad_account_id = ${ad_account_id}`,
  );
  return z.object({ n: z.int() }).parse(row).n;
}
