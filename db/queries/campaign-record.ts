import { eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, campaigns } from '../schema/index.ts';

/** A campaign's own record as collectors need it: what it is, where it runs, what it is about. Null when there is none. */
export async function readCampaignRecord(tx: TenantTransaction, campaign_id: string) {
  const [row] = await tx
    .select({
      campaign_id: campaigns.campaign_id,
      campaign_name: campaigns.campaign_name,
      platform: campaigns.platform,
      industry: campaigns.industry,
      keywords: campaigns.keywords,
      objective: campaigns.objective,
      status: campaigns.status,
      currency: campaigns.currency,
      daily_budget_minor: campaigns.daily_budget_minor,
      target_cpa_minor: campaigns.target_cpa_minor,
      audience_size: campaigns.audience_size,
      protected: campaigns.protected,
      landing_page_url: campaigns.landing_page_url,
      ad_account_id: campaigns.ad_account_id,
      timezone: adAccounts.timezone,
    })
    .from(campaigns)
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(eq(campaigns.campaign_id, campaign_id));
  return row ?? null;
}
/** A campaign's own record. */
export type CampaignRecord = NonNullable<Awaited<ReturnType<typeof readCampaignRecord>>>;
