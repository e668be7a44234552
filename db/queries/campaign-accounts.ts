import { and, asc, eq, sql } from 'drizzle-orm';
import type { EntityState } from '../../contracts/ad-platform.ts';
import type { Change } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { adSets, ads, campaigns, creatives } from '../schema/index.ts';

/** The creatives of a campaign, running and spare, by id. */
export async function listCreatives(tx: TenantTransaction, campaign_id: string) {
  return tx
    .select({
      creative_id: creatives.creative_id,
      name: creatives.name,
      state: creatives.state,
      content_digest: creatives.content_digest,
    })
    .from(creatives)
    .where(eq(creatives.campaign_id, campaign_id))
    .orderBy(asc(creatives.creative_id));
}

/** Makes our rows of a campaign, its ad sets and its ads say what the platform says. Rows are added or changed, never removed. */
export async function saveCampaignState(
  tx: TenantTransaction,
  state: {
    readonly campaign: EntityState;
    readonly daily_budget_minor: number | null;
    readonly ad_sets: readonly EntityState[];
    readonly ads: readonly EntityState[];
  },
): Promise<void> {
  const campaign_id = state.campaign.entity_id;
  await tx
    .update(campaigns)
    .set({
      campaign_name: state.campaign.name,
      status: state.campaign.status,
      daily_budget_minor: state.daily_budget_minor,
      updated_at: sql`now()`,
    })
    .where(eq(campaigns.campaign_id, campaign_id));
  for (const each of state.ad_sets) {
    const { name, status, daily_budget_minor, bid_amount_minor, bid_strategy } = each;
    const values = { campaign_id, name, status, daily_budget_minor, bid_amount_minor, bid_strategy };
    await tx
      .insert(adSets)
      .values({ ad_set_id: each.entity_id, ...values })
      .onConflictDoUpdate({ target: [adSets.tenant_id, adSets.ad_set_id], set: values });
  }
  for (const each of state.ads) {
    if (each.parent_id === null) continue;
    const values = { ad_set_id: each.parent_id, campaign_id, name: each.name, status: each.status };
    const row = { ...values, creative_id: each.creative_id };
    await tx
      .insert(ads)
      .values({ ad_id: each.entity_id, ...row })
      .onConflictDoUpdate({ target: [ads.tenant_id, ads.ad_id], set: row });
  }
}

/** Carries one verified change into our rows, so that lists show it before the next sync. What they do not hold is nothing to do. */
export async function refreshChangedRow(tx: TenantTransaction, change: Change): Promise<void> {
  const { entity_id, entity_type, field, after } = change;
  const number = typeof after === 'number' ? after : null;
  const status = String(after);
  if (entity_type === 'campaign' && (field === 'status' || field === 'daily_budget_minor')) {
    const set = field === 'status' ? { status } : { daily_budget_minor: number };
    await tx
      .update(campaigns)
      .set({ ...set, updated_at: sql`now()` })
      .where(eq(campaigns.campaign_id, entity_id));
  }
  if (
    entity_type === 'ad_set' &&
    (field === 'status' || field === 'daily_budget_minor' || field === 'bid_amount_minor')
  ) {
    const set = field === 'status' ? { status } : { [field]: number };
    await tx.update(adSets).set(set).where(eq(adSets.ad_set_id, entity_id));
    if (field === 'daily_budget_minor') await addToCampaignBudget(tx, change);
  }
  if (entity_type === 'ad' && (field === 'status' || field === 'creative_id')) {
    const set = field === 'status' ? { status } : { creative_id: String(after) };
    await tx.update(ads).set(set).where(eq(ads.ad_id, entity_id));
    if (field === 'creative_id') await swapCreatives(tx, change);
  }
}

/** A campaign whose ad sets hold the budget shows their sum; one of them moved by the difference. */
async function addToCampaignBudget(tx: TenantTransaction, change: Change): Promise<void> {
  const difference = Number(change.after) - Number(change.before);
  await tx
    .update(campaigns)
    .set({ daily_budget_minor: sql`${campaigns.daily_budget_minor} + ${difference}`, updated_at: sql`now()` })
    .where(eq(campaigns.campaign_id, change.campaign_id));
}

/** The creative that came in runs; the one that went out is spare unless another ad of the campaign still shows it. */
async function swapCreatives(tx: TenantTransaction, change: Change): Promise<void> {
  const of = (creative_id: string) =>
    and(eq(creatives.campaign_id, change.campaign_id), eq(creatives.creative_id, creative_id));
  await tx
    .update(creatives)
    .set({ state: 'active', started_on: sql`current_date` })
    .where(of(String(change.after)));
  await tx
    .update(creatives)
    .set({ state: 'spare' })
    .where(
      and(
        of(String(change.before)),
        sql`not exists (select 1 from ads where ads.tenant_id = ${creatives.tenant_id} and ads.campaign_id = ${creatives.campaign_id} and ads.creative_id = ${creatives.creative_id})`,
      ),
    );
}
